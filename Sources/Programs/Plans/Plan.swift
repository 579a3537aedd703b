import Tensors

/// Operations on tensors that were written down once and run again and again,
/// without a look at types and shapes, and without new memory.
///
/// A plan belongs to one thread. `Program.makePlan(in:)` makes it.
public final class Plan {
  /// What the plan was made of.
  public let program: Program

  /// What the plan is given, in order.
  let inputs: [ProgramTensor]

  /// What it gives, in order.
  let outputs: [ProgramTensor]

  /// The pieces of work, in order; and without counts of references.
  let steps: [PlanStep]
  private let borrowedSteps: RawList<Unmanaged<PlanStep>>

  /// What the text of the plan calls what they work on.
  let names: PlanNames

  private let memory: PlanMemory
  private let pool: MemoryPool

  /// The plan's own memory, kept alive.
  private var kept: [Storage] = []

  /// The buffer of each input and of each output.
  private let bufferIndices: RawList<Int>
  private let outputIndices: RawList<Int>

  /// The buffers whose memory is given away; and without counts of references.
  private let fresh: [FreshBuffer]
  private let borrowedFresh: RawList<Unmanaged<FreshBuffer>>

  /// The pairs of inputs of which one is written, and whether they share
  /// memory.
  private let pairs: RawList<InputPair>

  /// The memory of each input, by its address.
  private let bound: UnsafeMutablePointer<UnsafeRawPointer?>

  /// The layouts of the inputs, for reading without a count of references.
  private let layouts: UnsafeMutablePointer<Tensor>

  init(
    _ lowering: Lowering, of program: Program, in pool: MemoryPool
  ) throws(TensorError) {
    self.program = program
    inputs = program.inputs
    outputs = program.outputs
    steps = lowering.steps
    names = PlanNames(program, lowering.constants)
    borrowedSteps = RawList(steps.map { .passUnretained($0) })
    var (unfinished, part) = ([Int](), Int.max)
    for step in steps.reversed() {
      part = min(part, step.part)
      unfinished.append(part)
    }
    self.unfinished = unfinished.reversed()
    self.pool = pool
    memory = PlanMemory(lowering.sizes)
    bufferIndices = RawList(inputs.map(\.cell))
    outputIndices = RawList(outputs.map(\.cell))
    fresh = lowering.buffers.filter(\.isFresh).map { FreshBuffer(buffer: $0) }
    borrowedFresh = RawList(fresh.map { .passUnretained($0) })
    pairs = RawList(Plan.pairs(program, steps))
    bound = .allocate(capacity: max(1, inputs.count))
    bound.initialize(repeating: nil, count: max(1, inputs.count))
    layouts = .allocate(capacity: max(1, inputs.count))
    for (index, input) in inputs.enumerated() {
      (layouts + index).initialize(to: input.view)
    }
    for constant in lowering.constants {
      memory.setCell(constant.cell, to: constant.value, type: constant.type)
    }
    for buffer in lowering.buffers where buffer.isOwn {
      let storage = try buffer.newStorage(in: pool)
      kept.append(storage)
      memory.bind(buffer.index, to: storage)
    }
  }

  /// The number of pieces of work: a loop of several operations is one.
  public var stepCount: Int { steps.count }

  /// The number of masks that are looked through for places in a run.
  public var scanCount: Int {
    steps.reduce(0) { $0 + ($1 is ScanStep ? 1 : 0) }
  }

  deinit {
    borrowedSteps.deallocate()
    borrowedFresh.deallocate()
    bufferIndices.deallocate()
    outputIndices.deallocate()
    pairs.deallocate()
    bound.deallocate()
    layouts.deinitialize(count: inputs.count)
    layouts.deallocate()
  }

  /// Gives the plan an input. The caller keeps it alive while the plan runs.
  ///
  /// - Returns: False if its type or layout isn't the one that the plan was
  ///   made for; then nothing has changed.
  public func bind(_ tensor: UnsafePointer<Tensor>, as index: Int) -> Bool {
    guard tensor.hasLayout(of: layouts + index) else { return false }
    let address = memory.bind(bufferIndices[index], to: tensor.pointee.storage)
    bound[index] = UnsafeRawPointer(address)
    return true
  }

  /// As `bind(_:as:)`, with a tensor that the caller has.
  public func bind(_ tensor: Tensor, as index: Int) -> Bool {
    withUnsafePointer(to: tensor) { bind($0, as: index) }
  }

