import TestSupport

/// What scripts that test models share.
enum ModelSupport {
  /// `stored(name)` reads a file of values; `given(net, tag, size, times, more)`
  /// makes neurons that spike when they are told; `of_one(iterations)` is such a
  /// list for one neuron; `near` compares a tensor with a list.
  static let script = """
    local folder = "\(packageFolder.path)/Tests/LuaBindingsTests/Models"

    function stored(name)
      local values = {}
      for line in io.lines(folder .. "/" .. name) do
        local key, numbers = line:match "^(.-): (.*)$"
        local list = {}
        for number in numbers:gmatch "%S+" do
          list[#list + 1] = tonumber(number)
        end
        values[key] = list
      end
      return values
    end

    local Given = snn.Behavior "Given"
    function Given:initialize(neurons)
      local at, list = {}, self:parameter "times"
      for k = 1, #list, 2 do
        at[list[k]] = at[list[k]] or {}
        table.insert(at[list[k]], list[k + 1])
      end
      self.at = at
      neurons.spike = neurons:vector { dtype = "bool" }
    end
    function Given:forward(neurons)
      neurons.spike:fill_(false)
      for _, neuron in ipairs(self.at[neurons.iteration] or {}) do
        neurons.spike[neuron] = true
      end
    end

    function given(net, tag, size, times, more)
      more = more or {}
      more[1] = Given { times = times }
      return snn.NeuronGroup {
        net = net, size = size, tag = tag, behavior = more,
      }
    end

    function of_one(iterations)
      local list = {}
      for _, iteration in ipairs(iterations) do
        list[#list + 1], list[#list + 2] = iteration, 1
      end
      return list
    end

    function near(tensor, list, tolerance)
      local found = tensor:reshape(tensor:numel()):tolist()
      assert(#found == #list, #found .. " instead of " .. #list)
      for k, wanted in ipairs(list) do
        assert(math.abs(found[k] - wanted) <= tolerance,
          ("%d: %.12g instead of %.12g"):format(k, found[k], wanted))
      end
    end

    """
}
