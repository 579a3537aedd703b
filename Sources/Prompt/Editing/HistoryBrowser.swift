/// Goes through the entries of a history, those that begin as what was typed,
/// and searches them.
struct HistoryBrowser {
  /// All entries, the oldest first.
  private(set) var entries: [String]

  /// Which entry is shown, the text that was there before, and how those begin
  /// that are wanted; nil if none is shown.
  private var place: (index: Int, draft: String, start: String)?

  init(_ entries: [String]) { self.entries = entries }

  mutating func add(_ entry: String) {
    entries.append(entry)
    place = nil
  }

  /// Lets the next search begin with what is typed then.
  mutating func stop() { place = nil }

  /// The entry before the one that is shown that begins as `start`, and is
  /// another one than `text`; nil if there is none.
  mutating func older(than text: String, start: String) -> String? {
    let place = place ?? (entries.count, text, start)
    guard
      let index = entries[..<place.index].lastIndex(where: {
        $0.hasPrefix(place.start) && $0 != text
      })
    else { return nil }
    self.place = (index, place.draft, place.start)
    return entries[index]
  }

  /// The entry behind the one that is shown, and at last what was typed.
  mutating func newer(than text: String) -> String? {
    guard let place else { return nil }
    let index = entries[(place.index + 1)...].firstIndex {
      $0.hasPrefix(place.start) && $0 != text
    }
    self.place = index.map { ($0, place.draft, place.start) }
    return index.map { entries[$0] } ?? place.draft
  }
}

/// A search for text anywhere in the entries of a history, as it is typed.
struct HistorySearch {
  private let entries: [String]

  /// What is looked for.
  private(set) var pattern = ""

  /// Which entry was found; nil before the first one.
  private var index: Int?

  /// Whether the pattern, as far as it was typed, is in an entry.
  private(set) var isFound = true

  init(_ entries: [String]) { self.entries = entries }

  /// The entry that was found.
  var entry: String? { index.map { entries[$0] } }

  mutating func type(_ text: String) {
    pattern += text
    find(from: index ?? entries.count - 1)
  }

  mutating func removeLast() {
    if !pattern.isEmpty { pattern.removeLast() }
    find(from: entries.count - 1)
  }

  /// Finds the next older entry that is another one.
  mutating func older() {
    guard !pattern.isEmpty else { return }
    find(from: (index ?? entries.count) - 1, otherThan: entry)
  }

  /// Finds the next newer entry that is another one.
  mutating func newer() {
    guard let current = index else { return }
    let found = entries[(current + 1)...].firstIndex {
      $0.contains(pattern) && $0 != entry
    }
    isFound = found != nil
    index = found ?? index
  }

  private mutating func find(from last: Int, otherThan entry: String? = nil) {
    guard !pattern.isEmpty else {
      (index, isFound) = (nil, true)
      return
    }
    let found = entries.prefix(last + 1).lastIndex {
      $0.contains(pattern) && $0 != entry
    }
    isFound = found != nil
    index = found ?? index
  }
}
