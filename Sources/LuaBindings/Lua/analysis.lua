-- Analysis modules: functions of an object that run when they are called, and
-- keep their results.

local native, snn, Options, Classes, Methods, Living = ...
local raise = native.raise
local check_options, check_type = Options.check, Options.check_type

local type, next, ipairs, pairs = type, next, ipairs, pairs
local setmetatable = setmetatable
local rawset = rawset
local tostring = tostring
local format, concat = string.format, table.concat
local match, gmatch = string.match, string.gmatch

local ObjectMethods = Methods.object

-- What modules of all classes can do.
local ModuleMethods = {}

-- What the library keeps of each module, and the modules of each object.
local kept = setmetatable({}, { __mode = "k" })
local modules_of = setmetatable({}, { __mode = "k" })

local function module_state(module, what)
  local state = kept[module == nil and false or module]
  if not state then
    raise(format("%s: expected an analysis module before the colon, got %s",
      what, native.type_name(module)))
  end
  return state
end

-- A table of values by name as text: `bins = 10, mode = "fast"`.
local function listed(values)
  local parts = {}
  for name, value in snn.sorted_pairs(values) do
    parts[#parts + 1] = (type(name) == "string" and name .. " = " or "")
      .. (type(value) == "string" and format("%q", value) or tostring(value))
  end
  return concat(parts, ", ")
end

local function notify(module, state)
  if state.notifier then
    state.notifier(module)
  end
end

-- The options of a call, and what the class has said for those not given.
local function call_options(class, options)
  options = options == nil and {} or options
  -- An object is a table too, of all that it has.
  if native.type_name(options) ~= "table" then
    raise(format("%s: expected a table of options, got %s", class.name,
      native.type_name(options)))
  end
  local known = class.execution_arguments
  if not known then
    return options
  end
  check_options(options, class.name, known)
  local result = {}
  for name, value in next, known do
    result[name] = value
  end
  for name, value in pairs(options) do
    result[name] = value
  end
  return result
end

-- Runs a module and keeps its result.
local function execute(module, options)
  local state = module_state(module, "execute")
  local class = state.class
  if not state.owner then
    raise(format("%s: add the module to an object first", class.name))
  end
  if type(module.execute) ~= "function" then
    raise(class.name .. " has no method 'execute'")
  end
  options = call_options(class, options)
  local key = format("%s(%s) {%s}", class.name, listed(module.parameters),
    listed(options))
  local result = module:execute(state.owner, options)
  state.results[key], state.last = result, result
  notify(module, state)
  return result
end

-- Makes a module of a class.
local function construct(class, given)
  given = given == nil and {} or given
  if native.type_name(given) ~= "table" then
    raise(format("%s: expected a table of parameters, got %s", class.name,
      native.type_name(given)))
  end
  check_type(given.tag, "string", class.name .. ": tag")
  local parameters, tags = {}, {}
  for name, value in pairs(given) do
    if name ~= "tag" then
      parameters[name] = value
    end
  end
  for tag in gmatch((given.tag or "") .. "," .. class.name, "[^,]+") do
    tags[string.match(tag, "^%s*(.-)%s*$")] = true
  end
  local module = setmetatable({ parameters = parameters }, class)
  kept[module] = {
    class = class, tags = tags, results = {}, listeners = {},
    name = match(given.tag or "", "^[%s,]*([^,]*[^,%s])") or class.name,
  }
  return module
end

-- The class of a module; nil for another value.
local function class_of(value)
  local state = value ~= nil and kept[value]
  return state and state.class or nil
end

local Kind = {
  name = "AnalysisModule", noun = "analysis module", example = "Rates",
  methods = ModuleMethods, construct = construct, class_of = class_of,
}

function Kind.new(name)
  local class = { name = name, __name = name, __call = execute }
  class.__index = class
  function class.__tostring(module)
    return format("%s(%s)", name, listed(module.parameters))
  end
  return Classes.add(Kind, class)
end

Classes.begin_kind(Kind)

-- The class of analysis modules of this name.
function snn.AnalysisModule(name, options)
  return Classes.named(Kind, name, options)
end

-- MARK: Methods of modules

function ModuleMethods:parameter(name, default)
  module_state(self, "parameter")
  local value = self.parameters[name]
  if value == nil then
    return default
  end
  return value
end

function ModuleMethods:results()
  local results = {}
  for key, result in next, module_state(self, "results").results do
    results[key] = result
  end
  return results
end

function ModuleMethods:last_call_result()
  return module_state(self, "last_call_result").last
end

function ModuleMethods:remove_result(key)
  local state = module_state(self, "remove_result")
  if key == nil or state.results[key] == nil then
    raise(format("remove_result: %s has no result '%s'", state.class.name,
      tostring(key)))
  end
  state.results[key] = nil
  notify(self, state)
end

function ModuleMethods:clear_results()
  local state = module_state(self, "clear_results")
  state.results, state.last = {}, nil
  notify(self, state)
end

function ModuleMethods:add_progress_update_function(listener)
  local state = module_state(self, "add_progress_update_function")
  if listener == nil then
    raise("add_progress_update_function: expected a function, got nil")
  end
  check_type(listener, "function", "add_progress_update_function")
  state.listeners[#state.listeners + 1] = listener
end

function ModuleMethods:remove_progress_update_function(listener)
  local state = module_state(self, "remove_progress_update_function")
  Methods.take_out(state.listeners, listener)
end

function ModuleMethods:update_progress(percent)
  local state = module_state(self, "update_progress")
  for _, listener in ipairs(state.listeners) do
    listener(percent, self)
  end
end

function ModuleMethods:set_update_notifier(notifier)
  check_type(notifier, "function", "set_update_notifier")
  module_state(self, "set_update_notifier").notifier = notifier
end

function ModuleMethods:remove_update_notifier()
  module_state(self, "remove_update_notifier").notifier = nil
end

-- MARK: Modules of objects

function ObjectMethods:add_analysis_module(module)
  local values = Living.required_object(self, "add_analysis_module")
  local state = kept[module == nil and false or module]
  if not state then
    raise("add_analysis_module: expected an analysis module, got "
      .. (Classes.kind_of(module) == Kind
        and format("the class %s; did you mean %s {}?", module.name,
          module.name) or native.type_name(module)))
  end
  if state.owner then
    raise(format("add_analysis_module: this %s belongs to %s already",
      state.class.name, state.owner.tag))
  end
  state.owner = self
  if module.initialize then
    module:initialize(self)
  end
  local modules = modules_of[self] or {}
  modules[#modules + 1] = module
  modules_of[self] = modules
  if values[state.name] == nil then
    rawset(values, state.name, module)
  end
  return module
end

-- Adds the modules of an object that have a tag to a list.
local function add_modules(list, object, tag)
  for _, module in ipairs(modules_of[object] or {}) do
    if kept[module].tags[tag] then
      list[#list + 1] = module
    end
  end
end

-- What has a tag: as the engine finds it, then modules.
function ObjectMethods:find(tag, index)
  if next(modules_of) == nil or type(tag) ~= "string" then
    return native.find(self, tag, index)
  end
  local found = native.find(self, tag)
  add_modules(found, self, tag)
  for _, object in ipairs(self.Structures or {}) do
    add_modules(found, object, tag)
  end
  if index == nil then
    return found
  end
  native.find(self, tag, index) -- checks the index
  return found[index < 0 and #found + 1 + index or index]
end

function ObjectMethods:get_all_analysis_module_results(tag)
  local results, modules = {}, {}
  for _, module in ipairs(self:find(tag)) do
    local state = kept[module]
    for key, result in next, state and state.results or {} do
      if modules[key] then
        key = format("%s of %s", key, state.owner.tag)
      end
      results[key], modules[key] = result, module
    end
  end
  return results, modules
end

return {
  methods = ModuleMethods,
  -- The class of a module, or the value itself and true if it is a class.
  class_of = function(value)
    if Classes.kind_of(value) == Kind then
      return value, true
    end
    return class_of(value), false
  end,
}
