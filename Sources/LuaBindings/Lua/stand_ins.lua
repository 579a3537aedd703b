-- What stands for tables, behaviors, objects and delay lines while a function
-- is traced: what is read of them is noted, or lives in the engine.
--
-- Gets what notes values and wraps them in the trace that is under way.

local native, Methods, Forms, Behaviors, Trace = ...
local raise = native.raise
local Notes, note, wrap, current =
  Trace.notes, Trace.note, Trace.wrap, Trace.current

local type, next, tostring = type, next, tostring
local ipairs, pairs = ipairs, pairs
local getmetatable, setmetatable = getmetatable, setmetatable
local format, pack, unpack = string.format, table.pack, table.unpack

-- What `place` is called in messages: `self.tau`, `neurons.size`.
local function named(name, key)
  return type(key) == "string" and name .. "." .. key
    or format("%s[%s]", name, tostring(key))
end

-- A function that says why it can't be called.
local function refused(name, why)
  return function()
    raise(format("%s has no compiled form%s", name, why or ""))
  end
end

-- MARK: Tables

-- Raises for a key that isn't known.
local function check_key(key, name)
  if native.is_traced(key) then
    raise(format("%s[…]: a number that isn't known when a function is compiled"
      .. " can only be the index of a tensor", name))
  end
end

