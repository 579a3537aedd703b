import Tensors

/// Variables that have a next value: what is assigned to elements of such a
/// variable is assigned to that and to what it was worked out from too.
extension StateVariables {
  /// A variable, what it is going to be, and what it was when that was worked
  /// out; by their slots.
  struct Succession {
    let value: Int
    let next: Int
    let basis: Int
  }

  /// Makes `next` the variable with what `name` is going to be, and `basis` that
  /// with what it was when `next` was worked out: from then on, what is assigned
  /// to elements of `name` is assigned to both too.
  func addSuccession(of name: String, next: String, basis: String) {
    let value = slot(of: name)
    if successions.contains(where: { $0.value == value }) { return }
    successions.append(
      Succession(value: value, next: slot(of: next), basis: slot(of: basis)))
  }

  /// The succession that the variable with this slot takes part in, by its
  /// number; nil for most.
  func succession(ofSlot slot: Int) -> Int? {
    successions.firstIndex {
      $0.value == slot || $0.next == slot || $0.basis == slot
    }
  }

  /// The variables with a next value, those values and what they were worked out
  /// from, by name, in the order in which they were set; variables that aren't
  /// there are left out.
  var settings: [String] {
    successions.flatMap { [$0.value, $0.next, $0.basis] }
      .filter { values[$0] != nil }
      .sorted { values.revision($0) < values.revision($1) }
      .map { slotNames[$0] }
  }

  /// Has variables with a next value, and what belongs to them, be as if they
  /// had been set in this order, and before those that aren't named.
  func repeatSettings(inOrder names: [String]) {
    let last = settings
    let present = Set(last)
    let order =
      last.filter { !names.contains($0) }.sorted()
      + names.filter(present.contains)
    let set = order.map { (slot(of: $0), values[slot(of: $0)]) }
    for (slot, _) in set { setSuccession(slot, nil) }
    for (slot, value) in set { setSuccession(slot, value) }
  }

  /// Sets a variable of an object that has successions.
  func setSuccession(_ slot: Int, _ value: StateValue?) {
    if let old = values.tensor(slot)?.pointee,
      successions.contains(where: { $0.value == slot })
    {
      // Set to itself, as in `v = v:clamp_(0, 1)`, it stays what is followed.
      if case .tensor(let tensor)? = value, tensor.isSameView(as: old) {
        return
      }
      old.removeFollowers()
    }
    values[slot] = value
    for number in successions.indices
    where successions[number].next == slot || successions[number].basis == slot
    {
      settleFollowers(number)
    }
  }

  /// Has the next value of a variable, and what it was worked out from if the
  /// variable wasn't set since, follow what is assigned to it.
  private func settleFollowers(_ number: Int) {
    let item = successions[number]
    guard let value = values.tensor(item.value),
      let next = values.tensor(item.next)
    else { return }
    let isBasisLater =
      values.revision(item.basis) > values.revision(item.value)
    value.setFollowers(next, isBasisLater ? values.tensor(item.basis) : nil)
  }

  // MARK: Programs

  /// As `setValue(at:to:)`; who follows is settled by `endSettings(of:)` when all
  /// is set that belongs together. A variable is not set to itself.
  func setInOrder(at slot: Int, to value: StateValue, _ role: SuccessionRole) {
    if let onAccess { onAccess(slotNames[slot], .write) }
    if role == .value { values.tensor(slot)?.pointee.removeFollowers() }
    values[slot] = value
  }

  /// As `setStorage(at:to:)`, like that.
  @inline(__always)
  func setStorageInOrder(
    at slot: Int, to storage: Storage, _ role: SuccessionRole
  ) {
    if let onAccess { onAccess(slotNames[slot], .write) }
    if role == .value { values.tensor(slot)?.pointee.removeFollowers() }
    values.setStorage(slot, to: storage)
  }

  /// As if the variable with this slot had been set to what it is.
  func touch(at slot: Int) {
    if let onAccess { onAccess(slotNames[slot], .write) }
    values.touch(slot)
  }

  /// Settles who follows, after the next value of the succession with this number
  /// or its basis was set behind its variable.
  func endSettings(of number: Int) { settleFollowers(number) }

  /// What the variable with this slot is in successions.
  func role(ofSlot slot: Int) -> SuccessionRole {
    if successions.contains(where: { $0.value == slot }) { return .value }
    return succession(ofSlot: slot) == nil ? .none : .next
  }

  /// Which of `parts` of the relation in the succession with this number hold now.
  func relation(
    _ number: Int, _ parts: SuccessionRelation = .all
  ) -> SuccessionRelation {
    let item = successions[number]
    var relation: SuccessionRelation = []
    let revision = values.revision(item.value)
    if revision > values.revision(item.next) { relation.insert(.isLater) }
    if values.revision(item.basis) > revision {
      relation.insert(.basisIsLater)
    }
    guard let value = values.tensor(item.value) else {
      return relation.intersection(parts)
    }
    var count = 0
    if let next = values.tensor(item.next) {
      if value.isSameView(as: next) { relation.insert(.isNext) }
      if value.isFollowed(by: next) {
        relation.insert(.nextFollows)
        count += 1
      }
    }
    if let basis = values.tensor(item.basis) {
      if value.isFollowed(by: basis) {
        relation.insert(.basisFollows)
        count += 1
      }
      if parts.contains(.isUnchanged),
        value.pointee.hasSameBytes(as: basis.pointee)
      {
        relation.insert(.isUnchanged)
      }
    }
    if value.pointee.followerCount != count { relation.insert(.othersFollow) }
    return relation.intersection(parts)
  }
}

/// What a variable is in a succession.
enum SuccessionRole {
  /// It is in none.
  case none
  /// It has a next value.
  case value
  /// It is a next value, or what one was worked out from.
  case next
}

/// How a variable, its next value and what that was worked out from are related.
struct SuccessionRelation: OptionSet {
  let rawValue: UInt8

  /// The variable and its next value are the same tensor.
  static let isNext = SuccessionRelation(rawValue: 1)
  /// The next value follows what is assigned to the variable.
  static let nextFollows = SuccessionRelation(rawValue: 2)
  /// So does what it was worked out from.
  static let basisFollows = SuccessionRelation(rawValue: 4)
  /// The variable was set later than its next value.
  static let isLater = SuccessionRelation(rawValue: 8)
  /// What it was worked out from was set later than the variable.
  static let basisIsLater = SuccessionRelation(rawValue: 16)
  /// Others follow what is assigned to the variable: it shares its memory.
  static let othersFollow = SuccessionRelation(rawValue: 32)
  /// The elements of the variable are those of what the next value was worked out
  /// from.
  static let isUnchanged = SuccessionRelation(rawValue: 64)

  /// All of these.
  static let all = SuccessionRelation(rawValue: 127)
}
