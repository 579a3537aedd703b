import LuaBindings
import LuaRuntime

/// A host in which the global `objects` has an object of each documented class,
/// by the name of the class.
func makeHostWithObjects() throws -> LuaHost {
  let host = try makeHost()
  try run(
    """
    net = snn.Network { dt = 1 }
    g = snn.NeuronGroup { net = net, size = 1 }
    objects = {
      ["snn"] = snn,
      ["snn.stats"] = snn.stats,
      ["snn.plot"] = snn.plot,
      ["snn.models"] = snn.models,
      ["snn.prompt"] = snn.prompt,
      ["snn.Figure"] = snn.plot.lines { 1, 2 },
      ["snn.NetworkObject"] = snn.NetworkObject { net = net },
      ["snn.Network"] = net,
      ["snn.NeuronGroup"] = g,
      ["snn.NeuronSubGroup"] = g:sub_group { 1, 1 },
      ["snn.SynapseGroup"] = snn.SynapseGroup { net = net, src = g, dst = g },
      ["snn.Behavior"] = snn.Behavior "B" {},
      ["snn.Recorder"] = snn.Recorder "v",
      ["snn.Clock"] = snn.Clock {},
      ["snn.NeuronDimension"] = snn.NeuronDimension {},
      ["snn.AnalysisModule"] = snn.AnalysisModule "M" {},
      ["snn.Tensor"] = snn.zeros(1),
      ["snn.SparseMatrix"] = snn.zeros(1, 1):to_sparse(),
      ["snn.DelayLine"] = snn.DelayLine(1, 1),
    }
    """, in: host)
  return host
}
