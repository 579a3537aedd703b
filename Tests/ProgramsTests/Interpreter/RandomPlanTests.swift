import Testing

@testable import Programs
@testable import Tensors

/// Programs that nobody thought of: a plan gives the bits of one element after the
/// other, in each of three runs.
@Suite struct RandomPlanTests {
  /// How many programs a case tries.
  static let count = 32

  @Test(arguments: 0..<8)
  func plansAgreeWithTheInterpreter(_ group: Int) throws {
    var (ended, refused, written) = (0, 0, 0)
    for number in 0..<RandomPlanTests.count {
      let seed = UInt64(group * RandomPlanTests.count + number)
      let random = try RandomProgram(seed: seed)
      let comparison = try random.comparison()
      let error = try comparison.agree(runs: 3)
      ended += error == nil ? 0 : 1
      refused += random.refused
      written += random.written
    }
    // Programs that end with an error show little, and so do short ones.
    #expect(ended < RandomPlanTests.count / 5)
    #expect(written > 2 * refused)
  }

  @Test func programsHaveInstructionsOfAllKinds() throws {
    var kinds: Set<String> = []
    for seed in 0..<8 * RandomPlanTests.count {
      let random = try RandomProgram(seed: UInt64(seed))
      for instruction in try random.comparison().program.instructions {
        kinds.formUnion(instruction.operation.kinds)
      }
    }
    let wanted: Set = [
      "elementwise", "selected", "update", "selectionSum", "sparseSum",
      "sparseSelected", "draw", "setPart", "function",
      "elementwise binary", "elementwise comparison", "elementwise unary",
      "elementwise update", "elementwise clamp", "elementwise choose",
      "elementwise copy", "elementwise convert", "elementwise assign",
      "selected update", "selected unary", "selected clamp", "selected copy",
      "sparseSelected update", "sparseSelected unary", "sparseSelected clamp",
      "sparseSelected copy", "function reduction", "function reductionAlong",
      "function element", "function part", "function product", "function roll",
      "function cumulativeSum", "function arithmetic",
    ]
    #expect(wanted.subtracting(kinds) == [])
  }
}

extension Instruction.Operation {
  /// The names of the kind of instruction, and of what it does.
  fileprivate var kinds: [String] {
    let kind = name(of: self)
    switch self {
    case .elementwise(let operation), .selected(let operation, _),
      .sparseSelected(let operation, _):
      return [kind, "\(kind) \(name(of: operation))"]
    case .function(let function):
      return [kind, "\(kind) \(name(of: function))"]
    default: return [kind]
    }
  }
}

/// The name of an enumeration's case.
private func name(of value: Any) -> String {
  Mirror(reflecting: value).children.first?.label ?? "\(value)"
}
