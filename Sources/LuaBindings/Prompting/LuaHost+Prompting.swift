import LuaRuntime
import TensorBindings

/// What a prompt on live networks needs: values as text, and what a name may be
/// completed to. None of it runs a script's code, but for `__tostring`.
extension LuaHost {
  /// The value at `index` of the stack as a prompt shows it, of a few lines:
  /// tensors with their range, objects of networks with their variables,
  /// tables to a depth of three.
  ///
  /// - Throws: `LuaRaise` if there is not enough memory, or a `__tostring`
  ///   fails.
  public func text(
    of index: Int, in frame: LuaFrame
  ) throws(LuaRaise) -> String {
    try ValueText(context: context, frame: frame).text(of: index)
  }

  /// What the word before the end of `line` may be completed to: names of
  /// globals, fields, methods and variables, tags of networks in a text behind
  /// a network, files in other texts.
  public func completion(of line: String) -> Completion {
    let request = CompletionRequest(line)
    let names = try? lua.perform { frame throws(LuaRaise) in
      try Completions(context: context, frame: frame).names(for: request)
    }
    return Completion(
      word: request.word,
      candidates: Set((names ?? []).filter { $0.hasPrefix(request.word) })
        .sorted())
  }
}

/// What a word may be completed to.
public struct Completion: Equatable, Sendable {
  /// The word as far as it was typed.
  public var word: String

  /// All words that begin so, in alphabetical order.
  public var candidates: [String]

  /// How all candidates go on behind the word, as far as they agree.
  public var continuation: String {
    guard let first = candidates.first, let last = candidates.last else {
      return ""
    }
    let common = zip(first, last).prefix { $0 == $1 }.count
    return String(first.prefix(common).dropFirst(word.count))
  }
}
