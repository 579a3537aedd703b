import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// A value that a script has given to `snn.result`.
public struct ScriptResult: Equatable, Sendable {
  /// The name under which it was given.
  public let name: String

  /// The value: a number, a string or a boolean.
  public var value: LuaValue
}

/// An argument that no script has read.
public struct UnusedArgument: Equatable, Sendable {
  /// Its name.
  public let name: String

  /// What was meant, perhaps: a similar name that scripts have asked for, and
  /// that was not given.
  public let suggestion: String?
}

/// What goes from a program to its scripts and back.
struct ScriptExchange {
  /// What scripts find in `snn.args`.
  let arguments: [String: LuaValue]

  /// The results, in the order in which their names were first given.
  private(set) var results: [ScriptResult] = []

  /// Where the result of each name is among them.
  private var places: [String: Int] = [:]

  /// The names that scripts have asked for.
  private var asked: Set<String> = []

  init(arguments: [String: LuaValue] = [:]) { self.arguments = arguments }

  /// Takes note that a script has asked for an argument.
  mutating func note(_ name: String) { asked.insert(name) }

  /// Takes a result, in place of the last one of this name.
  mutating func give(_ name: String, _ value: LuaValue) {
    if let place = places[name] {
      results[place].value = value
    } else {
      places[name] = results.count
      results.append(ScriptResult(name: name, value: value))
    }
  }

  /// The arguments that no script has asked for, by name.
  var unused: [UnusedArgument] {
    let missed = asked.filter { arguments[$0] == nil }.sorted()
    return arguments.keys.filter { !asked.contains($0) }.sorted().map {
      UnusedArgument(name: $0, suggestion: Suggestion.nearest($0, in: missed))
    }
  }
}
