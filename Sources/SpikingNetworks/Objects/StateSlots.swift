import Tensors

/// The values of variables by slot, of which tensors are read and exchanged
/// without a copy: a tensor is large, and a model's are set in each iteration.
final class StateSlots {
  /// The number of slots.
  private(set) var count = 0

  private var capacity = 0

  // Raw memory, for reading it takes no check of who else does. A slot has a
  // tensor or another value, or neither.
  @exclusivity(unchecked)
  private var tensors = UnsafeMutablePointer<Tensor>.allocate(capacity: 0)
  @exclusivity(unchecked)
  private var hasTensor = UnsafeMutablePointer<Bool>.allocate(capacity: 0)
  @exclusivity(unchecked)
  private var revisions = UnsafeMutablePointer<Int>.allocate(capacity: 0)
  private var others: [StateValue?] = []

  /// Counts what is set, so that of two revisions the later is the greater.
  @exclusivity(unchecked) private var changes = 0

  deinit {
    for slot in 0..<count { clear(slot) }
    tensors.deallocate()
    hasTensor.deallocate()
    revisions.deallocate()
  }

  /// Adds a slot without a value.
  func append() {
    if count == capacity { grow() }
    hasTensor[count] = false
    revisions[count] = 0
    others.append(nil)
    count += 1
  }

  /// The value of a slot.
  subscript(slot: Int) -> StateValue? {
    get { hasTensor[slot] ? .tensor(tensors[slot]) : others[slot] }
    set {
      clear(slot)
      if case .tensor(let tensor) = newValue {
        (tensors + slot).initialize(to: tensor)
        hasTensor[slot] = true
      } else {
        others[slot] = newValue
      }
      changes &+= 1
      revisions[slot] = changes
    }
  }

  /// When a slot was set last, counted in all that was set.
  @inline(__always)
  func revision(_ slot: Int) -> Int { revisions[slot] }

  /// The tensor in a slot, good until the slot is set; nil if there is none.
  @inline(__always)
  func tensor(_ slot: Int) -> UnsafePointer<Tensor>? {
    hasTensor[slot] ? UnsafePointer(tensors + slot) : nil
  }

  /// Exchanges the memory of the tensor in a slot.
  ///
  /// - Precondition: There is a tensor, and the memory fits it.
  @inline(__always)
  func setStorage(_ slot: Int, to storage: Storage) {
    tensors[slot].exchangeStorage(for: storage)
    changes &+= 1
    revisions[slot] = changes
  }

  /// Takes note that the elements of the tensor in a slot are others.
  func touch(_ slot: Int) {
    changes &+= 1
    revisions[slot] = changes
  }

  /// Whether the memory of the tensor in a slot is nobody else's.
  ///
  /// - Precondition: There is a tensor.
  func hasSoleStorage(_ slot: Int) -> Bool { tensors[slot].hasSoleStorage() }

  private func clear(_ slot: Int) {
    if hasTensor[slot] {
      (tensors + slot).deinitialize(count: 1)
      hasTensor[slot] = false
    }
    others[slot] = nil
  }

  private func grow() {
    let larger = max(8, capacity * 2)
    let newTensors = UnsafeMutablePointer<Tensor>.allocate(capacity: larger)
    let newFlags = UnsafeMutablePointer<Bool>.allocate(capacity: larger)
    let newRevisions = UnsafeMutablePointer<Int>.allocate(capacity: larger)
    for slot in 0..<count where hasTensor[slot] {
      (newTensors + slot).moveInitialize(from: tensors + slot, count: 1)
    }
    newFlags.update(from: hasTensor, count: count)
    newRevisions.update(from: revisions, count: count)
    tensors.deallocate()
    hasTensor.deallocate()
    revisions.deallocate()
    (tensors, hasTensor, revisions) = (newTensors, newFlags, newRevisions)
    capacity = larger
  }
}
