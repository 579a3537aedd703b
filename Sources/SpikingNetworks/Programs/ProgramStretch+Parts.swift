import Programs
import Tensors

/// What a stretch reads and sets, in lists without counts of references: its
/// owners keep the variables.
extension ProgramStretch {
  /// Whose a variable is. An object holds its behaviors, so this holds none.
  struct Owner {
    weak var object: NetworkObject?
    /// The behavior of which it is a field.
    weak var behavior: (any TracedBehavior)?
    let isField: Bool
    let state: StateVariables
    let name: String
    /// What texts call it: `exc.voltage`.
    let label: String
  }

  /// A tensor that a variable gives.
  struct Input {
    let state: Unmanaged<StateVariables>
    let slot: Int
    let index: Int
    /// The size that its memory must have, in bytes; -1 for any.
    let byteCount: Int
    var revision: Int
  }

  /// A number that a variable gives.
  struct NumberInput {
    let state: Unmanaged<StateVariables>
    let slot: Int
    let number: ProgramNumber
  }

  /// A variable whose value went into the plan.
  struct Constant {
    let state: Unmanaged<StateVariables>
    let slot: Int
    let owner: Int
    let revision: Int
  }

  /// A variable that is set.
  struct Write {
    let state: Unmanaged<StateVariables>
    let slot: Int
    let owner: Int
    /// The part that sets it.
    let part: Int
    /// The number of the output, or of another value.
    let index: Int
    let isOutput: Bool
    /// What it is in a succession.
    let role: SuccessionRole
    /// The number of the setting among all.
    let order: Int
    /// The succession of which who follows is settled behind it; -1 for none.
    var settles = -1
    /// What the revision of the variable was after the last run.
    var revision = -1
  }

  /// How the parts of a succession must be related.
  struct Relation {
    let state: Unmanaged<StateVariables>
    let number: Int
    let parts: SuccessionRelation
    let now: SuccessionRelation

    init(_ known: KnownRelation) {
      state = .passUnretained(known.state)
      (number, parts) = (known.number, known.parts)
      now = known.now.intersection(known.parts)
    }

    /// Whether they are as they were.
    var isAsKnown: Bool {
      state._withUnsafeGuaranteedRef { $0.relation(number, parts) } == now
    }
  }

  /// The successions of which the next value, or what it was worked out from, is
  /// set behind the variable itself, by their numbers, and the last of these
  /// writes.
  static func endings(
    _ tracer: ProgramTracer, _ writes: RawList<Write>
  ) -> [(write: Int, number: Int)] {
    var result: [(Int, Int)] = []
    for index in 0..<writes.count {
      let write = writes[index]
      let state = tracer.variables[write.owner].state
      /// When the variable with this slot is set.
      func order(_ slot: Int) -> Int {
        tracer.variables.first { $0.state === state && $0.slot == slot }?.order
          ?? 0
      }
      for (number, item) in state.successions.enumerated() {
        let last = max(order(item.next), order(item.basis))
        if last == write.order, last > order(item.value) {
          result.append((index, number))
        }
      }
    }
    return result
  }
}
