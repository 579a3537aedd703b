import Tensors

/// The memory that the steps of a plan work on.
final class PlanMemory {
  /// Where each buffer begins.
  let addresses: UnsafeMutablePointer<UnsafeMutableRawPointer>

  /// The numbers that the plan computes.
  let numbers: UnsafeMutablePointer<Scalar>

  /// Numbers as elements, eight bytes for each, that loops read.
  let cells: UnsafeMutableRawPointer

  /// Where each part of the plan draws random numbers from.
  let randoms: UnsafeMutablePointer<Unmanaged<RandomSource>?>

  /// Room for the pointers of a loop that runs on one thread.
  let pointers: UnsafeMutablePointer<UnsafeMutableRawPointer>

  /// Room for the blocks of a loop that runs on one thread.
  let scratch: UnsafeMutableRawPointer

  /// Who holds each buffer; inputs are held by whoever gave them.
  private let storages: UnsafeMutablePointer<Unmanaged<Storage>?>

  private let sizes: PlanSizes
  private let nowhere: UnsafeMutableRawPointer

  init(_ sizes: PlanSizes) {
    self.sizes = sizes
    nowhere = .allocate(byteCount: 64, alignment: 64)
    addresses = .allocate(capacity: max(1, sizes.buffers))
    addresses.initialize(repeating: nowhere, count: max(1, sizes.buffers))
    numbers = .allocate(capacity: max(1, sizes.numbers))
    numbers.initialize(repeating: .integer(0), count: max(1, sizes.numbers))
    cells = .allocate(byteCount: max(64, sizes.cells * 8), alignment: 64)
    pointers = .allocate(capacity: max(1, sizes.pointers))
    pointers.initialize(repeating: nowhere, count: max(1, sizes.pointers))
    scratch = .allocate(
      byteCount: max(64, sizes.blocks * loopBlockBytes), alignment: 64)
    randoms = .allocate(capacity: sizes.parts)
    randoms.initialize(repeating: nil, count: sizes.parts)
    storages = .allocate(capacity: max(1, sizes.buffers))
    storages.initialize(repeating: nil, count: max(1, sizes.buffers))
  }

  deinit {
    nowhere.deallocate()
    addresses.deallocate()
    randoms.deallocate()
    storages.deallocate()
    numbers.deallocate()
    cells.deallocate()
    pointers.deallocate()
    scratch.deallocate()
  }

  /// Puts `storage` in the place of a buffer. The caller keeps it alive.
  @inline(__always) @discardableResult
  func bind(
    _ buffer: Int, to storage: borrowing Storage
  ) -> UnsafeMutableRawPointer {
    let address = storage.memory
    storages[buffer] = .passUnretained(copy storage)
    addresses[buffer] = address
    return address
  }

  /// Has what the storage in the place of a buffer contains be there.
  @inline(__always)
  func settle(_ buffer: Int) {
    storages[buffer]?._withUnsafeGuaranteedRef {
      if $0.copy != nil { $0.settle() }
    }
  }

  /// What is in the place of the buffer of this number, which is bound.
  @inline(__always)
  func storage(_ buffer: Int) -> Storage {
    guard let storage = storages[buffer] else {
      preconditionFailure("an output is computed")
    }
    return storage.takeUnretainedValue()
  }

  /// The tensor that `value` stands for.
  func tensor(_ value: ProgramTensor) -> Tensor {
    Tensor(
      layoutOf: value.view,
      storage: storages[value.cell]?.takeUnretainedValue()
        ?? value.view.storage)
  }

  /// The address of the first element at `place`.
  @inline(__always)
  func address(_ place: PlanPlace) -> UnsafeMutableRawPointer {
    addresses[place.buffer] + place.offset
  }

  /// As that, as a pointer.
  ///
  /// - Precondition: `T` stands for its element type.
  @inline(__always)
  func pointer<T: Element>(
    _ place: PlanPlace, _: T.Type = T.self
  ) -> UnsafeMutablePointer<T> {
    address(place).assumingMemoryBound(to: T.self)
  }

  /// The operand that `value` stands for.
  func operand(_ value: ProgramOperand) -> Operand {
    switch value {
    case .tensor(let tensor): .tensor(self.tensor(tensor))
    case .scalar(let scalar): .scalar(scalar)
    case .number(let number): .scalar(numbers[number.place])
    }
  }
}

/// Where a tensor begins, for steps that run often: a tensor is large to hand
/// around.
struct PlanPlace: BitwiseCopyable {
  let buffer: Int
  /// In bytes.
  let offset: Int

  init(_ tensor: ProgramTensor) {
    buffer = tensor.cell
    offset = tensor.view.offset * tensor.type.byteCount
  }
}

/// How much of everything a plan needs.
struct PlanSizes {
  var parts = 1
  var buffers = 0
  var numbers = 0
  var cells = 0
  /// The most pointers of a loop.
  var pointers = 0
  /// The most blocks of a loop.
  var blocks = 0
}

/// The number of elements that a loop computes at a time: its intermediate
/// results stay in the first cache.
let loopBlock = 1024

/// The bytes of a block of the largest elements.
let loopBlockBytes = loopBlock * 8