-- What stands for a tensor: one value for all that read the same one, as in
-- Lua, for a tensor may be a key of a table.
local function one(value)
  if not native.is_traced(value) then
    return value
  end
  local tensors = current().tensors
  for _, known in ipairs(tensors) do
    if native.is_same_traced(known, value) then
      return known
    end
  end
  tensors[#tensors + 1] = value
  return value
end

-- Raises for a field that is set.
local function refuse_field(_, key, name)
  raise(format("%s is set, which a compiled function would do only once:"
    .. " keep what changes in a state variable, such as neurons.%s, or"
    .. " change a tensor in place", named(name, key), tostring(key)))
end

-- Stands for a table: what is read from it is noted. `read` is asked first what
-- stands for a field, and `write` sets one; both may be left out.
local function wrap_table(real, name, read, write)
  return setmetatable({}, {
    __index = function(_, key)
      check_key(key, name)
      local value = read and read(key)
      if value ~= nil then
        return value
      end
      value = real[key]
      note(real, key, value)
      return wrap(value, named(name, key))
    end,
    __newindex = function(_, key, value)
      check_key(key, name);
      (write or refuse_field)(value, key, name)
    end,
    __len = function()
      local count = #real
      if getmetatable(real) ~= nil then
        Notes.add_call(current().notes, function() return #real end, count)
        return count
      end
      note(real, count + 1, nil)
      if count > 0 then
        note(real, count, real[count])
      end
      return count
    end,
    __pairs = function(self)
      local keys = Notes.add_keys(current().notes, real)
      local place = 0
      return function()
        place = place + 1
        local key = keys[place]
        if key ~= nil then
          return key, self[key]
        end
      end
    end,
    __call = refused("a call of " .. name),
    __tostring = refused(format("tostring(%s)", name)),
    __metatable = false,
  })
end

-- MARK: Behaviors

-- For each behavior, which fields compiled functions set, by name.
local changing_of = setmetatable({}, { __mode = "k" })

-- Stands for a behavior: fields that the traced function sets are numbers or
-- tensors that live between iterations.
local function wrap_behavior(real, name)
  local handle = Behaviors.handle_of(real)
  local changing = changing_of[real] or {}
  changing_of[real] = changing
  local function read(key)
    if not changing[key] then
      note(changing, key, nil)
    elseif current().behavior == real then
      return one(native.read_field(handle, real, key))
    else
      raise(format("%s changes in each iteration: keep it in a state variable,"
        .. " which other behaviors can read", named(name, key)))
    end
  end
  local function write(value, key)
    local kind = type(value)
    if current().behavior == real and Behaviors.switches[key] == nil
      and type(key) == "string" and kind ~= "number"
      and not native.is_traced(value) and not native.is_tensor(value) then
      raise(format("%s is set to a %s: a compiled function keeps numbers and"
        .. " tensors in fields, anything else would be set only once",
        named(name, key), native.type_name(value)))
    elseif current().behavior ~= real or type(key) ~= "string"
      or Behaviors.switches[key]
      or kind ~= "number" and not native.is_traced(value)
        and not native.is_tensor(value) then
      refuse_field(value, key, name)
    end
    if not changing[key] then
      changing[key] = true
      native.retrace()
      raise(named(name, key) .. " changes")
    end
    native.write_field(handle, real, key, value)
    one(value)
  end
  return wrap_table(real, name, read, write)
end

-- MARK: Objects

-- The methods of objects that have a form for stand-ins.
local methods = {}

-- The options of modes, once they were asked for.
local mode_options

-- A table of a mode and more as one that the engine can read, which stands for
-- no other; any other mode as it is.
local function plain_mode(mode)
  if type(mode) ~= "table" then
    return mode
  end
  local copy = { mode[1] }
  for name, value in pairs(mode) do
    copy[name] = value
  end
  -- Those too that the table has from another one.
  mode_options = mode_options or native.options "vector"
  for name in next, mode_options do
    copy[name] = mode[name]
  end
  return copy
end

function methods.vector(self, mode, dtype)
  return native.traced_vector(current().reals[self], plain_mode(mode), dtype)
end

function methods.tensor(self, mode, ...)
  local sizes = type((...)) == "table" and (...) or { ... }
  return native.traced_tensor(current().reals[self], Forms.plain(sizes),
    plain_mode(mode))
end

methods.buffer_roll = Methods.object.buffer_roll

function methods:group_without_subGroup()
  return self.base or self
end

-- The methods of objects that only look something up: what they give is noted.
local lookups = {
  find = true, behavior = true, has_module = true, tags = true,
  synapses = true, all_objects = true, all_behaviors = true,
  all_sub_structures = true,
}

-- Calls a method of an object that looks something up; notes and gives what it
-- finds.
local function look_up(real, method, name, ...)
  local arguments = pack(...)
  for place = 1, arguments.n do
    local value = arguments[place]
    if native.is_traced(value) then
      raise(format("%s: an argument isn't known when a function is compiled",
        name))
    end
    arguments[place] = value ~= nil and current().reals[value] or value
  end
  local function call()
    return (method(real, unpack(arguments, 1, arguments.n)))
  end
  local result = call()
  Notes.add_call(current().notes, call, result)
  return result
end

-- Calls `find` of an object, which gives objects and behaviors.
local function find(real, name, ...)
  local result = look_up(real, native.find, name, ...)
  local first = type(result) == "table" and not native.is_object(result)
    and not Behaviors.handle_of(result) and result[1] or result
  if first ~= nil and type(first) ~= "table" then
    raise(format("%s finds a variable: a compiled function reads it by its"
      .. " name, as neurons.v", name))
  end
  return wrap(result, name)
end

-- What sub-groups have of their own.
local part_fields = {
  tag = true, size = true, id = true, id_mask = true, mask = true, base = true,
  network = true, afferent_synapses = true, efferent_synapses = true,
}

-- Stands for a network, a group of neurons or of synapses, or a part of one.
local function wrap_object(real, name, is_part)
  -- Whose the variable `key` is.
  local function owner_of(key)
    return is_part and not part_fields[key] and real.base or real
  end
  return setmetatable({}, {
    __index = function(_, key)
      if key == "iteration" then
        return native.traced_iteration()
      end
      check_key(key, name)
      local owner = owner_of(key)
      local is_variable, value = native.read_traced(owner, key)
      if value ~= nil then
        return is_part and native.part_traced(real, value) or one(value)
      end
      value = real[key]
      if type(value) == "function" then
        local what = format("%s:%s", name, tostring(key))
        if methods[key] then
          return methods[key]
        elseif key == "find" then
          return function(_, ...)
            return find(real, what, ...)
          end
        elseif lookups[key] then
          return function(_, ...)
            return wrap(look_up(real, value, what, ...), what)
          end
        end
        return refused(what)
      elseif not is_variable then
        note(real, key, value)
        if value == nil then
          native.watch_traced(owner, key) -- somebody may set it in between
        end
      end
      return wrap(value, named(name, key))
    end,
    __newindex = function(_, key, value)
      if is_part then
        if part_fields[key] or type(key) ~= "string" then
          raise(format("NeuronSubGroup '%s': '%s' can't be replaced", real.tag,
            tostring(key)))
        end
        local _, variable = native.read_traced(owner_of(key), key)
        return native.set_part_traced(real, variable, value, key)
      elseif native.write_traced(real, key, value, named(name, key)) then
        one(value)
        return
      end
      -- A number that was read before: a behavior is traced again.
      raise(format("%s is a number that changes: give it to the function as an"
        .. " argument", named(name, key)))
    end,
    __call = function(_, ...)
      return find(real, format("%s(…)", name), ...)
    end,
    __pairs = refused(format("pairs(%s)", name)),
    __tostring = refused(format("tostring(%s)", name)),
    __metatable = false,
  })
end

-- MARK: Delay lines

-- Stands for a delay line: what is done to it is done in each run.
local function wrap_delay_line(real, name)
  local steps = {
    step = native.step_traced, pending = native.pending_traced,
    restore = native.restore_traced, reset = native.reset_traced,
  }
  return setmetatable({}, {
    __index = function(_, key)
      local step = steps[key]
      if not step then
        check_key(key, name)
        return wrap(real[key], named(name, key))
      end
      return function(_, ...)
        local result = step(real, ...)
        return result
      end
    end,
    __newindex = function(_, key, value)
      refuse_field(value, key, name)
    end,
    __tostring = refused(format("tostring(%s)", name)),
    __metatable = false,
  })
end

return {
  refused = refused,
  one = one,
  table = wrap_table,
  behavior = wrap_behavior,
  object = wrap_object,
  delay_line = wrap_delay_line,
  -- Which fields of a behavior compiled functions set, by name; nil for none.
  changing = function(behavior)
    return changing_of[behavior]
  end,
}
