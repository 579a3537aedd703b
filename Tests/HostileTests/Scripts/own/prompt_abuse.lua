-- expect: ok
-- mode: default
-- limits: seconds=30
-- why: what the prompt can do is called by a script, with what it doesn't expect

local prompt = snn.prompt
local path = os.tmpname()
local file = assert(io.open(path, "w"))
file:write "snn.prompt.load(...)\nsnn.prompt.reload(...)\n"
file:write "local x = 5\nerror 'x'\n"
file:close()
local own = setmetatable({}, { __tostring = error, __pairs = error,
  __len = error })
own.own = own
Kept = own
local deep = {}
for _ = 1, 100000 do
  deep = { deep }
end
local net = snn.Network { seed = 1 }
net:initialize()
for name, f in pairs(prompt) do
  if type(f) == "function" then
    for _, value in ipairs {
      0, -1, 1, 0 / 0, "x", path, own, deep, print, net, snn.zeros(2), "/", "",
    } do
      if not (name == "run" and value == path) then
        pcall(f, value)
        pcall(f, value, value)
      end
    end
    pcall(f)
  end
end
os.remove(path)
