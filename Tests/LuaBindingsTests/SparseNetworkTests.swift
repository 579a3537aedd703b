import Foundation
import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Networks whose synapses are sparse matrices: recorders, saving, plasticity.
@Suite struct SparseNetworkTests {
  @Test func recordersSayThatTheyTakeTensors() throws {
    let found = try message(
      of: SparseTests.setup() + """
        s:add_behavior(9, snn.Recorder "W")
        net:initialize()
        net:simulate_iterations(1)
        """)
    #expect(
      found?.contains(
        "'W' of SynapseGroup 'S' must be a tensor or a number, not a sparse"
          + " matrix") == true, "\(found ?? "")")
  }

  @Test func anInfiniteEntryIsFoundByRowAndColumn() throws {
    let found = try message(
      of: SparseTests.setup() + """
        local Bad = snn.Behavior "Bad"
        function Bad:forward(synapse)
          local rows, columns = synapse.W:indices()
          row, column = rows[7], columns[7]
          synapse.W[{ row, column }] = 1 / 0
        end
        s:add_behavior(1, Bad {})
        net:initialize()
        net:check_finite(true)
        local isDone, text = pcall(net.simulate_iterations, net, 1)
        assert(not isDone)
        assert(text:find("'W' of SynapseGroup 'S' became inf at ["
          .. row .. ", " .. column .. "]", 1, true), text)
        """)
    #expect(found == nil)
  }

  @Test func normalizationAndLimitsWorkOnEntries() throws {
    try run(
      SparseTests.setup() + """
        s.dst:add_behavior(1, snn.SynapticNormalization {
          synapse_type = "S", norm_factor = 2 })
        s:add_behavior(2, snn.WeightClip { w_max = 0.1 })
        net:initialize()
        net:simulate_iterations(1)
        D:mul_(2 / D:sum(1)):clamp_(0, 0.1)
        same()
        """)
  }

  @Test func synapsesThatAreNotEnabledAreLeftAlone() throws {
    try run(
      SparseTests.setup() + """
        s.enabled = snn.rand(60, 50):lt(0.7)
        s.dst:add_behavior(1, snn.SynapticNormalization {
          synapse_type = "S", norm_factor = 2 })
        s:add_behavior(2, snn.WeightClip { w_max = 0.1 })
        net:initialize()
        net:simulate_iterations(1)
        local counted = D * s.enabled:to("float32")
        local changed = (counted * (2 / counted:sum(1))):clamp(0, 0.1)
        D = s.enabled:where(changed, D)
        same()
        """)
  }

  @Test func aPartHasTheBlockOfItsNeurons() throws {
    try run(
      SparseTests.setup() + """
        local part = s:get_sub_synapse_group(pre, post)
        close(part.W:to_dense(), D[{ pre, post }])
        """)
  }

  @Test func damagedFilesAreErrors() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("net.snn")
    let host = try makeHost()
    try run(
      SparseTests.setup() + "net:initialize() net:save('\(path)')", in: host)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    var failures = 0
    for file in damagedFiles(of: bytes, count: 200) {
      try Data(file).write(to: URL(filePath: path))
      let problem = try message(
        of: """
          net:load "\(path)"
          net.SynapseGroups[1].W[snn.ones(60, "bool")]:add_(1):sum(1)
          net.SynapseGroups[1].W[{ {}, { 1, 50 } }]:mul_(2):sum(2)
          """, in: host)
      if problem != nil { failures += 1 }
    }
    #expect(failures > 20)
  }

  @Test func aFileKeepsAMatrixAndWhoeverHoldsItSeesWhatIsLoaded() throws {
    let folder = try TemporaryFolder()
    try run(
      SparseTests.setup() + """
        local path = "\(folder.path("net.snn"))"
        s.both = { s.W, s.W }
        net:initialize()
        net:save(path)
        local bytes = io.open(path, "rb"):read("a")
        W:zero_()
        s.W = s:matrix { "uniform", density = 0.5, layout = "sparse" }
        net:load(path)
        assert(s.W:nnz() == W:nnz())
        close(s.W:to_dense(), D)
        s.W:add_(1)
        close(s.both[1]:to_dense(), s.both[2]:to_dense())
        close(s.both[1]:to_dense(), s.W:to_dense())
        net:load(path)
        net:save(path)
        assert(bytes == io.open(path, "rb"):read("a"))
        W = s.W
        W:zero_()
        net:load(path)
        close(W:to_dense(), D)
        """)
  }

  /// Weights and voltages are multiples of 1/256, so that sums are exact in
  /// whatever order.
  @Test func aModelWithPlasticityGivesTheSameSpikes() throws {
    try run(
      """
      local LIF, STDP = snn.Behavior "LIF", snn.Behavior "STDP"
      local function rounded(x) return x:mul_(256):floor_():div_(256) end
      function LIF:initialize(neurons)
        neurons.v = rounded(neurons:vector "uniform(0, 2)")
        neurons.spikes = neurons.v:gt(9)
      end
      function LIF:forward(neurons)
        neurons.old, neurons.spikes = neurons.spikes, neurons.v:gt(1)
        neurons.v[neurons.spikes] = 0
        rounded(neurons.v:mul_(0.75):add_(rounded(snn.rand(neurons.size))))
        local synapse = neurons.afferent_synapses.S[1]
        neurons.v:add_(synapse.W[neurons.spikes]:sum(1))
      end
      function STDP:forward(neurons)
        local synapse = neurons.afferent_synapses.S[1]
        synapse.W[{ neurons.old, neurons.spikes }]:add_(1 / 256):clamp_(0, 1)
        synapse.W[{ neurons.spikes, neurons.old }]:sub_(1 / 256):clamp_(0, 1)
        if synapse.mask then synapse.W:mul_(synapse.mask) end
      end
      local function spikes(is_dense)
        local net = snn.Network { seed = 5 }
        local neurons = snn.NeuronGroup { net = net, size = 120,
          behavior = { LIF {}, STDP {}, [9] = snn.EventRecorder "spikes" } }
        local s = snn.SynapseGroup { net = net, src = neurons, dst = neurons,
          tag = "S" }
        s.W = s:matrix { "uniform(0, 0.05)", density = 0.1, layout = "sparse" }
        rounded(s.W:values())
        if is_dense then
          local i, j = s.W:indices()
          s.mask = snn.sparse { rows = i, columns = j, values = 1,
            size = { 120, 120 } }:to_dense()
          s.W = s.W:to_dense()
        end
        net:initialize()
        net:simulate_iterations(200)
        return net("spikes", 1), s.W
      end
      local a, W = spikes(false)
      local b, D = spikes(true)
      assert(#a > 1000 and #a == #b and a:eq(b):all())
      assert(W:to_dense():eq(D):all())
      """)
  }
}
