-- Scripts at a prompt: what they leave to it, and loading them again while
-- their networks live.

local native, Reloading, hooks, networks = ...
local raise = native.raise

local type, next, ipairs = type, next, ipairs
local format, concat = string.format, table.concat

local Scripts = {}

-- The script that `reload` loads with the arguments that it was given, and the
-- files that are watched: when each was changed.
local script
local watched = {}

-- The modules that are there before any script runs.
local known_modules = {}
for name in next, package.loaded do
  known_modules[name] = true
end

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

-- What scripts have left under each name.
local kept = {}

-- Makes a value global, unless something else than a script has the name.
local function keep_global(name, value)
  local current = rawget(_G, name)
  if current == nil or rawequal(current, kept[name]) then
    rawset(_G, name, value)
    kept[name] = value
  end
end

-- Makes the local variables of a function that runs globals; `level` is that of
-- the caller.
local function keep(level)
  for place = 1, 250 do
    local name, value = debug.getlocal(level + 1, place)
    if not name then
      return
    elseif name:match "^[%a_]" then
      keep_global(name, value)
    end
  end
end

function Scripts.keep_locals()
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

function Scripts.load(path, ...)
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
  if rawget(_G, "net") == nil then
    keep_global("net", networks[#networks])
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

-- The modules that were forgotten while a file is loaded again; else nil.
local forgotten

-- Makes everything what it was before a file that is being loaded again. The
-- prompt calls it after each error, since Ctrl-C may end a reload anywhere.
function Scripts.abandon()
  hooks.making = nil
  if forgotten then
    Reloading.undo()
    for name, module in next, forgotten do
      package.loaded[name] = module
    end
    forgotten = nil
  end
end

-- Loads a file so that its classes change; returns their names.
local function load_again(path, arguments)
  local chunk, problem = load(source_of(path), "@" .. path)
  if not chunk then
    error(problem, 0)
  end
  Scripts.abandon()
  forgotten = forget_modules()
  Reloading.begin()
  hooks.making = function()
    error(stop, 0)
  end
  local ok, message = pcall(chunk, table.unpack(arguments, 1, arguments.n))
  if not ok and message ~= stop then
    Scripts.abandon()
    error(message, 0)
  end
  hooks.making, forgotten = nil, nil
  return Reloading.finish()
end

function Scripts.reload(path)
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

function Scripts.watch(path)
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
function Scripts.poll()
  local has_changed = false
  for path, modified in next, watched do
    local found = native.modified(path)
    if found and found ~= modified then
      watched[path] = found
      has_changed = true
      io.write "\r\27[K" -- in the place of the prompt
      local ok, problem = pcall(Scripts.reload, path)
      if not ok then
        print(problem)
      end
    end
  end
  return has_changed
end

return Scripts
