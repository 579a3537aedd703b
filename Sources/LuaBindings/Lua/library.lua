-- The behaviors that come with the library, as classes: `snn.WeightClip {}`.

local native, snn, Behaviors = ...
local raise, format = native.raise, string.format

-- What scripts see of the parameters of a behavior of the engine's.
local function parameters_of(handle)
  return setmetatable({}, {
    __index = function(_, name)
      return native.given_parameter(handle, name)
    end,
    __newindex = function(_, name, value)
      native.give_parameter(handle, name, value)
    end,
    __pairs = function(self)
      local names = native.given_names(handle)
      local position = 0
      return function()
        position = position + 1
        local name = names[position]
        return name, name and self[name]
      end
    end,
  })
end

-- The engine's side of the behavior that a method of a class was called with.
local function handle_of(behavior, what)
  local handle = Behaviors.handle_of(behavior)
  if not handle then
    local is_class = Behaviors.is_class(behavior)
    raise(format("%s: expected a behavior, got %s", what,
      is_class and format("the class %s; did you mean %s(self, object)?",
        behavior.name, what) or native.type_name(behavior)))
  end
  return handle
end

-- What the methods are called that classes of the library have for those who
-- extend them, and those that have a compiled form.
Behaviors.library_methods, Behaviors.library_forwards = {}, {}

-- Gives a class a method of the engine's, which is called by the name of the
-- class: so its first parameter isn't `self`.
local function add_method(class, method, call)
  local what = class.name .. "." .. method
  class[method] = function(behavior, object)
    call(class.name, handle_of(behavior, what), object)
  end
  Behaviors.library_methods[class[method]] = what
end

-- The results of a method, or the behavior itself if there are none.
local function results_or(self, ...)
  if select("#", ...) == 0 then
    return self
  end
  return ...
end

-- Gives a class the methods that are written in Swift for it alone.
local function add_own_methods(class)
  for name, call in next, native.functions("snn." .. class.name) do
    class[name] = function(self, ...)
      return results_or(self, call(Behaviors.handle(self, name), ...))
    end
  end
end

for name, kind in next, native.behavior_library() do
  local class = Behaviors.new_class(name, native.new_library_behavior,
    parameters_of)
  Behaviors.libraries[class] = kind.parameters
  class.initialize_last = kind.initialize_last or nil
  class.initialize_on_init = kind.initialize_on_init or nil
  add_method(class, "initialize", native.initialize_extended)
  if kind.has_forward then
    add_method(class, "forward", native.forward_extended)
    local what = name .. ".forward"
    Behaviors.library_forwards[class.forward] = function(behavior, ...)
      native.trace_extended(name, handle_of(behavior, what), ...)
    end
  end
  add_own_methods(class)
  snn[name] = class
end
