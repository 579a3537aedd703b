import LuaRuntime
import Tensors

/// What the bindings of tensors share in one Lua state: the memory of tensors,
/// the types of their objects, random numbers.
///
/// A class that binds more, such as networks, adds what that needs.
open class TensorContext {
  /// Where tensors that scripts make get their memory.
  package final let pool: MemoryPool

  /// Random numbers for draws that nothing else has a source for.
  package final let random: RandomSource

  /// The seed of `random`.
  package final let seed: UInt64

  package final let tensorType: LuaObjectType<Tensor>
  package final let selectionType: LuaObjectType<Selection>
  package final let sparseType: LuaObjectType<SparseMatrix>
  package final let sparseSelectionType: LuaObjectType<SparseSelection>

  /// The functions written in Swift that scripts see.
  package final private(set) var natives: [NativeFunction] = []

  /// The number of bytes in tensors from which garbage is collected.
  private var collectionThreshold = TensorContext.bytesPerCollection

  /// The number of tensors made from which garbage is collected.
  private var collectionCount = TensorContext.tensorsPerCollection

  /// What was in use after the last full collection.
  private var bytesAfterFullCollection = 0

  /// Whether a full collection is under way.
  private var isCollectingAll = false

  private static let bytesPerCollection = 8 << 20
  private static let tensorsPerCollection = 256

  package init(
    lua: LuaState, pool: MemoryPool, seed: UInt64
  ) throws(LuaError) {
    self.pool = pool
    self.seed = seed
    random = RandomSource(seed: seed, stream: RandomSource.stream("script"))
    tensorType = try lua.makeObjectType(name: "Tensor", payload: Tensor.self)
    selectionType = try lua.makeObjectType(
      name: "Selection", payload: Selection.self)
    sparseType = try lua.makeObjectType(
      name: "SparseMatrix", payload: SparseMatrix.self)
    sparseSelectionType = try lua.makeObjectType(
      name: "SparseSelection", payload: SparseSelection.self)
  }

  // MARK: What a subclass knows better

  /// The source of random numbers for a draw at this moment.
  open var currentRandom: RandomSource { random }

  /// Whether a function is being traced, to be compiled.
  open var isTracing: Bool { false }

  /// Whether the value at `index` stands for something that isn't known while a
  /// function is traced.
  open func isTraced(_ frame: LuaFrame, _ index: Int) -> Bool { false }

  /// Pushes a method of tensors that isn't written in Swift; false if there is
  /// none with this name.
  open func pushMethod(
    _ frame: LuaFrame, _ name: String
  ) throws(LuaRaise) -> Bool { false }

  /// The path that a script means by `path`.
  ///
  /// Every function for scripts that reads or writes a file asks for it.
  open func place(of path: String) throws(LuaRaise) -> String { path }

  /// The context as what functions of more than tensors were declared for: they
  /// are made by nothing else.
  package final func cast<Context: TensorContext>() -> Context {
    guard let context = self as? Context else {
      preconditionFailure("\(Context.self) is needed, this is a \(Self.self)")
    }
    return context
  }

  // MARK: Functions

  /// Makes the Lua function of `binding`.
  package final func make(
    _ binding: Binding, in lua: LuaState
  ) throws(LuaError) -> LuaFunctionHandle {
    guard let body = binding.body?(self) else {
      preconditionFailure("'\(binding.name)' is written in the prelude")
    }
    let handle =
      switch binding.product {
      case .none:
        try lua.makeFunction(name: binding.name, form: binding.form, body)
      case .tensor:
        try lua.makeFunction(
          name: binding.name, form: binding.form, producing: tensorType, body)
      case .selection:
        try lua.makeFunction(
          name: binding.name, form: binding.form, producing: selectionType, body
        )
      case .sparseSelection:
        try lua.makeFunction(
          name: binding.name, form: binding.form,
          producing: sparseSelectionType, body)
      }
    if binding.owner != .prelude {
      natives.append(NativeFunction(handle, binding))
    }
    return handle
  }

  // MARK: Garbage

  // Lua sees a tensor as a small object, however large its memory. So the bytes
  // in tensors, not only Lua's, drive the collector: every 8 MiB of new tensors
  // a young collection is asked for, so that temporaries use the same memory
  // again while it is in the cache. What lives through two of them is old, and
  // no young collection frees it; when old garbage has piled up, a full one
  // follows.

  /// Asks for a collection if tensors have grown past the threshold.
  @inline(__always)
  package final func noteGrowth(_ frame: LuaFrame) {
    if pool.bytesInUse > collectionThreshold
      || pool.allocations > collectionCount
    {
      grew(frame)
    }
  }

  private final func grew(_ frame: LuaFrame) {
    guard isCollectingAll else { return frame.state.requestCollection() }
    isCollectingAll = false
    bytesAfterFullCollection = pool.bytesInUse
    collectionThreshold = pool.bytesInUse + TensorContext.bytesPerCollection
  }

  /// Settles the next threshold after a young collection; returns whether a
  /// full one is needed.
  package final func didCollect() -> Bool {
    let left = pool.bytesInUse
    let limit =
      bytesAfterFullCollection / 2 * 3 + TensorContext.bytesPerCollection
    isCollectingAll = left > limit
    collectionCount = pool.allocations + TensorContext.tensorsPerCollection
    collectionThreshold =
      isCollectingAll ? -1 : left + TensorContext.bytesPerCollection
    return isCollectingAll
  }
}
