-- Section 9: analysis modules.

local snn = require "snn"

-- A class of modules that sum a number and an option.
local function class()
  local Sum = snn.AnalysisModule "Sum"
  Sum.execution_arguments = nil
  function Sum:initialize(owner)
    self.base = self:parameter("base", 0) + owner.size
  end
  function Sum:execute(_, options)
    self:update_progress(50)
    return self.base + (options.more or 0)
  end
  return Sum
end

local function group()
  local net = snn.Network { seed = 1 }
  return snn.NeuronGroup { net = net, size = 2, tag = "a" }, net
end

row("ANA-01", "a module is attached, found and called", function()
  local Sum = class()
  local a, net = group()
  local sum = Sum { base = 10, tag = "total, more" }
  assert(a:add_analysis_module(sum) == sum)
  assert(a.total == sum)
  assert(net("Sum", 1) == sum and a("more", -1) == sum)
  assert(net:has_module "total")
  equal(sum(), 12)
  equal(sum { more = 3 }, 15)
end)

row("ANA-01", "mistakes with modules are errors", function()
  local Sum = class()
  local a, net = group()
  fails(function() Sum {} () end, "Sum: add the module to an object first")
  fails(function() Sum(3) end,
    "Sum: expected a table of parameters, got number")
  fails(function() Sum(a) end,
    "Sum: expected a table of parameters, got NeuronGroup")
  fails(function() a:add_analysis_module(3) end,
    "add_analysis_module: expected an analysis module, got number")
  fails(function() a:add_analysis_module(Sum) end,
    "add_analysis_module: expected an analysis module, got the class Sum;"
    .. " did you mean Sum {}?")
  local sum = a:add_analysis_module(Sum {})
  fails(function() sum(a) end,
    "Sum: expected a table of options, got NeuronGroup")
  fails(function() net:add_analysis_module(sum) end,
    "add_analysis_module: this Sum belongs to a already")
  fails(function() snn.AnalysisModule "1x" end,
    "AnalysisModule: expected a name such as \"Rates\", got \"1x\"")
  local Empty = snn.AnalysisModule "Empty"
  fails(function() a:add_analysis_module(Empty {}) () end,
    "Empty has no method 'execute'")
end)

row("ANA-02", "results are kept under what was called", function()
  local Sum = class()
  local a = group()
  local sum = a:add_analysis_module(Sum { base = 1 })
  sum {}
  sum { more = 3, name = "x" }
  equal(sum:results(), {
    ["Sum(base = 1) {}"] = 3,
    ["Sum(base = 1) {more = 3, name = \"x\"}"] = 6,
  })
  equal(sum:last_call_result(), 6)
  sum:remove_result "Sum(base = 1) {}"
  fails(function() sum:remove_result "Sum" end,
    "remove_result: Sum has no result 'Sum'")
  sum:clear_results()
  equal(sum:results(), {})
  equal(sum:last_call_result(), nil)
end)

row("ANA-02", "results of all modules with a tag are collected", function()
  local Sum = class()
  local a, net = group()
  local b = snn.NeuronGroup { net = net, size = 5, tag = "b" }
  a:add_analysis_module(Sum {})()
  b:add_analysis_module(Sum {})()
  equal((net:get_all_analysis_module_results "Sum"),
    { ["Sum() {}"] = 2, ["Sum() {} of b"] = 5 })
  net:remove(b)
  equal((net:get_all_analysis_module_results "Sum"), { ["Sum() {}"] = 2 })
end)

row("ANA-03", "a class can say its options", function()
  local Sum = class()
  Sum.execution_arguments = { more = 7 }
  local a = group()
  local sum = a:add_analysis_module(Sum {})
  equal(sum(), 9)
  equal(sum { more = 1 }, 3)
  fails(function() sum { mroe = 1 } end,
    "Sum has no option 'mroe'; did you mean 'more'?")
end)

row("ANA-04", "progress and new results are told", function()
  local Sum = class()
  local a = group()
  local sum = a:add_analysis_module(Sum {})
  local heard = {}
  local function listener(percent) heard[#heard + 1] = percent end
  sum:add_progress_update_function(listener)
  sum:set_update_notifier(function(module)
    assert(module == sum)
    heard[#heard + 1] = "new"
  end)
  sum()
  sum:remove_progress_update_function(listener)
  sum:remove_update_notifier()
  sum()
  equal(heard, { 50, "new" })
  fails(function() sum:set_update_notifier(3) end,
    "set_update_notifier: expected a function, got number")
end)
