-- Scripts at a prompt: what they leave to it, and loading them again while
-- their networks live.

local native, Reloading, hooks, networks, known_globals = ...
local raise = native.raise

local type, next, ipairs = type, next, ipairs
local format, concat = string.format, table.concat

local Scripts = {}

-- The script that `reload` loads with the arguments that it was given, the
-- text of each script when it was loaded, and the scripts that are watched: of
-- each, its files and when they were changed.
local script
local sources, watched = {}, {}

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

-- What scripts and entries have left under each name.
local kept = {}

-- Makes a local variable of a script global, unless something else has the
-- name.
local function keep_global(name, value)
  local current = rawget(_G, name)
  if current == nil or rawequal(current, kept[name]) then
    rawset(_G, name, value)
    kept[name] = value
  end
end

-- Makes a local variable of an entry global, unless Lua, the library or the
-- prompt has the name.
local function keep_entered(name, value)
  if known_globals[name] and rawget(_G, name) ~= nil then
    if not rawequal(rawget(_G, name), value) then
      native.note(format("the local variable '%s' ends with its entry, since a"
        .. " global has the name", name))
    end
  else
    rawset(_G, name, value)
    kept[name] = value
  end
end

-- Calls a function with the name and the value of each local variable of a
-- function that runs; `level` is that of the caller.
local function each_local(level, visit)
  for place = 1, 250 do
    local name, value = debug.getlocal(level + 1, place)
    if not name then
      return
    elseif name:match "^[%a_]" then
      visit(name, value)
    end
  end
end

function Scripts.keep_locals()
  each_local(2, keep_global)
end

-- The same for an entry, which calls it at its end.
local function keep_entry()
  each_local(2, keep_entered)
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

-- Calls a chunk as `pcall` does. If it fails, `visit` is called with each local
-- variable that it has then, and the last result is the traceback.
local function call(chunk, visit, ...)
  local traceback
  local results = table.pack(xpcall(chunk, function(problem)
    traceback = debug.traceback(nil, 3)
      :gsub("\n\t%[C%]: in function 'xpcall'.*", "")
    local level = level_of(chunk)
    if level then
      each_local(level - 1, visit)
    end
    return problem
  end, ...))
  return results, traceback
end

-- The call at the end of a script sees its local variables; a script that ends
-- with `return` has no room for it.
local function compiled(source, name)
  local chunk = load(source .. "\n;require'snn'.prompt.keep_locals()", name)
  if chunk then
    return chunk
  end
  local problem
  chunk, problem = load(source, name)
  return chunk or error(problem, 0)
end

-- Returns what a script or an entry has returned, or raises what it has raised.
local function unpacked(results, traceback)
  if not results[1] then
    native.raise_with_traceback(results[2], traceback)
  end
  return table.unpack(results, 2, results.n)
end

function Scripts.load(path, ...)
  if type(path) ~= "string" or path == "" then
    raise "load: which file? Say :load model.lua"
  end
  local source = source_of(path)
  script = { path = path, arguments = table.pack(...) }
  sources[path] = source
  local chunk = compiled(source, "@" .. path)
  local results, traceback = call(chunk, keep_global, ...)
  if rawget(_G, "net") == nil then
    keep_global("net", networks[#networks])
  end
  return unpacked(results, traceback)
end

-- Runs what was entered at the prompt, whose end calls its argument.
function Scripts.enter(chunk)
  return unpacked(call(chunk, keep_entered, keep_entry))
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

-- Loads a file so that its classes change; returns their names, and the line
-- where it makes a network, if it does. Of a script that was loaded, the local
-- variables up to there are kept, too.
local function load_again(path, arguments)
  local source, is_script = source_of(path), sources[path] ~= nil
  local chunk
  if is_script then
    chunk = compiled(source, "@" .. path)
  else
    local problem
    chunk, problem = load(source, "@" .. path)
    if not chunk then
      error(problem, 0)
    end
  end
  Scripts.abandon()
  forgotten = forget_modules()
  Reloading.begin()
  local line
  hooks.making = function()
    local level = level_of(chunk)
    line = level and debug.getinfo(level - 1, "l").currentline
    error(stop, 0)
  end
  local names, values = {}, {}
  local results = call(chunk, function(name, value)
    names[#names + 1], values[#names + 1] = name, value
  end, table.unpack(arguments, 1, arguments.n))
  if not results[1] and results[2] ~= stop then
    Scripts.abandon()
    error(results[2], 0)
  end
  hooks.making, forgotten = nil, nil
  if is_script then
    for place, name in ipairs(names) do
      keep_global(name, values[place])
    end
  end
  return Reloading.finish(), line, source
end

-- The part of a text that follows a line.
local function behind(source, line)
  local place = 1
  for _ = 1, line do
    place = (source:find("\n", place, true) or #source) + 1
  end
  return source:sub(place)
end

-- The files that a script consists of, and when each was changed: its own, and
-- those of the modules that were loaded.
local function files_of(path)
  local files = { [path] = native.modified(path) }
  for name in next, package.loaded do
    local file = type(name) == "string" and not known_modules[name]
      and package.searchpath(name, package.path)
    if file then
      files[file] = native.modified(file)
    end
  end
  return files
end

function Scripts.reload(path)
  path = path or script and script.path
  if not path then
    raise "reload: no script was loaded; say :load model.lua first"
  end
  local is_script = script and script.path == path
  local names, line, source =
    load_again(path, is_script and script.arguments or { n = 0 })
  for _, network in ipairs(networks) do
    native.refresh_forward(network)
  end
  if watched[path] then
    watched[path] = files_of(path)
  end
  print(#names == 0 and format("%s defines no behaviors that were known", path)
    or format("%s: %s", path, concat(names, ", ")))
  local rest = line and behind(source, line)
  if sources[path] and rest and sources[path]:sub(-#rest) ~= rest
    and rest ~= "" then
    print(format("%s:%d: what follows has changed, too, but runs only with"
      .. " :load %s, since a network is made here", path, line, path))
  end
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
  elseif not native.modified(path) then
    raise(format("watch: there is no file '%s'", path))
  end
  watched[path] = files_of(path)
  print("watching " .. path)
end

-- Whether one of a script's files is another one than it was.
local function has_changed(files)
  for file, modified in next, files do
    local found = native.modified(file)
    if found and found ~= modified then
      return true
    end
  end
  return false
end

-- Whether something that is watched has changed.
function Scripts.has_news()
  for _, files in next, watched do
    if has_changed(files) then
      return true
    end
  end
  return false
end

-- Loads what is watched and has changed again.
function Scripts.poll()
  for path, files in next, watched do
    if has_changed(files) then
      watched[path] = files_of(path)
      local ok, problem = pcall(Scripts.reload, path)
      if not ok then
        print(problem)
      end
    end
  end
end

return Scripts
