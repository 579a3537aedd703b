-- expect: ok
-- mode: both
-- why: functions of tags and modules of analysis that call themselves

local net = snn.Network { seed = 1 }
local n = snn.NeuronGroup { net = net, size = 2, tag = "a" }
local B = snn.Behavior "B"
function B.forward() end
function B.again(_, object)
  return object:call_tag_functions("B", "again", object)
end
n:add_behavior(1, B {})
net:initialize()
local ok, e = pcall(n.call_tag_functions, n, "B", "again", n)
assert(not ok and tostring(e):find "overflow", e)
local A = snn.AnalysisModule "A"
function A:execute(owner)
  self:update_progress(50)
  return self(owner)
end
local module = A {}
n:add_analysis_module(module)
pcall(module)
pcall(module, n)
pcall(module.add_progress_update_function, module, function()
  module:update_progress(60)
  module:remove_progress_update_function(print)
end)
pcall(module.update_progress, module, 10)
pcall(module.set_update_notifier, module, function() module:clear_results() end)
pcall(module)
for _, value in ipairs { -1, 1e300, 0 / 0, "x", {}, print } do
  pcall(module.update_progress, module, value)
  pcall(module.remove_result, module, value)
  pcall(module.results, module, value)
  pcall(net.set_tag_attrs, net, "B", value, value)
  pcall(net.set_tag_attrs, net, value, "forward", value)
  pcall(net.call_tag_functions, net, value, value)
  pcall(net.get_all_analysis_module_results, net, value)
  pcall(n.add_sub_structure, n, value)
end
pcall(n.add_sub_structure, n, n)
pcall(n.add_sub_structure, n, net)
pcall(net.simulate_iterations, net, 1)
