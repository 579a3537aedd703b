import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Spikes that a script hands over to be counted or drawn, and what is known of
/// their recorder.
///
/// They are rows `[t, i]`, or t and i apart, or only times; or a bool matrix
/// `[time, neuron]`, or one column of it.
struct RecordedSpikes {
  /// The iteration of each.
  let times: Tensor

  /// The neuron of each, counted from 1; nil if there are only times.
  let neurons: Tensor?

  /// Where they come from.
  let origin: Origin?

  /// The number of neurons, if it is known.
  let size: Int?

  /// The iterations that the recorder has seen, if they are known.
  let coverage: Coverage?

  /// The last iteration that was run, if it is known.
  let last: Int?

  /// The length of an iteration in ms, if it is known.
  var timeStep: Double? { origin?.timeStep }

  /// - Throws: `LuaRaise` for what can't be spikes, `TensorError`.
  init(_ first: RecordedData, _ second: RecordedData?, _ what: String) throws {
    let tensor = first.tensor
    let origin = first.origin ?? second?.origin
    if tensor.type == .bool, second == nil,
      let matrix = try RecordedSpikes.matrix(first)
    {
      self = try RecordedSpikes(inMatrix: matrix)
      return
    }
    let isDense = [first.origin, second?.origin].contains {
      if case .rows? = $0?.recording.contents { true } else { false }
    }
    let isEvents =
      if case .events? = first.origin?.recording.contents { true } else {
        false
      }
    let hasBool = tensor.type == .bool || second?.tensor.type == .bool
    if tensor.rank == 2, second == nil, !isDense, !hasBool,
      tensor.shape[1] == 2 || isEvents && tensor.shape[1] > 2
    {
      times = try tensor.selected(axis: 1, index: 0)
      neurons = try tensor.selected(axis: 1, index: 1)
    } else if tensor.rank == 1, second.map({ $0.tensor.rank == 1 }) ?? true,
      !isDense, !hasBool
    {
      (times, neurons) = (tensor, second?.tensor)
    } else {
      let isSecond = tensor.rank == 1 && tensor.type != .bool && !isDense
      throw RecordedSpikes.mistake(
        isSecond ? second?.tensor ?? tensor : tensor, what)
    }
    self.origin = origin
    size = origin?.size
    coverage = origin?.recording.coverage
    last = origin?.recording.iteration
  }

  /// Creates the spikes of a bool matrix `[time, neuron]`.
  private init(inMatrix matrix: RecordedData) throws {
    let tensor = matrix.tensor
    let iterations =
      matrix.origin?.iterations ?? Array(1...max(1, tensor.shape[0]))
    let found = try tensor.nonzeroIndices()
    times = try Tensor(
      found[0].values(Int.self).map { iterations[$0] }, in: tensor.pool)
    neurons = try found[1].applying(.add, .scalar(.integer(1)))
    origin = matrix.origin
    size = tensor.shape[1]
    coverage = Coverage(iterations.prefix(tensor.shape[0]))
    last = matrix.origin?.recording.iteration ?? tensor.shape[0]
  }

  /// A bool tensor as a matrix `[time, neuron]`, or nil if it can't be one.
  private static func matrix(_ data: RecordedData) throws -> RecordedData? {
    let tensor = data.tensor
    let isAlongNeurons =
      if tensor.rank > 0, case .elements? = data.origin?.direction(ofAxis: 0) {
        true
      } else {
        false
      }
    switch (tensor.rank, isAlongNeurons) {
    case (1, false):
      let column = try tensor.unsqueezed(axis: 1)
      return RecordedData(
        tensor: column,
        origin: data.origin.map {
          Origin(recording: $0.recording, tensor: column)
        })
    case (2, false): return data
    case (2, true):
      let turned = try tensor.transposed(0, 1)
      return RecordedData(
        tensor: turned,
        origin: data.origin.map {
          Origin(recording: $0.recording, tensor: turned)
        })
    default: return nil
    }
  }

  /// The error that a tensor can't be spikes.
  static func mistake(_ tensor: Tensor, _ what: String) -> LuaRaise {
    .message(
      "\(what): events must be rows [t, i] or a bool matrix [time, neuron], not"
        + " \(tensor.type) of shape \(tensor.shape)")
  }

  /// Throws if they are of a recorder that has nothing in memory: of what it has
  /// seen nothing is known then.
  func requireMemory(_ what: String) throws(LuaRaise) {
    guard origin != nil, coverage?.count == 0 else { return }
    throw .message(
      "\(what): the recorder has nothing in memory; let it record, and if it"
        + " writes to a file, read that with snn.load_recording")
  }

  /// Rows `[t, i]` of whole numbers; i is 1 if it isn't given or wanted.
  ///
  /// - Throws: `LuaRaise` for other numbers, `TensorError`.
  func rows(withNeurons: Bool = true, _ what: String) throws -> Tensor {
    let rows = try Tensor.full(
      try Shape([times.count, 2]), .integer(1), type: .int64, in: times.pool)
    let neurons = withNeurons ? neurons : nil
    guard neurons.map({ $0.count == times.count }) ?? true else {
      throw LuaRaise.message(
        "\(what): there are \(times.count) t and \(neurons?.count ?? 0) i")
    }
    for (axis, numbers) in [times, neurons].enumerated() {
      guard let numbers else { continue }
      let whole = try numbers.converted(to: .int64)
      if numbers.type != .int64,
        try !numbers.comparing(.equal, .tensor(whole)).reduced(.all).isTrue
      {
        throw LuaRaise.message(
          "\(what): the \(axis == 0 ? "iterations" : "neurons") of spikes must"
            + " be whole numbers")
      }
      try rows.selected(axis: 1, index: axis).copy(from: whole)
    }
    return rows
  }
}
