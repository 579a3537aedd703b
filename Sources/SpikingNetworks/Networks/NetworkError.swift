import Tensors

/// A mistake in how a network is put together, by whoever wrote the model.
public enum NetworkError: Error, Equatable {
  /// An object with this first tag exists.
  case duplicateTag(tag: String, holder: String)
  /// The object has a behavior with this key.
  case duplicateKey(key: Double, owner: String, held: String, added: String)
  /// Keys are finite numbers.
  case invalidKey(key: Double, behavior: String)
  /// The behavior belongs to the object already.
  case duplicateBehavior(behavior: String, owner: String)
  /// No object, or none of the right kind, has this tag.
  case unknownTag(tag: String, wanted: String, known: [String])
  /// Both ends of a synapse group must be of its network.
  case foreignGroup(tag: String, wanted: String)
  /// A size or count that must be 0 or more.
  case negativeCount(what: String, found: Int)
  /// The network was not initialized before it was run.
  case notInitialized
  /// What a behavior asked for can't be done while behaviors run.
  case running(operation: String, behavior: String?)
  /// The network of this object has been released.
  case networkReleased(object: String)
  /// The object was removed from its network.
  case objectRemoved(object: String)
  /// The object has no such behavior; known are what it has.
  case unknownBehavior(wanted: String, object: String, known: [String])
  /// A word that is none of the known ones.
  case unknownWord(kind: String, word: String, known: [String])
  /// The text of a mode or an expression can't be read.
  case syntax(subject: String, text: String, column: Int, problem: String)
  /// A state variable that does not exist.
  case unknownVariable(name: String, object: String, known: [String])
  /// A state variable, or a value, of the wrong kind.
  case wrongKind(what: String, expected: String, found: String)
  /// A sub-group can't hold this.
  case notInSubGroup(what: String, object: String, base: String)
  /// A synapse group has no source or no destination.
  case unconnected(object: String, end: String)
  /// A synapse group has this end.
  case connected(object: String, end: String, group: String)
  /// A behavior was given a parameter that it never asked for.
  case unknownParameter(behavior: String, name: String, known: [String])
  /// A required parameter was not given.
  case missingParameter(behavior: String, name: String)
  /// A parameter's value can't be used.
  case invalidParameter(
    behavior: String, name: String, value: String, problem: String)
  /// A number outside of its range.
  case outOfRange(what: String, found: String, expected: String)
  /// A time is no whole number of iterations; `what` says what it is for, if
  /// that isn't known otherwise.
  case partOfIteration(what: String, milliseconds: Double, step: TimeStep)
  /// A network has a `dt` and a Clock that don't agree.
  case otherTimeStep(clock: TimeStep, network: TimeStep)
  /// A time can't be counted in iterations of unknown length.
  case noTimeStep(time: String)
  /// What compiled behaviors read is another thing each time it is read.
  case changedWhileTraced
  /// What is recorded changed its shape.
  case recordedShapeChanged(variable: String, from: [Int], to: [Int])
  /// The file of a recorder can't be written any more.
  case recordingStopped(recorder: String, path: String, reason: String)
  /// The network, or something in it, can't be saved.
  case unsavable(what: String, problem: String)
  /// What keeps a network from running on a device.
  case notOnDevice(what: String, reason: String)
  /// A device has failed, and what was there may be lost.
  case deviceLost(device: String, reason: String)
  /// A device has computed something else than the processor.
  case deviceDiffers(
    device: String, what: String, iteration: Int, found: String,
    expected: String)
  /// The file was saved by a network that is built differently.
  case otherNetwork(path: String, what: String, saved: String, found: String)
}