  /// Whether `tensor` has the type and the shape of an input, if not its
  /// layout.
  public func isLike(_ tensor: Tensor, _ index: Int) -> Bool {
    tensor.type == inputs[index].type && tensor.shape == inputs[index].shape
  }

  /// An input in messages: `a float32 tensor of shape [100]`.
  public func describe(_ index: Int) -> String {
    "a \(inputs[index].type) tensor of shape \(inputs[index].shape)"
  }

  /// Whether inputs share memory now just where they shared it when the plan
  /// was made, as far as it matters.
  public var isSharingAsMade: Bool {
    for index in 0..<pairs.count {
      let pair = pairs[index]
      if (bound[pair.first] == bound[pair.second]) != pair.isShared {
        return false
      }
    }
    return true
  }

  /// Gives the plan the selection that it is to change.
  ///
  /// - Precondition: It has the layout that `beginUpdate(like:)` was given.
  public func set(_ selection: Selection?) {
    for case let step as BlockStep in steps where step.selection == nil {
      step.given = selection
    }
  }

  /// Where the operation is written that failed last, if that is known.
  @exclusivity(unchecked) public private(set) var failedPosition: String?

  /// The part that it belongs to: all before it have done their work.
  @exclusivity(unchecked) public private(set) var failedPart = 0

  /// The first part that isn't done when a step begins, by its number: some of
  /// what later parts do may be done before.
  private let unfinished: [Int]

  /// Runs the steps.
  ///
  /// - Precondition: All inputs are bound.
  /// - Throws: What an operation throws; then what the steps before it did is
  ///   done.
  public func run() throws(TensorError) {
    if RemoteCopy.wereAny {
      // What another device has computed must be here.
      for index in 0..<bufferIndices.count {
        memory.settle(bufferIndices[index])
      }
    }
    var failure: TensorError?
    for index in 0..<borrowedFresh.count {
      borrowedFresh[index]._withUnsafeGuaranteedRef { fresh in
        do throws(TensorError) {
          try fresh.renew(memory, pool)
        } catch {
          failure = error
          failedPosition = nil
          failedPart = 0
        }
      }
      if let failure { throw failure }
    }
    for index in 0..<borrowedSteps.count {
      borrowedSteps[index]._withUnsafeGuaranteedRef { step in
        do throws(TensorError) {
          try step.run(memory)
        } catch {
          failure = error
          failedPosition = step.position
          failedPart = unfinished[index]
        }
      }
      if let failure { throw failure }
    }
  }

  /// The output `index` of the last run.
  public func output(_ index: Int) -> Tensor { memory.tensor(outputs[index]) }

  /// The memory of the output `index` of the last run.
  @inline(__always)
  public func outputStorage(_ index: Int) -> Storage {
    memory.storage(outputIndices[index])
  }

  /// Has a part of the plan draw random numbers from `source`, which the caller
  /// keeps alive.
  public func draw(from source: RandomSource, in part: Int = 0) {
    memory.randoms[part] = .passUnretained(source)
  }

  /// The number that the last run computed.
  public func value(of number: ProgramNumber) -> Scalar {
    memory.numbers[number.place]
  }

  /// Gives the plan a number before a run.
  public func set(_ number: ProgramNumber, to value: Scalar) {
    memory.numbers[number.place] = value
  }

  private static func pairs(
    _ program: Program, _ steps: [PlanStep]
  ) -> [InputPair] {
    let written = steps.reduce(into: Set<Dependency>()) {
      $0.formUnion($1.writes)
    }
    var result: [InputPair] = []
    for a in program.inputs.indices {
      for b in program.inputs.indices where b > a {
        let (first, second) = (program.inputs[a].cell, program.inputs[b].cell)
        if written.contains(.cell(first)) || written.contains(.cell(second))
          || first == second
        {
          result.append(
            InputPair(first: a, second: b, isShared: first == second))
        }
      }
    }
    return result
  }
}

/// Two inputs of a plan, and whether they are parts of the same memory.
struct InputPair: BitwiseCopyable {
  let first: Int
  let second: Int
  let isShared: Bool
}

extension UnsafePointer<Tensor> {
  /// Whether the tensor has the type and the layout of another one.
  @inline(__always)
  fileprivate func hasLayout(of other: UnsafePointer<Tensor>) -> Bool {
    pointee.type == other.pointee.type && pointee.offset == other.pointee.offset
      && pointee.shape == other.pointee.shape
      && pointee.strides == other.pointee.strides
  }
}
