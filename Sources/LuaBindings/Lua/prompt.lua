-- What a prompt on live networks can do: its commands as functions. It keeps
-- the networks that scripts make, so that they outlive the scripts.

local native, snn, Behaviors, hooks = ...
local raise = native.raise
local Reloading = Behaviors.reloading

local type, next, ipairs, tostring = type, next, ipairs, tostring
local format, concat, sort = string.format, table.concat, table.sort

local Prompt = {}

-- The networks, in the order in which they were made.
local networks = {}

-- The script that `reload` loads with the arguments that it was given, and the
-- files that are watched: when each was changed.
local script
local watched = {}

-- What is there before any script runs: globals and modules.
local known_globals, known_modules = {}, {}
for name in next, _G do
  known_globals[name] = true
end
for name in next, package.loaded do
  known_modules[name] = true
end

hooks.made = function(network)
  networks[#networks + 1] = network
end

-- MARK: Networks

-- The network that commands are about: the global `net`, or the last one made.
local function network_for(command)
  local net = _G.net
  if type(net) == "table" and native.is_object(net) and net.network == net then
    return net
  end
  return networks[#networks]
    or raise(command .. ": there is no network; make one with snn.Network")
end

function Prompt.networks()
  return { table.unpack(networks) }
end

-- How many iterations `run` was given last.
local last_count

function Prompt.run(count)
  local net = network_for "run"
  if count == nil then
    local left = native.iterations_left(net)
    count = left > 0 and left or last_count
    if not count then
      raise "run: how many iterations? Say :run 1000 or :run 100 ms"
    end
  else
    last_count = count
  end
  net:simulate_iterations(count)
end

function Prompt.step(count)
  network_for("step"):simulate_iterations(count == nil and 1 or count)
end

function Prompt.save(path)
  if type(path) ~= "string" or path == "" then
    raise "save: to which file? Say :save network.snn"
  end
  network_for("save"):save(path)
end

function Prompt.profile(count)
  print(network_for("profile"):profile(count == nil and 100 or count))
end

function Prompt.reinit(name)
  if type(name) ~= "string" or name == "" then
    raise "reinit: which behavior? Say :reinit LIF"
  end
  local count = 0
  for _, found in ipairs(network_for("reinit")(name)) do
    if type(found) == "table" and Behaviors.handle_of(found) then
      found:reinitialize()
      count = count + 1
    end
  end
  if count == 0 then
    native.unknown_behavior("reinit", network_for "reinit", name)
  end
  return count
end

function Prompt.plot(what, options)
  if native.is_tensor(what) or native.is_selection(what) then
    local rows, columns = what.shape[1], what.shape[2]
    if what.ndim == 2 and what.dtype == "int64" and columns == 2 then
      what = snn.plot.raster(what, options)
    elseif what.ndim == 2 and rows == columns and rows > 2 then
      what = snn.plot.image(what, options)
    else
      what = snn.plot.lines(what, options)
    end
  elseif native.type_name(what) ~= "Figure" then
    raise("plot: expected a tensor or a figure, got " .. native.type_name(what))
  end
  what:show()
  return what
end

-- MARK: Scripts

-- The text of a file of Lua, without a first line for the shell.
local function source_of(path)
  local file, problem = io.open(path, "rb")
  if not file then
    raise("load: " .. problem)
  end
  local source = file:read "a"
  file:close()
  if not source then
    raise("load: " .. path .. " can't be read")
  end
  return (source:gsub("^\xEF\xBB\xBF", ""):gsub("^#[^\n]*", ""))
end

-- Makes the local variables of a function that runs globals, where nothing has
-- the name; `level` is that of the caller.
local function keep(level)
  for place = 1, 250 do
    local name, value = debug.getlocal(level + 1, place)
    if not name then
      return
    elseif name:match "^[%a_]" and _G[name] == nil then
      _G[name] = value
    end
  end
end

function Prompt.keep_locals()
  keep(2)
end

-- The level of the call of a function, or nothing.
local function level_of(function_)
  for level = 2, 250 do
    local info = debug.getinfo(level, "f")
    if not info then
      return
    elseif info.func == function_ then
      return level
    end
  end
end

function Prompt.load(path, ...)
  if type(path) ~= "string" or path == "" then
    raise "load: which file? Say :load model.lua"
  end
  local source, name = source_of(path), "@" .. path
  script = { path = path, arguments = table.pack(...) }
  -- The call at the end sees the script's local variables; a script that ends
  -- with `return` has no room for it.
  local chunk = load(source .. "\nrequire'snn'.prompt.keep_locals()", name)
  if not chunk then
    local problem
    chunk, problem = load(source, name)
    if not chunk then
      error(problem, 0)
    end
  end
  local traceback
  local results = table.pack(xpcall(chunk, function(problem)
    traceback = debug.traceback(nil, 3)
      :gsub("\n\t%[C%]: in function 'xpcall'.*", "")
    local level = level_of(chunk)
    if level then
      keep(level - 1)
    end
    return problem
  end, ...))
  if _G.net == nil then
    _G.net = networks[#networks]
  end
  if not results[1] then
    native.raise_with_traceback(results[2], traceback)
  end
  return table.unpack(results, 2, results.n)
end

-- Ends a file that is loaded again where it makes a network.
local stop = {}

-- Forgets the modules that scripts have asked for, so that they are loaded
-- again; returns them.
local function forget_modules()
  local modules = {}
  for name, module in next, package.loaded do
    if not known_modules[name] then
      modules[name] = module
    end
  end
  for name in next, modules do
    package.loaded[name] = nil
  end
  return modules
end

-- Loads a file so that its classes change and nothing else does; returns their
-- names.
local function load_again(path, arguments)
  local chunk, problem = load(source_of(path), "@" .. path)
  if not chunk then
    error(problem, 0)
  end
  local modules = forget_modules()
  Reloading.begin()
  hooks.making = function()
    error(stop, 0)
  end
  local ok, message = pcall(chunk, table.unpack(arguments, 1, arguments.n))
  hooks.making = nil
  if not ok and message ~= stop then
    Reloading.undo()
    for name, module in next, modules do
      package.loaded[name] = module
    end
    error(message, 0)
  end
  return Reloading.finish()
end

function Prompt.reload(path)
  path = path or script and script.path
  if not path then
    raise "reload: no script was loaded; say :load model.lua first"
  end
  local is_script = script and script.path == path
  local names = load_again(path, is_script and script.arguments or { n = 0 })
  for _, network in ipairs(networks) do
    native.refresh_forward(network)
  end
  if watched[path] then
    watched[path] = native.modified(path)
  end
  print(#names == 0 and format("%s defines no behaviors that were known", path)
    or format("%s: %s", path, concat(names, ", ")))
  return names
end

function Prompt.watch(path)
  path = path or script and script.path
  if not path then
    raise "watch: which file? Say :watch model.lua"
  elseif watched[path] then
    watched[path] = nil
    print("no longer watching " .. path)
    return
  end
  watched[path] = native.modified(path)
  if not watched[path] then
    raise(format("watch: there is no file '%s'", path))
  end
  print("watching " .. path)
end

-- Loads what is watched and has changed again; returns whether something has.
local function poll()
  local has_changed = false
  for path, modified in next, watched do
    local found = native.modified(path)
    if found and found ~= modified then
      watched[path] = found
      has_changed = true
      io.write "\r\27[K" -- in the place of the prompt
      local ok, problem = pcall(Prompt.reload, path)
      if not ok then
        print(problem)
      end
    end
  end
  return has_changed
end

-- MARK: Looking

function Prompt.who()
  local rows = {}
  for name, value in next, _G do
    if type(name) == "string" and name ~= "_" and not known_globals[name] then
      rows[#rows + 1] = { name, native.value_line(value) }
    end
  end
  sort(rows, function(a, b)
    return a[1] < b[1]
  end)
  local width = 0
  for _, row in ipairs(rows) do
    width = math.max(width, #row[1])
  end
  for _, row in ipairs(rows) do
    print(format("%-" .. width .. "s  %s", row[1], row[2]))
  end
end

function Prompt.time(what, ...)
  if type(what) ~= "function" then
    raise("time: expected a function, got " .. native.type_name(what))
  end
  local start = native.seconds()
  local results = table.pack(what(...))
  print(format("%.3f ms", 1e3 * (native.seconds() - start)))
  return table.unpack(results, 1, results.n)
end

function Prompt.quit()
  native.quit()
end

-- MARK: Commands as they are typed

-- A number of iterations, or a time such as "100 ms".
local function count_in(text)
  if text ~= "" then
    return tonumber(text) or text
  end
end

-- A text, or nothing.
local function text_in(text)
  if text ~= "" then
    return text
  end
end

-- The function that gives the value of an expression, or runs statements.
local function function_in(text, command)
  if text == "" then
    raise(format("%s: of what? Say :%s expression", command, command))
  end
  local chunk, problem = load("return " .. text, "=(:" .. command .. ")")
  if not chunk then
    chunk, problem = load(text, "=(:" .. command .. ")")
  end
  return chunk or error(problem, 0)
end

local readers = {
  run = count_in, step = count_in, profile = count_in, time = function_in,
  plot = function(text, command)
    return function_in(text, command)()
  end,
}

local function command(name, text)
  if name == "help" then
    return snn.help(text_in(text))
  end
  if not native.is_command(name) then
    native.unknown_command(name)
  end
  return Prompt[name]((readers[name] or text_in)(text, name))
end

-- Prints help about the value of an expression, or about a name.
local function ask(text)
  local chunk = load("return " .. text, "=(?)")
  local ok, value = pcall(chunk or error)
  if ok and value ~= nil then
    snn.help(value)
  else
    snn.help(text_in(text))
  end
end

-- MARK: Start

-- Gives the prompt its short names.
local function open()
  for name, value in next, { step = Prompt.step, help = snn.help } do
    if _G[name] == nil then
      _G[name] = value
      known_globals[name] = true
    end
  end
end

native.install_prompt {
  load = Prompt.load, command = command, ask = ask, poll = poll, open = open,
}

return setmetatable(Prompt, {
  __index = function(_, name)
    raise("snn.prompt has no function " .. tostring(name))
  end,
})