extension NetworkError: CustomStringConvertible {
  /// What was asked, what was found and what was meant.
  public var description: String {
    switch self {
    case .duplicateTag(let tag, let holder):
      return "tag '\(tag)' is taken: it is the first tag of a \(holder)"
    case .duplicateKey(let key, let owner, let held, let added):
      return "\(owner) has a behavior with key \(keyText(key)), \(held);"
        + " \(added) needs another key"
    case .invalidKey(let key, let behavior):
      return "\(behavior): a key must be a finite number, not \(key)"
    case .duplicateBehavior(let behavior, let owner):
      return "this \(behavior) belongs to \(owner) already"
    case .unknownTag(let tag, let wanted, let known):
      return "no \(wanted) has the tag '\(tag)'"
        + Suggestion.ending(for: tag, in: known, called: "tags")
    case .foreignGroup(let tag, let wanted):
      return "\(wanted) '\(tag)' belongs to another network"
    case .negativeCount(let what, let found):
      return "\(what) must be 0 or more, not \(found)"
    case .notInitialized:
      return "simulate: the network is not initialized; initialize it first"
    case .running(let operation, let behavior):
      return "\(operation): not while behaviors run"
        + (behavior.map { " (called from \($0))" } ?? "")
    case .networkReleased(let object):
      return "the network of \(object) is gone"
    case .objectRemoved(let object):
      return "\(object) was removed from its network"
    case .unknownBehavior(let wanted, let object, let known):
      return "\(object) has no behavior \(wanted); "
        + (known.isEmpty
          ? "it has none" : "it has \(known.joined(separator: ", "))")
    case .unknownWord(let kind, let word, let known):
      return "there is no \(kind) '\(word)'"
        + Suggestion.ending(for: word, in: known, called: "\(kind)s")
    case .syntax(let subject, let text, let column, let problem):
      return "\(subject) '\(text)', column \(column): \(problem)"
    case .unknownVariable(let name, let object, let known):
      return "\(object) has no variable '\(name)'"
        + Suggestion.ending(for: name, in: known, called: "variables")
    case .wrongKind(let what, let expected, let found):
      return "\(what) must be \(expected), not \(found)"
    case .notInSubGroup(let what, let object, let base):
      return "\(what) can't be in \(object), which is a view of neurons of"
        + " '\(base)'"
    case .unconnected(let object, let end):
      return "\(object) has no \(end); connect it first"
    case .connected(let object, let end, let group):
      return "\(object) has a \(end), '\(group)'"
    case .unknownParameter(let behavior, let name, let known)
    where name.hasPrefix("arg_"):
      let named = known.first { !$0.hasPrefix("arg_") } ?? "tau"
      return "\(behavior) has no parameter '\(name)', as a value without a name"
        + " is called; give it one: \(behavior) { \(named) = … }"
    case .unknownParameter(let behavior, let name, let known):
      return "\(behavior) has no parameter '\(name)'"
        + Suggestion.ending(for: name, in: known, called: "parameters")
    case .missingParameter(let behavior, let name):
      return "\(behavior) needs the parameter '\(name)'"
    case .invalidParameter(let behavior, let name, let value, let problem):
      return "\(behavior): parameter '\(name)' = \(value): \(problem)"
    case .outOfRange(let what, let found, let expected):
      return "\(what) must be \(expected), not \(found)"
    case .partOfIteration(let what, let time, let step):
      return (what.isEmpty ? "" : "\(what): ")
        + step.problem(ofMilliseconds: time)
    case .otherTimeStep(let clock, let network):
      return
        "the Clock's step is \(clock), the network's dt is \(network); give"
        + " one of them"
    case .noTimeStep(let time):
      return
        "\(time) can't be counted in iterations of unknown length; give the"
        + " network its dt, as in Network { dt = 0.1 }, in ms"
    case .changedWhileTraced:
      return "what it reads changed while it was compiled"
    case .recordedShapeChanged(let variable, let from, let to):
      return "'\(variable)' was recorded with shape \(from); its shape is"
        + " \(to) at present"
    case .recordingStopped(let recorder, let path, let reason):
      return "\(path): \(reason); \(recorder) writes no more to this file until"
        + " it is initialized again"
    case .unsavable(let what, let problem):
      return "save: \(what) \(problem)"
    case .notOnDevice(let what, let reason):
      return "\(what) can't run on a device: \(reason)"
    case .deviceLost(let device, let reason):
      return "\(device) can't be used any more: \(reason); variables that were"
        + " there are lost: go on with another device (net:set_device) from a saved"
        + " state (net:load)"
    case .deviceDiffers(
      let device, let what, let iteration, let found, let expected):
      return "\(what) is \(found) on \(device) and \(expected) on the processor"
        + " in iteration \(iteration)"
    case .otherNetwork(let path, let what, let saved, let found):
      return "\(path): saved by another network: \(what) was \(saved) there,"
        + " here it is \(found)"
    }
  }
}

/// A key as messages show it: `1`, `41.5`.
func keyText(_ key: Double) -> String {
  Int(exactly: key).map(String.init) ?? "\(key)"
}
