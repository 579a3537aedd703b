import Programs
import TensorBindings
import Tensors

/// A compiled function of tensors and numbers.
final class CompiledKernel {
  /// Where the arguments go, in order.
  let arguments: [KernelArgument]

  /// What a call gives back, in order.
  let results: [Result]

  /// What is given back in place of an output.
  enum Result {
    case output(Int)
    case number(ProgramNumber)
    case constant(Scalar)
    case nothing
  }

  let plan: Plan

  /// Tensors that are inputs in each run, kept alive.
  private let captured: [Tensor]

  /// A state variable that the function reads or sets: it would have to be
  /// looked up in each call, so it must be an argument.
  static func variable(in tracer: Tracer) -> String? {
    let variable = tracer.program.variables.first(where: \.isUsed)
    return variable.map {
      "'\($0.name)' of \($0.object?.label ?? "a group") is a state variable:"
        + " give it to the function as an argument"
    }
  }

  /// Makes the plan of what was traced.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  init(_ tracer: Tracer, results: [Traced?]) throws(TensorError) {
    var outputs: [ProgramTensor] = []
    var given: [Result] = []
    for result in results {
      switch result {
      case .tensor(let tensor)?:
        given.append(.output(outputs.count))
        outputs.append(tensor)
      case .number(let number)?: given.append(.number(number))
      case .constant(let scalar)?: given.append(.constant(scalar))
      case .selection?, .elements?, .places?, .sparse?, .sparseSelection?, nil:
        given.append(.nothing)
      }
    }
    self.results = given
    arguments = tracer.arguments
    captured = tracer.program.captured.map(\.tensor)
    plan = try tracer.builder.finish(outputs: outputs)
      .makePlan(in: tracer.program.pool)
    for (tensor, _, input) in tracer.program.captured {
      _ = plan.bind(tensor, as: input)
    }
  }

  /// What the last run gives back.
  var given: [Operand?] {
    results.map { result in
      switch result {
      case .output(let index): .tensor(plan.output(index))
      case .number(let number): .scalar(plan.value(of: number))
      case .constant(let scalar): .scalar(scalar)
      case .nothing: nil
      }
    }
  }

  /// What the kernel does, for people.
  func text(_ form: ProgramForm) -> String {
    let given = results.map { result in
      switch result {
      case .output(let index): plan.outputName(index, form)
      case .number(let number): plan.name(of: number)
      case .constant(let scalar): "\(scalar)"
      case .nothing: "nil"
      }
    }
    let text = plan.text(form)
    return given.isEmpty
      ? text
      : (text.isEmpty ? "" : text + "\n") + "return "
        + given.joined(separator: ", ")
  }

  /// Whether no tensor from outside has `storage`.
  func capturesNothing(of storage: Storage) -> Bool {
    captured.allSatisfy { $0.storage !== storage }
  }
}
