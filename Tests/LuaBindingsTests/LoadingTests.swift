import LuaBindings
import TestSupport
import Testing

/// What becomes of a network that loads another one's file: it takes on all of
/// it, or nothing.
@Suite struct LoadingTests {
  let host: LuaHost
  let folder: TemporaryFolder

  init() throws {
    host = try makeHost()
    folder = try TemporaryFolder()
    try run(
      """
      path, file = "\(folder.path("net.snn"))", "\(folder.path("v.rec"))"
      Line = snn.Behavior "Line"
      function Line:initialize(neurons)
        neurons.spike = neurons:vector(1):gt(0)
        self.line = self:parameter("make", function()
          return snn.DelayLine(3, neurons.size)
        end)(neurons.size)
        self.count = 0
      end
      function Line:forward()
        self.count = self.count + 1
      end
      function build(behaviors, size)
        local net = snn.Network { seed = 1 }
        snn.NeuronGroup {
          net = net, size = size or 3, tag = "g", behavior = behaviors,
        }
        net:initialize()
        net:simulate_iterations(4)
        return net
      end
      function lines(make)
        return build { [1] = Line { make = make }, [9] = snn.Recorder "spike" }
      end
      function refusal(net)
        local before = {
          net.iteration, net.g.Line.count, net("spike", 1):size(1),
        }
        local isLoaded, problem = pcall(net.load, net, path)
        assert(not isLoaded)
        assert(net.iteration == before[1] and net.g.Line.count == before[2])
        assert(net("spike", 1):size(1) == before[3])
        return problem
      end
      """, in: host)
  }

  static let found: [(String, String)] = [
    (
      "snn.DelayLine(5, size)",
      "a delay line of up to 5 iterations for 3 neurons, of bool"
    ),
    (
      "snn.DelayLine(snn.full({ size, size }, 3))",
      "a delay line of up to 3 iterations for 3 neurons, of float32"
    ),
    ("nil", "nil"), ("{ 1 }", "table"),
  ]

  @Test(arguments: found)
  func aDelayLineThatDoesntFitChangesNothing(
    made: String, found: String
  ) throws {
    try run(
      """
      lines():save(path)
      local net = lines(function(size) return \(made) end)
      net:simulate_iterations(2)
      local problem = refusal(net)
      local expected = path .. ": saved by another network: 'line' of Line"
        .. " (key 1) of NeuronGroup 'g' was a delay line of up to 3 iterations"
        .. " for 3 neurons, of bool there, here it is \(found)"
      assert(problem:find(expected, 1, true), problem)
      net:simulate_iterations(1)
      """, in: host)
  }

  @Test func aDelayLineThatFitsIsLoaded() throws {
    try run(
      """
      local saved = lines()
      saved.g.Line.line:step(saved.g.spike)
      saved:save(path)
      local net = lines():load(path)
      local line = net.g.Line.line
      assert(line:pending():eq(saved.g.Line.line:pending()):all())
      assert(line:pending():any())
      """, in: host)
  }

  @Test func aBehaviorOfTheLibraryGoesOnWithTheParametersOfTheFile() throws {
    try run(
      """
      local function delayed(delay)
        return build {
          [1] = Line {}, [2] = snn.AxonalDelay { delay = delay },
        }
      end
      delayed(3):save(path)
      local net = delayed(5):load(path)
      assert(net.g.AxonalDelay.parameters.delay == 3)
      """, in: host)
  }

  // MARK: Recorders

  @Test func expressionsThatOnlyTheLoaderRecordsAreRecordedFromThen() throws {
    try run(
      """
      local function recording(...)
        return build { [1] = Line {}, [9] = snn.Recorder { ... } }
      end
      recording("spike", "size"):save(path)
      local net = recording("spike", "sum(spike)"):load(path)
      assert(net("spike", 1):size(1) == 4 and net("size", 1):size(1) == 4)
      assert(net("sum(spike)", 1):size(1) == 0)
      net:simulate_iterations(2)
      assert(net("spike", 1):size(1) == 6 and net("size", 1):size(1) == 6)
      assert(net("sum(spike)", 1):size(1) == 2)
      """, in: host)
  }

  @Test(arguments: ["Recorder", "EventRecorder"])
  func whatWasRecordedInMemoryIsNotLostByAFile(kind: String) throws {
    try run(
      """
      local function recording(given)
        return build { [1] = Line {}, [9] = snn.\(kind)(given) }
      end
      recording("spike"):save(path)
      local net = recording { "spike", file = file }
      net:simulate_iterations(2)
      local isLoaded, problem = pcall(net.load, net, path)
      local expected = file .. ": the \(kind) wrote to no file when the network"
        .. " was saved; without 'file' it goes on in memory"
      assert(problem:find(expected, 1, true), problem)
      assert(net.iteration == 6)
      net:simulate_iterations(1)
      local times = snn.load_recording(file)["spike.t"]
      assert(times:max() == 7 and times:min() == 1)
      """, in: host)
  }

  @Test func aRecorderThatHasRecordedNothingYetBeginsAFile() throws {
    try run(
      """
      local function recording(given)
        local net = snn.Network { seed = 1 }
        snn.NeuronGroup {
          net = net, size = 3, tag = "g",
          behavior = { [1] = Line {}, [9] = snn.Recorder(given) },
        }
        return net
      end
      local saved = recording("spike")
      saved:initialize()
      saved:save(path)
      local net = recording({ "spike", file = file }):load(path)
      net:simulate_iterations(2)
      assert(snn.load_recording(file).spike:size(1) == 2)
      """, in: host)
  }
}
