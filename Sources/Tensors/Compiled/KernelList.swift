/// Operations that run one after the other on the same operands.
///
/// Calling a function that lies in an array counts references, which costs more
/// than an operation on a few elements. Calling one in an object that is known
/// to live does not.
final class KernelList {
  private final class Holder {
    let kernel: LoopKernel
    init(_ kernel: @escaping LoopKernel) { self.kernel = kernel }
  }

  private var holders: [Holder] = []
  private var borrowed = RawList<Unmanaged<Holder>>()

  /// The number of operations.
  var count: Int { borrowed.count }

  /// Adds an operation behind all others.
  func append(_ kernel: @escaping LoopKernel) {
    let holder = Holder(kernel)
    holders.append(holder)
    borrowed.append(.passUnretained(holder))
  }

  deinit { borrowed.deallocate() }

  /// Runs all operations.
  @inline(__always)
  func run(_ pointers: LoopPointers, _ count: Int) {
    let (list, size) = (borrowed.pointer, borrowed.count)
    for index in 0..<size {
      list[index]._withUnsafeGuaranteedRef { $0.kernel(pointers, count) }
    }
  }
}

/// A list of plain values that is read without a count of references. Whoever
/// has it deallocates it.
struct RawList<Element: BitwiseCopyable> {
  private(set) var pointer: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity = 4

  init() { pointer = .allocate(capacity: capacity) }

  /// The values in an array.
  init(_ values: [Element]) {
    self.init()
    for value in values { append(value) }
  }

  mutating func append(_ value: Element) {
    if count == capacity {
      let larger = UnsafeMutablePointer<Element>.allocate(
        capacity: capacity * 2)
      larger.update(from: pointer, count: count)
      pointer.deallocate()
      pointer = larger
      capacity *= 2
    }
    pointer[count] = value
    count += 1
  }

  @inline(__always)
  subscript(index: Int) -> Element { pointer[index] }

  var array: [Element] { (0..<count).map { pointer[$0] } }

  func deallocate() { pointer.deallocate() }
}
