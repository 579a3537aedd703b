-- Traces functions: runs one once with stand-ins for the tensors that it gets,
-- so that the engine learns what it does to them. Every other value that the
-- function reads is taken as it is and noted, so that a change is seen.
--
-- Returns what the engine calls.

local native, Methods, Forms, Behaviors = ...
local raise = native.raise
local Notes = native.part "notes" (native)

local type, next, ipairs = type, next, ipairs
local rawequal = rawequal
local setmetatable, pcall = setmetatable, pcall
local format, pack, unpack = string.format, table.pack, table.unpack
local upvalue, set_upvalue = native.upvalue, native.set_upvalue
local is_native_function = native.is_native_function

local pure, library, compiled = Forms.pure, Forms.library, Forms.compiled

-- The trace that is under way.
local current

-- Notes that `owner[key]` is `value`, in the trace that is under way.
local function note(owner, key, value)
  Notes.add(current.notes, owner, key, value)
end

local wrap

-- What a stand-in of the trace that is under way stands for, or the value.
function Forms.real(value)
  local found = current and value ~= nil and current.reals[value]
  return found or value
end

-- What stands for tables and objects.
local StandIns = native.part "stand_ins" (native, Methods, Forms, Behaviors, {
  notes = Notes,
  note = note,
  current = function()
    return current
  end,
  wrap = function(value, name)
    return wrap(value, name)
  end,
})
local refused = StandIns.refused

-- MARK: Functions

-- The most kernels that are called within each other.
local most_kernels = 100

-- Stands for a kernel, which is a part of the function that calls it.
local function wrap_kernel(source)
  local function leave_kernel(...)
    current.kernels = current.kernels - 1
    return ...
  end
  return function(...)
    current.kernels = current.kernels + 1
    if current.kernels > most_kernels then
      raise("kernel: it calls itself without end: what a kernel does is settled"
        .. " when it is compiled, so only a truth value or a text that it is"
        .. " given can end the calls")
    end
    return leave_kernel(source(...))
  end
end

-- Puts stand-ins in the place of what a function has from outside, until the
-- trace ends.
local function enter(function_)
  if current.entered[function_] then
    return
  end
  current.entered[function_] = true
  for n = 1, 255 do
    local name, value = upvalue(function_, n)
    if name == nil then
      return
    end
    local real = current.reals[value == nil and false or value]
    if real == nil then
      real = value
    end
    note(function_, n, real)
    local wrapped = wrap(real, name == "_ENV" and "_G" or name)
    local kept = current.kept
    kept[#kept + 1] = {
      function_ = function_, n = n, name = name, real = real, wrapped = wrapped,
    }
    if not rawequal(wrapped, value) then
      set_upvalue(function_, n, wrapped)
    end
  end
end

-- Puts everything back; gives the name of a variable that the function has
-- assigned to.
local function leave()
  local assigned
  local kept = current.kept
  for place = #kept, 1, -1 do
    local one = kept[place]
    local _, value = upvalue(one.function_, one.n)
    if not rawequal(value, one.wrapped)
      and not Notes.is_same(value, one.real) then
      assigned = one.name
    end
    set_upvalue(one.function_, one.n, one.real)
  end
  return assigned
end

local function wrap_function(value, name)
  local source = Forms.sources[value]
  if source then
    enter(source)
    return wrap_kernel(source)
  elseif compiled[value] then
    return compiled[value]
  elseif pure[value] then
    return value
  elseif library[value] or is_native_function(value) then
    return refused(name)
  end
  enter(value)
  return value
end

local wrappers = {
  ["function"] = wrap_function,
  table = function(real, name)
    if native.is_object(real) then
      return StandIns.object(real, name, native.is_part(real))
    elseif Behaviors.handle_of(real) then
      return StandIns.behavior(real, name)
    end
    return StandIns.table(real, name)
  end,
  userdata = function(real, name)
    if native.is_tensor(real) and not native.is_selection(real) then
      return StandIns.one(native.capture_traced(real, name))
    elseif native.is_delay_line(real) then
      return StandIns.delay_line(real, name)
    end
    return raise(format("%s is a %s, which has no compiled form", name,
      native.type_name(real)))
  end,
  thread = function(_, name)
    raise(name .. " is a coroutine, which has no compiled form")
  end,
}

