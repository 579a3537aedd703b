import Fuzzer
import SpikingNetworks
import Tensors

/// The file of a recorder of rows.
func recordedRows() -> [UInt8] {
  record(try Recorder(["v", "mean(v)", "n"], file: "rows.rec"))
  return read("rows.rec")
}

/// The file of a recorder of events.
func recordedEvents() -> [UInt8] {
  record(try EventRecorder(["v", "none"], file: "events.rec"))
  return read("events.rec")
}

func readRows() { readRecording("rows.rec") }

func readEvents() { readRecording("events.rec") }

private func record(
  _ recorder: @autoclosure () throws -> some RecordingBehavior
) {
  do {
    let network = try Network(seed: 3)
    let neurons = try NeuronGroup(size: 3, network: network)
    neurons.state["v"] = .tensor(try neurons.vector("normal(0, 1)"))
    neurons.state["none"] = .tensor(try neurons.vector(type: .bool))
    neurons.state["n"] = .number(3)
    try neurons.add(try recorder(), key: 1)
    try network.initialize()
    for count in [3, 1, 2] { try network.simulateIterations(count) }
  } catch { fatalError("\(error)") }
}

private func readRecording(_ path: String) {
  let pool = MemoryPool(limit: 16 << 20)
  guard let recording = try? LoadedRecording(path: path, in: pool) else {
    return
  }
  _ = recording.isComplete
  for name in recording.names {
    guard let data = try? recording.data(under: name, countingFrom: 1) else {
      continue
    }
    use(data)
    guard
      let spikes = try? SpikeStatistics(of: data, last: 10, countingFrom: 1)
    else { continue }
    _ = try? spikes.rates(timeStep: 0.5)
    _ = try? spikes.counts(bin: 2)
    _ = try? spikes.variationCoefficients()
    _ = try? spikes.correlations(bin: 2)
  }
}
