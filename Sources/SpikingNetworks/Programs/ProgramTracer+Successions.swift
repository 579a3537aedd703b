import Programs
import Tensors

/// Variables that have a next value, while a program is made.
///
/// Who follows whom is decided by what is set in which order, as
/// `StateVariables` decides it: by what the parts before set, as far as they did,
/// and otherwise by how it is when the program begins, which it must be again in
/// each run.
extension ProgramTracer {
  /// How the parts of the succession of the variable `index`, which has a next
  /// value, are related where the program is; nil if it has none.
  ///
  /// - Throws: `TensorError.planTooLong`.
  func relation(ofVariable index: Int) throws(TensorError) -> TracedRelation? {
    let (state, slot) = (variables[index].state, variables[index].slot)
    guard let number = state.successions.firstIndex(where: { $0.value == slot })
    else { return nil }
    let (next, basis) = parts(of: number, state, besides: index)
    var relation = TracedRelation()
    let isAsBefore = variables[index].order + variables[next].order == 0
    relation.isLater =
      isAsBefore
      ? know(.isLater, of: number, state)
      : variables[index].order > variables[next].order
    guard let value = try tensor(index) else { return relation }
    let following = try followers(inMemoryOf: value)
    if let next = try tensor(next) {
      relation.isNext =
        isAsBefore
        ? know(.isNext, of: number, state) : value.isSameView(as: next)
      relation.nextFollows = following.contains { $0.isPart(of: next) }
    }
    if let basis = try tensor(basis) {
      relation.basisFollows = following.contains { $0.isPart(of: basis) }
    }
    return relation
  }

  /// The tensors that follow assignments to elements of `target`, which has a
  /// layout of its own, and what these elements are of them.
  ///
  /// - Throws: `TensorError.planTooLong`.
  public func followers(
    of target: ProgramTensor
  ) throws(TensorError) -> [ProgramTensor] {
    var result: [ProgramTensor] = []
    for follower in try followers(inMemoryOf: target) {
      let whole = variables.lazy.compactMap(\.currentTensor)
        .first { target.isPart(of: $0) && $0.shape == follower.shape }
      if let whole, let part = target.moved(from: whole, to: follower) {
        result.append(part)
      }
    }
    return result
  }

  /// Records that the variable `index` is about to be set, as
  /// `StateVariables.setSuccession` does it.
  func beginSetting(_ index: Int) throws(TensorError) {
    let (state, slot) = (variables[index].state, variables[index].slot)
    guard state.role(ofSlot: slot) == .value else { return }
    undecided.removeAll {
      $0.state === state && state.successions[$0.number].value == slot
    }
    try decide()
    if let old = try tensor(index) { follow(old, []) }
  }

  /// Records that the variable `index` was set. Who follows is decided when it
  /// is asked for: nobody may, and then the parts need not be read.
  func endSetting(_ index: Int) {
    let (state, slot) = (variables[index].state, variables[index].slot)
    for (number, item) in state.successions.enumerated()
    where item.next == slot || item.basis == slot {
      undecided.removeAll { $0.state === state && $0.number == number }
      undecided.append((state, number))
    }
  }

  /// Decides who follows where parts of successions were set.
  private func decide() throws(TensorError) {
    let all = undecided
    undecided = []
    for (state, number) in all {
      guard let object = state.owner else { continue }
      let item = state.successions[number]
      let place = variable(state.slotNames[item.value], of: object)
      let (next, basis) = parts(of: number, state, besides: place)
      guard let value = try tensor(place), let following = try tensor(next)
      else { continue }
      var followers = [following]
      let isAsBefore = variables[place].order + variables[basis].order == 0
      let isLater =
        isAsBefore
        ? know(.basisIsLater, of: number, state)
        : variables[basis].order > variables[place].order
      if isLater, let start = try tensor(basis) { followers.append(start) }
      follow(value, followers.filter { canFollow($0, value) })
    }
  }

  /// The numbers of the variables with the next value and the basis of a
  /// succession.
  private func parts(
    of number: Int, _ state: StateVariables, besides index: Int
  ) -> (next: Int, basis: Int) {
    guard let object = variables[index].object else { return (index, index) }
    let item = state.successions[number]
    return (
      variable(state.slotNames[item.next], of: object),
      variable(state.slotNames[item.basis], of: object)
    )
  }

