import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What a statistic of spikes can't do without.
enum StatisticNeed {
  case size, last, bin
}

/// Spikes, and what else a statistic of them is told.
struct SpikeRequest {
  let context: ScriptContext
  let frame: LuaFrame
  let spikes: SpikeStatistics
  /// The length of an iteration in ms.
  let step: Double?
  /// The length of a bin in iterations.
  let bin: Int

  func push(_ tensor: Tensor) throws(LuaRaise) {
    try context.pushNew(frame, tensor)
  }

  /// Pushes a vector of real numbers and the mean of those that are not NaN;
  /// returns how many results that are.
  func pushMean(_ values: Tensor) throws(LuaRaise) -> Int {
    let numbers = values.values(Double.self).filter { !$0.isNaN }
    try push(values)
    let mean =
      numbers.isEmpty ? .nan : numbers.reduce(0, +) / Double(numbers.count)
    context.push(frame, .float(mean))
    return 2
  }
}

extension OptionTable {
  /// What makes a request of the events at 1 and of these options. What isn't
  /// given is what is known of the events or of the neuron group.
  func spikeRequest(
    _ needs: [StatisticNeed]
  ) throws -> () throws -> SpikeRequest {
    let group = try recordedGroup()
    let dt = try number("dt") ?? group?.network?.timeStep
    let data = try script.recordedData(frame, 1, what, expected: "events")
    let given = try RecordedSpikes(data, nil, what)
    guard given.neurons != nil else {
      throw RecordedSpikes.mistake(data.tensor, what)
    }
    try given.requireMemory(what)
    let step = dt ?? given.timeStep
    let size = try whole("size") ?? group?.size ?? given.size
    let first = try wholeOrTime("first", step)
    let run = group?.iteration ?? given.last
    let known = run.map { max($0, given.coverage?.last ?? $0) }
    let last = try wholeOrTime("last", step) ?? known
    let bin = try wholeOrTime("bin", step)
    for need in needs {
      switch need {
      case .size where size == nil:
        throw missing(
          "the number of neurons as size, or their group as neurons")
      case .last where last == nil:
        throw missing("the last iteration as last, or the group as neurons")
      case .bin where bin == nil:
        throw missing("the length of a bin in iterations as bin")
      default: break
      }
    }
    return {
      SpikeRequest(
        context: script, frame: frame,
        spikes: try SpikeStatistics(
          of: try given.rows(what), size: size, first: first, last: last,
          seen: given.coverage, countingFrom: 1), step: step, bin: bin ?? 1)
    }
  }

  private func missing(_ text: String) -> LuaRaise {
    .message("\(what): give \(text)")
  }

  /// The neuron group that events are of.
  private func recordedGroup() throws(LuaRaise) -> NeuronGroup? {
    try read("neurons") { index throws(LuaRaise) in
      let found = frame.typeName(at: index)
      guard found == "NeuronGroup",
        let group = script.objectIfPresent(frame, index) as? NeuronGroup
      else {
        throw .message(
          "\(what): neurons: expected a NeuronGroup, got \(found)")
      }
      return group
    }
  }

  private func whole(_ name: String) throws(LuaRaise) -> Int? {
    try read(name) { index throws(LuaRaise) in
      if let number = frame.integerIfPresent(at: index) { return number }
      let found =
        frame.numberIfPresent(at: index).map { shown($0) }
        ?? frame.typeName(at: index)
      throw .message(
        "\(what): \(name): expected a whole number, got \(found)")
    }
  }

  /// The whole number of iterations, or those of `step` ms in a time.
  private func wholeOrTime(
    _ name: String, _ step: Double?
  ) throws(LuaRaise) -> Int? {
    let index = try index(of: name)
    let count =
      frame.kind(at: index) == .string
      ? try script.iterations(
        frame, index, in: step.map(TimeStep.init(milliseconds:)),
        "\(what): \(name)") : try whole(name)
    frame.pop()
    return count
  }
}
