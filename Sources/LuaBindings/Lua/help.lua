-- `snn.help`: what there is to know about a value, or about what has a name.
-- Loaded when it is first called.

local native, snn, Behaviors, Methods, Analysis, Tracing = ...
local raise = native.raise
local Classes = Behaviors.classes

local type, next, ipairs, select = type, next, ipairs, select
local getmetatable, rawequal, tostring = getmetatable, rawequal, tostring
local format, concat, sort = string.format, table.concat, table.sort

-- Where functions are, by the class that has them.
local tables = {
  ["snn"] = snn,
  ["snn.stats"] = snn.stats,
  ["snn.plot"] = snn.plot,
  ["snn.models"] = snn.models,
  ["snn.prompt"] = rawget(snn, "prompt"), -- if there is one
  ["snn.NetworkObject"] = Methods.object,
  ["snn.Network"] = Methods.network,
  ["snn.NeuronGroup"] = Methods.neurons,
  ["snn.SynapseGroup"] = Methods.synapses,
  ["snn.Behavior"] = Behaviors.methods,
  ["snn.AnalysisModule"] = Analysis.methods,
  ["snn.Clock"] = snn.Clock,
  ["snn.NeuronDimension"] = snn.NeuronDimension,
  ["snn.Tensor"] = { update_ = Tracing.update },
}

-- The class and the name of each function, and of each class of behaviors of
-- the library; made when help is first asked for.
local places

local function find_places()
  places = {}
  local list = native.native_functions()
  for position = 1, #list, 3 do
    local place = { owner = list[position + 1], name = list[position + 2] }
    places[list[position]] = place
  end
  for owner, functions in next, tables do
    for name, value in next, functions do
      local is_class = owner == "snn" and Behaviors.is_class(value)
      if is_class or type(value) == "function" and not places[value] then
        places[value] = { owner = owner, name = name }
      end
    end
  end
end

-- What is documented about a function or a class of the library, or nil.
local function documented(value)
  if not places then
    find_places()
  end
  local place = value ~= nil and places[value]
  if type(place) == "table" and type(place.name) == "string" then
    return native.help_function(place.owner, place.name)
  end
end

-- The functions that a class itself has in scripts, and where; `method` is one
-- that it should have.
local function own_functions(class, method)
  local names, width = {}, 0
  for key, value in next, class do
    if type(key) == "string" and type(value) == "function"
      and native.definition(value) then
      names[#names + 1] = key
      width = math.min(math.max(width, #key), 40)
    end
  end
  if #names == 0 then
    return format("  %s has no functions of its own: write %s:%s(object).",
      class.name, class.name, method)
  end
  sort(names)
  local row = "  " .. class.name .. ":%-" .. width .. "s  %s"
  for place, key in ipairs(names) do
    names[place] = format(row, key, native.definition(class[key]))
  end
  return concat(names, "\n")
end

-- The functions of a class and of those that it extends.
local function written(class, method)
  local parts = {}
  repeat
    parts[#parts + 1] = Behaviors.libraries[class]
      and format('  %s of the library: help "%s"', class.name, class.name)
      or own_functions(class, method)
    class = Classes.parent(class)
  until not class
  return concat(parts, "\n")
end

-- What a class is, for a title: "a class of behaviors".
local function kind_of(class, noun)
  local parent = Classes.parent(class)
  return format("a class of %ss%s", noun,
    parent and ", which extends " .. parent.name or "")
end

-- The names of parameters that behaviors of a class have asked for.
local function asked(class)
  local names, known = {}, {}
  for behavior, handle in next, Behaviors.handles do
    if getmetatable(behavior) == class then
      for _, name in ipairs(native.asked_parameters(handle)) do
        names[#names + 1] = not known[name] and name or nil
        known[name] = true
      end
    end
  end
  sort(names)
  return #names > 0
    and "Parameters asked for so far: " .. concat(names, ", ") .. "\n"
    or "No behavior has asked for a parameter so far.\n"
end

-- About a class of behaviors that a script has written, or a behavior of it.
local function about_class(title, class)
  local declared = Behaviors.declared.text(class)
  local name = class.name
  local is_model = native.is_model(name) and rawequal(class, snn.models[name])
  local place = is_model
    and format('  Written in Lua: print(snn.source "%s") shows how.', name)
    or written(class, "forward")
  return concat({
    title, "", place, "",
    (declared and declared .. "\n\n" or asked(class))
      .. 'What all behaviors have: help "Behavior".',
  }, "\n")
end

local function about_behavior(behavior)
  if type(behavior) ~= "table" then
    return native.help_class("Recorder")
  end
  local class = getmetatable(behavior)
  local title = tostring(behavior) .. ": a behavior of the class " .. class.name
  local text = documented(class)
  return text and title .. "\n\n" .. text or about_class(title, class)
end

-- About an analysis module or a class of them; nil for another value.
local function about_module(value)
  local class, is_class = Analysis.class_of(value)
  if class then
    local title = is_class
      and class.name .. ": " .. kind_of(class, "analysis module")
      or tostring(value) .. ": an analysis module"
    return concat({
      title, "", written(class, "execute"), "",
      'What all modules have: help "AnalysisModule".',
    }, "\n")
  end
end

local function about(value)
  if type(value) == "string" then
    if native.is_model(value) then
      return about_class(value .. ": a class of snn.models", snn.models[value])
    end
    return native.help_topic(value)
  end
  local text = documented(value)
  if text then
    return text
  elseif Behaviors.library_methods[value] then
    return Behaviors.library_methods[value] .. "(self, object): does that of a"
      .. " behavior of a class that extends it."
  elseif type(value) == "function" then
    local place = native.definition(value)
    return place and "A function that is written at " .. place .. "."
      or "A function that is not the library's."
  elseif Behaviors.is_class(value) then
    return about_class(value.name .. ": " .. kind_of(value, "behavior"), value)
  elseif Behaviors.handle_of(value) then
    return about_behavior(value)
  end
  for owner, functions in next, tables do
    if rawequal(functions, value) then
      return native.help_class(owner)
    end
  end
  return about_module(value) or native.help_class(native.type_name(value))
end

return function(...)
  if select("#", ...) == 0 then
    print(native.help_overview())
    return
  end
  local value = ...
  local text = about(value)
  if not text then
    raise(format("help: there is nothing about a value of type %s; help()"
      .. " lists what there is", native.type_name(value)))
  end
  print(text)
end