  /// What follows assignments to the memory of a tensor.
  private func followers(
    inMemoryOf tensor: ProgramTensor
  ) throws(TensorError) -> [ProgramTensor] {
    try decide()
    if let known = followings.first(where: { $0.of.isPart(of: tensor) }) {
      return known.followers
    }
    // Nothing was set that decides about it.
    var result: [ProgramTensor] = []
    for index in variables.indices {
      guard variables[index].order == 0,
        variables[index].currentTensor?.isPart(of: tensor) == true
      else { continue }
      let (state, slot) = (variables[index].state, variables[index].slot)
      for (number, item) in state.successions.enumerated()
      where item.value == slot {
        let (next, basis) = parts(of: number, state, besides: index)
        if know(.nextFollows, of: number, state),
          let next = try self.tensor(next)
        {
          result.append(next)
        }
        if know(.basisFollows, of: number, state),
          let basis = try self.tensor(basis)
        {
          result.append(basis)
        }
      }
    }
    return result
  }

  private func follow(_ tensor: ProgramTensor, _ followers: [ProgramTensor]) {
    followings.removeAll { $0.of.isPart(of: tensor) }
    followings.append((tensor, followers))
  }

  /// The tensor that a variable stands for, or nil.
  private func tensor(
    _ index: Int
  ) throws(TensorError) -> ProgramTensor? {
    guard case .tensor(let tensor)? = try read(index) else { return nil }
    return tensor
  }

  private func canFollow(
    _ follower: ProgramTensor, _ value: ProgramTensor
  ) -> Bool {
    follower.type == value.type && follower.shape == value.shape
      && !follower.isPart(of: value) && builder.isWhole(follower)
      && builder.isWhole(value)
  }

  /// Whether others than its next value and its basis follow assignments to the
  /// variable `index`, which is decided by nothing that was set.
  func isFollowedByOthers(_ index: Int) throws(TensorError) -> Bool {
    let (state, slot) = (variables[index].state, variables[index].slot)
    try decide()
    guard variables[index].order == 0, let value = try tensor(index),
      !followings.contains(where: { $0.of.isPart(of: value) })
    else { return false }
    guard let number = state.successions.firstIndex(where: { $0.value == slot })
    else {
      // It may share memory with one that is followed.
      return state.tensor(at: slot)?.pointee.followerCount ?? 0 > 0
    }
    return know(.othersFollow, of: number, state)
  }

  /// Whether the variable `index`, which has a next value, has the elements that
  /// its basis has; nil if that isn't known when the program begins.
  func isUnchanged(_ index: Int) throws(TensorError) -> Bool? {
    let (state, slot) = (variables[index].state, variables[index].slot)
    guard let number = state.successions.firstIndex(where: { $0.value == slot })
    else { return nil }
    let basis = parts(of: number, state, besides: index).basis
    guard variables[index].order == 0, variables[basis].order == 0,
      let value = try tensor(index), let start = try tensor(basis),
      builder.isCurrent(value), builder.isCurrent(start)
    else { return nil }
    return know(.isUnchanged, of: number, state)
  }

  /// Whether a part of a relation holds now, which it must for the program to be
  /// good, or mustn't.
  private func know(
    _ part: SuccessionRelation, of number: Int, _ state: StateVariables
  ) -> Bool {
    let found = relations.firstIndex {
      $0.state === state && $0.number == number
    }
    let now = state.relation(number)
    if let found {
      relations[found].parts.insert(part)
      relations[found].askers.insert(builder.part)
    } else {
      relations.append(
        KnownRelation(
          state: state, number: number, parts: part, now: now,
          askers: [builder.part]))
    }
    return now.contains(part)
  }
}

/// How a variable is related to its next value and to what that was worked out
/// from, where a program is.
struct TracedRelation {
  var isNext = false
  var isLater = false
  var nextFollows = false
  var basisFollows = false

  /// The same as a set.
  var parts: SuccessionRelation {
    var parts: SuccessionRelation = []
    if isNext { parts.insert(.isNext) }
    if isLater { parts.insert(.isLater) }
    if nextFollows { parts.insert(.nextFollows) }
    if basisFollows { parts.insert(.basisFollows) }
    return parts
  }
}

/// How the parts of a succession were related when a program was made.
struct KnownRelation {
  let state: StateVariables
  /// The number of the succession.
  let number: Int
  /// What the program was made for.
  var parts: SuccessionRelation
  /// How it was, in these and other respects.
  let now: SuccessionRelation
  /// The parts of the program that were made for it.
  var askers: Set<Int>
}