-- What stands for a value while a function is traced; numbers, texts and truth
-- values stand for themselves.
function wrap(value, name)
  local wrapper = wrappers[type(value)]
  if not wrapper or current.reals[value] ~= nil then
    return value
  end
  local wrapped = current.wrapped[value]
  if wrapped == nil then
    wrapped = wrapper(value, name)
    current.wrapped[value] = wrapped
    current.reals[wrapped] = value
  end
  return wrapped
end

-- MARK: Tracing

-- Whether a function may test fields of its first parameter: that is the
-- behavior, if it is what is traced or one of its other methods.
local function is_method(function_)
  return function_ == current.method
    or current.behavior ~= nil and native.parameter_name(function_, 1) == "self"
end

-- Raises if the function got a number that isn't known and may have tested it
-- in a way that nobody hears of.
local function check_tests()
  if not native.has_numbers() then
    return
  end
  for function_ in next, current.entered do
    local place = native.tested_place(function_, is_method(function_),
      StandIns.changing(current.behavior))
    if place then
      error(place .. "a test with ==, ~=, not, and, or, or if of what may be a"
        .. " number that isn't known when a function is compiled: the"
        .. " iteration, a sum, a number that changes. Use mask:where(a, b), or"
        .. " leave the behavior to Lua", 0)
    end
  end
end

-- Calls `body` with stand-ins in the place of what `function_` has from
-- outside; gives the notes of what was read and the results.
local function trace(function_, body)
  local outer = current
  current = {
    notes = {}, kept = {}, entered = {}, wrapped = {}, reals = {}, kernels = 0,
    tensors = {},
  }
  local results = pack(pcall(function()
    enter(function_)
    return (function(...)
      check_tests()
      return ...
    end)(body())
  end))
  local is_left, assigned = pcall(leave)
  local done = current
  current = outer
  if not is_left then
    error(assigned, 0)
  end
  if not results[1] then
    local real = results[2] ~= nil and done.reals[results[2]]
    error(real or results[2], 0) -- perhaps it raised what stands for it
  elseif assigned then
    raise(format("'%s' is a variable from outside of the compiled function and"
      .. " is assigned to, which would happen only once: keep what changes in a"
      .. " state variable", assigned))
  end
  return done.notes, unpack(results, 2, results.n)
end

-- As `trace`, for a program of its own.
local function trace_kernel(function_, body)
  native.begin_trace()
  local results = pack(pcall(trace, function_, body))
  native.end_trace()
  if not results[1] then
    error(results[2], 0)
  end
  return unpack(results, 2, results.n)
end

-- For each behavior, its notes by object, the newest few by number.
local notes_of = setmetatable({}, { __mode = "k" })
local most_notes = 4
local last_number = 0

local function keep_notes(behavior, object, notes)
  local by_object = notes_of[behavior] or setmetatable({}, { __mode = "k" })
  notes_of[behavior] = by_object
  local list = by_object[object] or {}
  by_object[object] = list
  last_number = last_number + 1
  list[#list + 1] = { number = last_number, notes = notes }
  if #list > most_notes then
    table.remove(list, 1)
  end
  return last_number
end

-- The notes with a number, if they are still there.
local function find_notes(behavior, object, number)
  for _, one in ipairs((notes_of[behavior] or {})[object] or {}) do
    if one.number == number then
      return one.notes
    end
  end
end

return {
  trace = trace_kernel,
  enter = enter,
  real = Forms.real,
  one = StandIns.one,
  is_tracing = function()
    return current ~= nil
  end,
  first_change = Notes.first_change,
  are_unchanged = Notes.is_unchanged,
  is_native_function = is_native_function,
  -- Traces the `forward` of a behavior for an object; gives the number of the
  -- notes.
  trace_forward = function(behavior, object)
    local forward = behavior.forward
    local source = Forms.sources[forward] or forward
    local form = compiled[source] -- of the library behavior that it is
    if not form and (type(source) ~= "function" or is_native_function(source)
      or library[source]) then
      raise(format("%s.forward is a %s, which has no compiled form: write it as"
        .. " a function", behavior.name, native.type_name(forward)))
    end
    local traced = form and function() end or source
    return keep_notes(behavior, object, (trace(traced, function()
      note(behavior, "forward", forward)
      current.method, current.behavior = traced, behavior
      local self, neurons = wrap(behavior, "self"), wrap(object, "neurons")
      if form then
        form(self, neurons, true)
      else
        source(self, neurons)
      end
    end)))
  end,
  -- Whether all is as it was when the notes with a number were made.
  is_unchanged = function(behavior, object, number)
    local notes = find_notes(behavior, object, number)
    return notes ~= nil and Notes.is_unchanged(notes)
  end,
}
