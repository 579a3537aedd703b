import Tensors

/// The value of a state variable.
public enum StateValue {
  /// A tensor.
  case tensor(Tensor)
  /// A sparse matrix.
  case sparse(SparseMatrix)
  /// A number or truth value.
  case number(Scalar)
  /// A text.
  case text(String)
  /// Something that only the language that stored it can read.
  case opaque

  /// What the value is, for error messages.
  var kind: String {
    switch self {
    case .tensor: "a tensor"
    case .sparse: "a sparse matrix"
    case .number: "a number"
    case .text: "a text"
    case .opaque: "another value"
    }
  }
}

/// The variables of an object, such as `voltage`, by name.
///
/// A variable has a *slot* for as long as the object lives, so whoever reads it
/// in each iteration looks its name up once.
public final class StateVariables {
  /// Called after a variable was set or removed (then the value is nil), so
  /// that another language can keep a copy.
  public var onChange: ((String, StateValue?) -> Void)?

  /// How a variable is used.
  enum Access { case read, write }

  /// Called when a variable is read or set, while someone wants to know.
  var onAccess: ((String, Access) -> Void)?

  /// Whose variables they are.
  weak var owner: NetworkObject?

  private var slots: [String: Int] = [:]
  private(set) var slotNames: [String] = []
  let values = StateSlots()

  /// The variables that have a next value.
  @exclusivity(unchecked) var successions: [Succession] = []

  /// Creates no variables.
  public init() {}

  /// The names of the variables, in the order in which they were first set.
  public var names: [String] {
    slotNames.indices.filter { values[$0] != nil }.map { slotNames[$0] }
  }

  /// The variables that are tensors, and the values of those that are sparse
  /// matrices. Looking at them is no reading.
  var tensors: [(name: String, tensor: Tensor)] {
    slotNames.indices.compactMap { slot in
      switch values[slot] {
      case .tensor(let tensor): (slotNames[slot], tensor)
      case .sparse(let matrix): (slotNames[slot], matrix.values)
      default: nil
      }
    }
  }

  /// The row and column of an element of `tensors` that belongs to a sparse
  /// matrix; the index itself otherwise.
  func place(of index: [Int], in name: String) -> [Int] {
    guard let slot = slots[name], case .sparse(let matrix) = values[slot],
      let entry = index.first
    else { return index }
    let (row, column) = matrix.structure.place(of: entry)
    return [row, column]
  }

  /// The value of a variable, or nil if there is none of this name.
  ///
  /// Setting it to nil removes it.
  public subscript(name: String) -> StateValue? {
    get {
      onAccess?(name, .read)
      return slots[name].flatMap { values[$0] }
    }
    set { set(name, to: newValue) }
  }

  /// Sets a variable, or removes it if `value` is nil.
  ///
  /// A change that comes from whoever listens to `onChange` need not be told
  /// there: then `isNotifying` is false.
  public func set(
    _ name: String, to value: StateValue?, isNotifying: Bool = true
  ) {
    onAccess?(name, .write)
    let slot = slot(of: name)
    setInSlot(slot, value)
    if isNotifying { onChange?(name, value) }
  }

  /// Calls `body` so that nobody who traces hears of it.
  public func silently<Result>(_ body: (StateVariables) -> Result) -> Result {
    let listener = onAccess.take()
    defer { onAccess = listener }
    return body(self)
  }

  /// Says that a copy of the variable was read, for those who trace.
  public func noteRead(_ name: String) { onAccess?(name, .read) }

  /// The slot of a variable, which need not exist.
  public func slot(of name: String) -> Int {
    if let slot = slots[name] { return slot }
    slots[name] = values.count
    slotNames.append(name)
    values.append()
    return values.count - 1
  }

  /// Whether there is a variable of this name.
  public func hasVariable(_ name: String) -> Bool {
    slots[name].map { values[$0] != nil } ?? false
  }

  /// Whether there is a variable with this slot.
  public func hasSlot(_ slot: Int) -> Bool { slot >= 0 && slot < values.count }

