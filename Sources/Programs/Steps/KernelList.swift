import Tensors

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
