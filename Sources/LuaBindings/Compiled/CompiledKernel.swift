import Tensors

/// A compiled function of tensors and numbers.
final class CompiledKernel {
  /// Where the arguments go, in order.
  let arguments: [TracedVariable.Source]

  /// What a call gives back, in order.
  let results: [Result]

  /// What is given back in place of an output.
  enum Result {
    case output(Int)
    case number(PlanNumber)
    case constant(Scalar)
    case nothing
  }

  let plan: Plan

  /// Tensors that are inputs in each run, kept alive.
  private let captured: [Tensor]

  /// Makes the plan of what was traced.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  init(_ tracer: Tracer, results: [Traced?]) throws(TensorError) {
    var outputs: [PlanTensor] = []
    var given: [Result] = []
    for result in results {
      switch result {
      case .tensor(let tensor)?:
        given.append(.output(outputs.count))
        outputs.append(tensor)
      case .number(let number)?: given.append(.number(number))
      case .constant(let scalar)?: given.append(.constant(scalar))
      case .selection?, .block?, .sparse?, .sparseSelection?, nil:
        given.append(.nothing)
      }
    }
    self.results = given
    arguments = tracer.arguments
    captured = tracer.captured.map(\.tensor)
    plan = try tracer.builder.makePlan(outputs: outputs)
    for (tensor, _, input) in tracer.captured {
      _ = plan.bind(tensor, as: input)
    }
  }
}
