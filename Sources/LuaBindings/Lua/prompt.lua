-- What a prompt on live networks can do: its commands as functions. It keeps
-- the networks that scripts make, so that they outlive the scripts.

local native, snn, Behaviors, hooks = ...
local raise = native.raise

local type, next, ipairs, tostring = type, next, ipairs, tostring
local format, sort = string.format, table.sort

local Prompt = native.functions "snn.prompt"

-- The networks, in the order in which they were made.
local networks = {}

-- The globals that are there before any script runs.
local known_globals = {}
for name in next, _G do
  known_globals[name] = true
end

hooks.made = function(network)
  networks[#networks + 1] = network
end

-- MARK: Networks

-- The network that commands are about: the global `net`, or the last one made.
local function network_for(command)
  local net = rawget(_G, "net")
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
  local kind = native.type_name(what)
  if kind == "SynapseGroup" or kind == "SparseMatrix" then
    what = snn.plot.image(what, options)
  elseif native.is_tensor(what) or native.is_selection(what) then
    local rows, columns = what.shape[1], what.shape[2]
    if what.ndim == 2 and what.dtype == "int64" and columns == 2 then
      what = snn.plot.raster(what, options)
    elseif what.ndim == 2 and rows == columns and rows > 2 then
      what = snn.plot.image(what, options)
    else
      what = snn.plot.lines(what, options)
    end
  elseif kind ~= "Figure" then
    raise("plot: expected a tensor, a synapse group or a figure, got " .. kind)
  end
  what:show()
  return what
end

local Scripts = native.part "scripts" (native, Behaviors.classes.reloading,
  hooks, networks, known_globals)
for _, name in ipairs { "keep_locals", "reload", "watch" } do
  Prompt[name] = Scripts[name]
end

function Prompt.load(path, ...)
  if type(path) == "string" and native.is_saved_network(path) then
    if not networks[1] then
      raise(format("load: %s is the state of a network, which must be there:"
        .. " load its script first", path))
    end
    network_for("load"):load(path)
  else
    return Scripts.load(path, ...)
  end
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

-- What makes an argument of the text behind a command.
local readers = {
  count = count_in, text = text_in, ["function"] = function_in,
  value = function(text, command)
    return function_in(text, command)()
  end,
}

local function command(name, text)
  if name == "help" then
    return snn.help(text_in(text))
  end
  local reader = native.command_reader(name)
  if not reader then
    native.unknown_command(name)
  end
  return Prompt[name](readers[reader](text, name))
end

-- Prints help about the value of an expression, or about a name.
local function ask(text)
  local chunk = load("return " .. text, "=(?)")
  local ok, value = pcall(chunk or error)
  if text ~= "" and ok and value ~= nil then
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
  load = Prompt.load, enter = Scripts.enter, command = command, ask = ask,
  has_news = Scripts.has_news, poll = Scripts.poll, abandon = Scripts.abandon,
  open = open,
}

return setmetatable(Prompt, {
  __index = function(_, name)
    raise("snn.prompt has no function " .. tostring(name))
  end,
})
