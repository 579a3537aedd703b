-- expect: ok
-- mode: both
-- why: tags with NUL, invalid UTF-8, emoji, 1 MB, empty; duplicates
-- adapted: tags are refused or found again; a comma separates two

local net = snn.Network {}
for _, tag in ipairs {
  "a\0b", "\xff\xfe", "\u{1F600}", ("x"):rep(1000000), "", "a\0b", "%s%n",
  "\27[31m", ",", " , ", ("a,"):rep(10000), "size", "network", "__index",
  "vector", "All", "Network",
} do
  local ok, group = pcall(snn.NeuronGroup, { net = net, size = 1, tag = tag })
  if ok and not tag:find "," and net(tag, 1) then
    assert(net(tag)[1] ~= nil and tostring(group))
  end
  pcall(net.add_tag, net, tag)
  pcall(net.find, net, tag)
  pcall(net.has_module, net, tag)
  pcall(function() return net[tag] end)
  pcall(function() net[tag] = 5 end)
end
for _, tag in ipairs { {}, 5, true, print } do
  assert(not pcall(snn.NeuronGroup, { net = net, size = 1, tag = tag }))
  pcall(net.add_tag, net, tag)
  pcall(net.find, net, tag)
end
tostring(net)
net:initialize()