  /// The value of the variable with this slot, or nil.
  ///
  /// - Precondition: `slot` is from `slot(of:)`.
  public func value(at slot: Int) -> StateValue? {
    onAccess?(slotNames[slot], .read)
    return values[slot]
  }

  /// Sets the variable with this slot, without a call of `onChange`; for
  /// whoever keeps the copy that `onChange` is for.
  ///
  /// - Precondition: `slot` is from `slot(of:)`.
  public func setValue(at slot: Int, to value: StateValue?) {
    onAccess?(slotNames[slot], .write)
    setInSlot(slot, value)
  }

  @inline(__always)
  private func setInSlot(_ slot: Int, _ value: StateValue?) {
    if successions.isEmpty {
      values[slot] = value
    } else {
      setSuccession(slot, value)
    }
  }

  // MARK: For whoever prepares its reading

  /// When the variable with this slot was set or removed last: as long as that
  /// stays the same, it is the same tensor or number; of two variables, the one
  /// with the greater number was set later.
  ///
  /// - Precondition: `slot` is from `slot(of:)`.
  @inline(__always)
  public func revision(at slot: Int) -> Int { values.revision(slot) }

  /// The tensor that the variable with this slot is, without a copy; nil if it
  /// is none. It is good until the variable is set. Looking at it this way is no
  /// reading.
  ///
  /// - Precondition: `slot` is from `slot(of:)`.
  public func tensor(at slot: Int) -> UnsafePointer<Tensor>? {
    values.tensor(slot)
  }

  /// Sets the variable with this slot to a tensor that is as the one that it is,
  /// but has other memory; otherwise as `setValue(at:to:)`.
  ///
  /// - Precondition: `slot` is from `slot(of:)`, the variable is a tensor, and
  ///   the memory fits its layout.
  public func setStorage(at slot: Int, to storage: Storage) {
    if let onAccess { onAccess(slotNames[slot], .write) }
    if successions.isEmpty {
      values.setStorage(slot, to: storage)
    } else if let tensor = values.tensor(slot)?.pointee {
      setSuccession(slot, .tensor(Tensor(layoutOf: tensor, storage: storage)))
    }
  }

  /// Whether somebody wants to know what is read and set.
  public var isTraced: Bool { onAccess != nil }

  /// The value of the variable with this slot, or nil. Looking at it this way
  /// is no reading.
  ///
  /// - Precondition: `slot` is from `slot(of:)`.
  public func peek(at slot: Int) -> StateValue? { values[slot] }

  /// What programs have found out about numbers, by slot.
  private var changes: [Int: NumberChange] = [:]

  /// Whether the variable with this slot is a number that was found to change
  /// from iteration to iteration.
  func isChanging(_ slot: Int) -> Bool {
    switch changes[slot] {
    case .byPrograms?, .byScripts?: true
    default: false
    }
  }

  /// Records that programs set the variable with this slot, a number.
  func noteChanging(_ slot: Int) { changes[slot] = .byPrograms }

  /// Records that a program isn't good any more because a script has set the
  /// variable with this slot, a number. One that is set again and again counts
  /// as one that changes.
  func noteChangingByScript(_ slot: Int) {
    let revision = values.revision(slot)
    switch changes[slot] {
    case nil: changes[slot] = .seldom(times: 1, revision: revision)
    case .seldom(let times, let last)? where last != revision:
      changes[slot] =
        times < NumberChange.few
        ? .seldom(times: times + 1, revision: revision) : .byScripts
    default: break
    }
  }

  /// Has a number that scripts set again and again, and that a program must know,
  /// be known from now on; false if it isn't such a number.
  func keepKnown(_ slot: Int) -> Bool {
    guard case .byScripts? = changes[slot] else { return false }
    changes[slot] = .mustBeKnown
    return true
  }
}

/// How a number that is a variable was found to change.
private enum NumberChange {
  /// Scripts have set it so often, the last time at this revision.
  case seldom(times: Int, revision: Int)
  /// Scripts set it again and again.
  case byScripts
  /// Programs set it.
  case byPrograms
  /// Scripts set it, and programs must be made for what it is.
  case mustBeKnown

  /// How often a number is set from outside before it counts as one that changes.
  static let few = 3
}
