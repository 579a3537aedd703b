import SpikingNetworks
import TensorBindings
import Tensors

/// Which tensors were recorded, and of what.
///
/// What a look-up such as `net("voltage", 1)` gives is remembered by its
/// memory, so views of it are known too: `voltage:narrow(2, 1, 10)` are ten
/// neurons. A tensor without an origin costs nothing; one with an origin isn't
/// kept alive.
struct Origins {
  private struct Entry {
    weak var storage: Storage?
    let recording: Recording
  }

  private var entries: [ObjectIdentifier: Entry] = [:]
  private var limit = 64

  /// How many tensors are remembered, some of which may be gone.
  var count: Int { entries.count }

  /// Remembers that a new tensor was recorded.
  mutating func note(_ recording: Recording?, of tensor: Tensor) {
    guard let recording else { return }
    if entries.count >= limit {
      entries = entries.filter { $0.value.storage != nil }
      limit = max(64, 2 * entries.count)
    }
    entries[ObjectIdentifier(tensor.storage)] = Entry(
      storage: tensor.storage, recording: recording)
  }

  /// Where the elements of a tensor come from, or nil.
  func origin(of tensor: Tensor) -> Origin? {
    guard let entry = entries[ObjectIdentifier(tensor.storage)],
      entry.storage === tensor.storage
    else { return nil }
    return Origin(recording: entry.recording, tensor: tensor)
  }
}

/// Where the elements of a tensor come from.
struct Origin {
  /// What an axis goes along.
  enum Direction: Equatable {
    /// Iterations, evenly spaced.
    case time(first: Int, step: Int)
    /// Rows whose iterations aren't evenly spaced; the first counts from 0.
    case rows(first: Int, step: Int)
    /// Elements of a recorded vector, counted from 0.
    case elements(first: Int, step: Int)
  }

  let recording: Recording
  let tensor: Tensor

  /// The length of an iteration in ms.
  var timeStep: Double? { recording.timeStep }

  /// The number of neurons that events are of.
  var size: Int? {
    guard let shape = recording.shape else { return recording.size }
    return shape.rank == 1 ? shape[0] : nil
  }

  /// The iterations of the rows along the first axis; nil if they aren't known.
  var iterations: [Int]? {
    guard case .rows = recording.contents, let row = recording.shape,
      tensor.rank > 0
    else { return nil }
    let (length, step) = (max(1, row.count), tensor.steps[0])
    guard step > 0, step % length == 0 else { return nil }
    return recording.coverage?.iterations(
      ofRows: tensor.start / length, step: step / length,
      count: tensor.shape[0])
  }

  /// What an axis of recorded rows goes along, or nil if it can't be told.
  func direction(ofAxis axis: Int) -> Direction? {
    guard case .rows = recording.contents,
      let row = recording.shape, axis < tensor.rank
    else { return nil }
    let (length, step) = (max(1, row.count), tensor.steps[axis])
    guard step > 0 else { return nil }
    if step % length == 0 {
      let (first, rows) = (tensor.start / length, step / length)
      let times = recording.coverage?.times(
        ofRows: first, step: rows, count: tensor.shape[axis])
      guard let times else { return .rows(first: first, step: rows) }
      return .time(first: times.first, step: times.step)
    }
    let first = tensor.start % length
    guard row.rank == 1, first + (tensor.shape[axis] - 1) * step < length else {
      return nil
    }
    return .elements(first: first, step: step)
  }

  /// The recorded expression and its object, as a label.
  var label: String { "\(recording.variable) of \(recording.tag)" }

  /// The label of an axis that neurons lie along.
  var neuronLabel: String { "neuron of \(recording.tag)" }
}
