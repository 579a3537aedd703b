import LuaRuntime
import Programs
import SpikingNetworks
import TensorBindings
import Tensors

/// What a function of Lua does while it is traced: it gets stand-ins for
/// tensors, and its operations on them become a program.
final class Tracer {
  /// The program, with what state variables stand for.
  let program: ProgramTracer

  /// Whether the program is a kernel's: it has arguments, and no variables.
  let isKernel: Bool

  /// Where the arguments of a kernel go.
  private(set) var arguments: [KernelArgument] = []

  /// Whether the function got a number that isn't known.
  var hasNumbers = false

  /// The line of the script that runs the network while a behavior is traced.
  private let outside: String?

  /// The trace of a behavior, a part of a program, that is made while the script
  /// is at the line `outside`.
  init(_ program: ProgramTracer, outside: String?) {
    self.program = program
    self.outside = outside
    isKernel = false
  }

  /// The trace of a kernel.
  init(pool: MemoryPool) {
    program = ProgramTracer(pool: pool)
    outside = nil
    isKernel = true
  }

  /// Records the operations.
  var builder: ProgramBuilder { program.builder }

  /// Records the operations that `frame` asks for: the line of the script, or
  /// the behavior if it is written in the library.
  func builder(at frame: LuaFrame) -> ProgramBuilder {
    let line = frame.callerPosition
    builder.position =
      line == outside && !isKernel ? program.entry?.label : line
    return builder
  }

  /// The stand-in of a tensor from elsewhere.
  func capture(
    _ tensor: Tensor, named name: String? = nil
  ) throws(LuaRaise) -> ProgramTensor {
    try raising { () throws(TensorError) in
      try program.capture(tensor, named: name)
    }
  }

  /// The numbers of the neurons of sub-groups, by those.
  private var partIndices: [ObjectIdentifier: ProgramTensor] = [:]

  /// What stands for the numbers of the neurons of a sub-group, from 0.
  func indices(of part: NeuronSubGroup) throws(LuaRaise) -> ProgramTensor {
    if let known = partIndices[ObjectIdentifier(part)] { return known }
    let indices = try raising { () throws(TensorError) in
      try part.places.indices()
    }
    let value = try capture(indices)
    partIndices[ObjectIdentifier(part)] = value
    return value
  }

  /// What the variable `name` of `object` stands for; nil if its value does.
  func read(
    _ name: String, of object: NetworkObject, isLive: Bool = false
  ) throws(LuaRaise) -> ProgramValue? {
    try raising { () throws(TensorError) in
      try program.read(program.variable(name, of: object), isLive: isLive)
    }
  }

  /// The stand-in of an argument of a kernel: the plan is given a tensor, or a
  /// number, in each run.
  func argument(
    _ value: Operand, named name: String?
  ) throws(LuaRaise) -> Traced {
    switch value {
    case .tensor(let tensor):
      let (result, input) = try raising { () throws(TensorError) in
        try program.argument(tensor, named: name)
      }
      arguments.append(.tensor(input: input))
      return .tensor(result)
    case .scalar(let scalar):
      let number = builder.numberInput(scalar.kind, named: name)
      arguments.append(.number(number))
      return .number(number)
    }
  }
}

/// Where an argument of a kernel goes.
enum KernelArgument {
  case tensor(input: Int)
  case number(ProgramNumber)
}

/// What stands for a value that isn't known while a function is traced.
enum Traced {
  case tensor(ProgramTensor)
  case selection(ProgramSelection)
  case sparse(ProgramSparse)
  case sparseSelection(ProgramSparseSelection)
  /// The places where a mask with one axis is true, as indices.
  case places(ProgramTensor)
  /// Selected elements, or what is computed of them.
  case elements(ProgramElements)
  case number(ProgramNumber)
  /// A number that is known after all.
  case constant(Scalar)

  /// What a state variable stands for.
  init(_ value: ProgramValue) {
    switch value {
    case .tensor(let tensor): self = .tensor(tensor)
    case .sparse(let matrix): self = .sparse(matrix)
    case .number(let number): self = .number(number)
    case .constant(let scalar): self = .constant(scalar)
    }
  }
}

/// A stand-in, as Lua sees it.
struct TracedValue {
  let tracer: Tracer
  let content: Traced
}
