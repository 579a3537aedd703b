-- Classes of behaviors and of analysis modules: tables of methods, which other
-- classes extend. What a class lacks is looked for in the one that it extends,
-- and so on, and last in the methods that all classes of its kind have.

local native, snn, Options = ...
local raise, check_options = native.raise, Options.check
local Reloading = native.part "reloading" ()

local type, pairs, rawequal, setmetatable = type, pairs, rawequal, setmetatable
local format, gsub, match = string.format, string.gsub, string.match
local concat = table.concat

local Classes = { reloading = Reloading }

-- The kind of each class, its metatable, and its name, which a script can't
-- change; and of classes that can't be extended, why.
local kinds, metatables, names, closed = {}, {}, {}, {}

-- The file in which each class was asked for last.
local files = setmetatable({}, { __mode = "k" })

-- Begins a kind of classes, which has these fields:
--
--   name       of the function that gives its classes, "Behavior"
--   noun       for one object of its classes, "behavior"
--   example    the name of a class, for messages
--   methods    that all its classes have
--   construct  which makes an object: construct(class, given)
--   new        which makes the class of a name that isn't known
--   class_of   which gives the class of an object, nil for another value
function Classes.begin_kind(kind)
  kind.written = {} -- the classes of scripts, by name
  function kind.methods:extend(name, options)
    return Classes.extend(kind, self, name, options)
  end
end

-- Makes a table with a name a class; `construct` may differ from its kind's.
function Classes.add(kind, class, construct)
  local metatable = {
    __call = construct or kind.construct,
    __index = kind.methods, -- or the class that it extends
    __metatable = format("for the methods of another class say snn.%s(\"B\","
      .. " { extends = A })", kind.name),
    __tostring = function()
      return kind.name .. " " .. names[class]
    end,
  }
  kinds[class], metatables[class], names[class] = kind, metatable, class.name
  Reloading.know(class, metatable)
  return setmetatable(class, metatable)
end

-- Keeps a class from being extended.
function Classes.close(class, why)
  closed[class] = why
end

-- The kind of a class; nil for another value.
function Classes.kind_of(value)
  return value ~= nil and kinds[value] or nil
end

-- The table in which a class looks for what it lacks.
function Classes.above(class)
  return metatables[class].__index
end

-- The class that a class extends, or nil; nil too for what is no class.
function Classes.parent(class)
  local parent = kinds[class] and metatables[class].__index
  return kinds[parent] and parent or nil
end

-- MARK: Extending

-- The most classes that a class can extend, one through the other.
local most_classes = 200

local function with_article(noun)
  return (match(noun, "^[aeiou]") and "an " or "a ") .. noun
end

-- What a value is that can't be extended by classes of a kind.
local function found(kind, value)
  local class = kind.class_of(value)
  if class then
    return format("%s of the class %s; did you mean extends = %s?",
      with_article(kind.noun), names[class], names[class])
  elseif kinds[value] then
    return format("%s, a class of %ss", names[value], kinds[value].noun)
  elseif type(value) == "string" then
    local is_known = kind.written[value]
    return format("the text %q%s", value, is_known
      and format("; did you mean the class, extends = %s?", value) or "")
  end
  return native.type_name(value)
end

-- Raises if a class is among those that `parent` extends.
local function check_circle(kind, class, parent)
  if rawequal(class, parent) then
    raise(format("%s: %s can't extend itself", kind.name, names[class]))
  end
  local links, ancestor = {}, parent
  repeat
    local next_one = Classes.parent(ancestor)
    links[#links + 1] = next_one
      and format("%s extends %s", names[ancestor], names[next_one])
    if next_one and rawequal(next_one, class) then
      raise(format("%s: %s can't extend %s: %s", kind.name, names[class],
        names[parent], concat(links, ", ")))
    elseif #links > most_classes then
      raise(format("%s: %s can't extend %s, which extends %d classes already,"
        .. " one through the other", kind.name, names[class], names[parent],
        most_classes))
    end
    ancestor = next_one
  until not ancestor
end

-- Lets a class extend another one.
function Classes.set_parent(kind, class, parent)
  if kinds[parent] ~= kind then
    raise(format("%s: extends must be a class of %ss, such as local %s = snn.%s"
      .. " %q, got %s", kind.name, kind.noun, kind.example, kind.name,
      kind.example, found(kind, parent)))
  elseif closed[parent] then
    raise(format("%s: %s can't be extended: %s", kind.name, names[parent],
      closed[parent]))
  end
  check_circle(kind, class, parent)
  metatables[class].__index = parent
end

-- Tells of a class that two files have: they may not know of each other.
local function note_file(kind, class)
  local file, known = native.caller_file(), files[class]
  file = file and gsub(file, "^%./", "")
  if file and known and file ~= known and not Reloading.is_under_way() then
    native.note(format("%s and %s both have a %s %s, which is one class:"
      .. " methods of the same name replace each other; if that isn't meant,"
      .. " give one of them another name", known, file, kind.noun, class.name))
  end
  files[class] = file or known
end

-- The class of this name: a table for its methods. A name that is known gives
-- the same class again, so that a file can be loaded twice.
function Classes.named(kind, name, options)
  if type(name) ~= "string" or not match(name, "^[%a_][%w_]*$") then
    raise(format("%s: expected a name such as %q, got %s", kind.name,
      kind.example, type(name) == "string" and format("%q", name)
        or native.type_name(name)))
  end
  local class = kind.written[name]
  if not class then
    class = kind.new(name)
    kind.written[name] = class
  end
  note_file(kind, class)
  Reloading.begin_class(class)
  if options ~= nil then
    check_options(options, kind.name)
    if options.extends ~= nil then
      Classes.set_parent(kind, class, options.extends)
    end
  end
  return class
end

-- The class of this name, which extends `class`.
function Classes.extend(kind, class, name, options)
  if not Classes.kind_of(class) then
    local own = class ~= nil and kind.class_of(class)
    raise(format("extend: expected a class before the colon, got %s",
      own and format("%s; did you mean %s:extend?", with_article(kind.noun),
        names[own])
        or native.type_name(class)))
  end
  local all = {}
  if options ~= nil then
    check_options(options, "extend", kind.name)
    if options.extends ~= nil then
      raise(format("extend: it is %s that is extended; leave the option extends"
        .. " away", names[class]))
    end
    for option, value in pairs(options) do
      all[option] = value
    end
  end
  all.extends = class
  return snn[kind.name](name, all)
end

-- Whether a behavior, a recorder or an analysis module is of a class, or of one
-- that extends it.
function snn.is_a(value, class)
  local kind = Classes.kind_of(class)
  if not kind then
    raise(format("is_a: expected a class, such as snn.Recorder or local LIF ="
      .. " snn.Behavior \"LIF\", got %s", native.type_name(class)))
  end
  local own = value ~= nil and kind.class_of(value) or nil
  own = kinds[own] and own or nil
  while own and not rawequal(own, class) do
    own = Classes.parent(own)
  end
  return own ~= nil
end

return Classes
