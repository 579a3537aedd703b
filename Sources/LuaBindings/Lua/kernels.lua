-- Compiled functions of tensors, and updates in place by such functions.
--
-- Gets the functions that trace, and returns the method `update_`.

local native, snn, Tracing, Forms = ...
local sources, library, compiled =
  Forms.sources, Forms.library, Forms.compiled
local raise = native.raise
local trace, enter = Tracing.trace, Tracing.enter
local first_change, are_unchanged =
  Tracing.first_change, Tracing.are_unchanged
local upvalue, is_native_function =
  native.upvalue, native.is_native_function

local type, tostring, rawequal = type, tostring, rawequal
local setmetatable = setmetatable
local format, pack, unpack = string.format, table.pack, table.unpack

-- Raises if a tensor that a kernel has from outside is another one now.
local function check_captured(notes, n, found)
  local name = type(notes[n]) == "function" and upvalue(notes[n], notes[n + 1])
    or tostring(notes[n + 1])
  if native.is_tensor(notes[n + 2]) then
    raise(format("kernel: '%s' is a tensor from outside, and %s: give tensors"
      .. " that are replaced to the kernel as arguments", name,
      native.is_tensor(found) and "it was replaced by another one"
        or "it is gone"))
  end
end

-- Calls `body` with stand-ins for the arguments of a kernel, which `function_`
-- gets behind `before` others.
local function with_arguments(arguments, function_, before, body)
  local wrapped = { n = arguments.n }
  for place = 1, arguments.n do
    wrapped[place] = Tracing.one(native.trace_argument(arguments[place],
      function_, before + place))
  end
  return body(unpack(wrapped, 1, wrapped.n))
end

-- Whether what stands for itself among the arguments is as it was.
local function are_same(arguments, old)
  if arguments.n ~= old.n then
    raise(format("kernel: %d arguments, and %d when it was compiled",
      arguments.n, old.n))
  end
  for place = 1, arguments.n do
    local value, before = arguments[place], old[place]
    local kind = type(value)
    if (kind == "userdata") ~= (type(before) == "userdata") then
      raise(format("argument %d of the kernel is a %s, and was a %s when it was"
        .. " compiled: make a kernel for each", place, native.type_name(value),
        native.type_name(before)))
    end
    if kind ~= type(before)
      or kind ~= "number" and kind ~= "userdata"
        and not rawequal(value, before) then
      return false
    end
  end
  return true
end

-- A kernel's results without the word that it was run.
local function after_run(is_run, ...)
  if not is_run then
    raise("kernel: its arguments share memory in a way that no kernel can be"
      .. " made for: give copies, as x:clone()")
  end
  return ...
end

-- The function of a script that a value is, or that a kernel was made of.
-- Raises if there is none that can be traced.
local function script_function(value, what)
  local function_ = sources[value] or value
  if type(function_) ~= "function" or is_native_function(function_)
    or library[function_] or compiled[function_] then
    raise(format("%s: expected a function written in Lua, got %s", what,
      native.type_name(value)))
  end
  return function_
end

-- What gives the text of each kernel.
local programs = setmetatable({}, { __mode = "k" })

-- A kernel of what `call` does, which calls `function_`.
local function new_kernel(function_, call)
  local notes, kernel, old
  local function run(...)
    local arguments = pack(...)
    local n, found
    if kernel then
      n, found = first_change(notes)
      if n then
        check_captured(notes, n, found)
      elseif are_same(arguments, old) then
        local results = pack(native.run_kernel(kernel, "kernel", ...))
        if results[1] then
          return unpack(results, 2, results.n)
        end
      end
    end
    notes, kernel = trace(function_, function()
      return with_arguments(arguments, function_, 0, function(...)
        return native.finish_kernel(call(...))
      end)
    end)
    old = arguments
    return after_run(native.run_kernel(kernel, "kernel", ...))
  end
  programs[run] = function(form)
    return kernel and native.kernel_text(kernel, form)
  end
  return run
end

function snn.kernel(function_)
  function_ = script_function(function_, "kernel")
  local kernel = new_kernel(function_, function_)
  sources[kernel] = function_
  return kernel
end

function snn.program(kernel, form)
  local text = programs[kernel]
  if not text then
    raise(format("program: expected a kernel, got %s; snn.kernel makes one of a"
      .. " function, and net:program() tells of behaviors",
      native.type_name(kernel)))
  end
  return text(form) or raise("program: the kernel was not called yet; it is"
    .. " compiled when it is called first")
end

-- MARK: Updates in place

-- The kernels of functions that update selections.
local updates = setmetatable({}, { __mode = "k" })

-- `update_` while another function is traced.
local function traced_update(target, function_, ...)
  local elements = native.begin_update(target)
  enter(function_)
  native.end_update(elements, (function_(elements, ...)))
  return target
end

-- Replaces the elements of a tensor or a selection by what `function_` makes of
-- them, without intermediate results; the other arguments are handed on.
local function update(target, function_, ...)
  function_ = script_function(Tracing.real(function_), "update_")
  if Tracing.is_tracing() or native.is_traced(target) then
    return traced_update(target, function_, ...)
  end
  updates[function_] = updates[function_] or {}
  local kernels, layout = updates[function_], native.layout(target)
  local known = kernels[layout]
  if not native.is_selection(target) then
    if not known then
      known = new_kernel(function_, function(elements, ...)
        traced_update(elements, function_, ...)
      end)
      kernels[layout] = known
    end
    known(target, ...)
    return target
  end
  local arguments = pack(...)
  if known and are_unchanged(known.notes)
    and are_same(arguments, known.arguments)
    and native.run_update(known.kernel, target, ...) then
    return target
  end
  local notes, kernel = trace(function_, function()
    return with_arguments(arguments, function_, 1, function(...)
      local elements = native.begin_update(target)
      native.end_update(elements, (function_(elements, ...)))
      return native.finish_kernel()
    end)
  end)
  kernels[layout] = { notes = notes, kernel = kernel, arguments = arguments }
  after_run(native.run_update(kernel, target, ...))
  return target
end

-- A compiled function may call it as it is.
compiled[update] = update

return update
