/// The names under which an object or behavior is found; the first is its own.
public struct Tags: Equatable, Sendable {
  /// The tags, in the order in which they were added; none twice.
  public private(set) var list: [String] = []

  /// The same, for looking one up.
  private var known: Set<String> = []

  /// Creates tags from a text such as `exc, pop`: parts between commas,
  /// without blanks around them, empty ones and repetitions left out.
  public init(_ text: String) { add(text) }

  /// Adds the parts of a text, as the initializer reads it.
  ///
  /// - Returns: Those that weren't there.
  @discardableResult
  public mutating func add(_ text: String) -> [String] {
    let count = list.count
    for part in text.split(separator: ",") {
      append(part.trimmed)
    }
    return Array(list[count...])
  }

  /// Adds one tag, as it is.
  package mutating func append(_ tag: String) {
    if !tag.isEmpty, known.insert(tag).inserted { list.append(tag) }
  }

  /// Whether `tag` is among them.
  ///
  /// - Complexity: O(1).
  public func contains(_ tag: String) -> Bool { known.contains(tag) }
}
