/// Finds what a misspelled name was meant to be.
public enum Suggestion {
  /// The candidate nearest to `name`, or nil if none is near.
  ///
  /// Near means: equal but for the case of letters, or at most a third of the
  /// letters (at least one, if there are three or more) inserted, left out,
  /// replaced or exchanged with their neighbor. Of equally near ones the first
  /// wins.
  public static func nearest(
    _ name: String, in candidates: some Sequence<String>
  ) -> String? {
    // A name this long is no slip of the pen, and would take long to compare.
    guard name.utf8.count <= 100 else { return nil }
    let folded = name.lowercased()
    let limit = folded.count < 3 ? 0 : max(1, folded.count / 3)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != name {
      guard candidate.utf8.count <= 100 else { continue }
      let distance = distance(folded, candidate.lowercased())
      if distance <= limit, distance < best?.distance ?? Int.max {
        best = (distance, candidate)
      }
    }
    return best?.candidate
  }

  /// How many letters must be inserted, left out, replaced or exchanged with
  /// their neighbor to make one text of the other: the optimal string
  /// alignment distance.
  public static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first), Array(second))
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [Int](repeating: i, count: b.count + 1)
      for j in 1...b.count {
        let replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        row[j] = min(last[j] + 1, row[j - 1] + 1, replaced)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }

  /// What a message asks whose reader may have meant `name`.
  public static func question(_ name: String) -> String {
    "did you mean '\(name)'?"
  }

  /// The end of a message about an unknown name: `; did you mean 'x'?`, or
  /// `otherwise` if none of `known` is near.
  public static func ending(
    for name: String, in known: some Sequence<String>, otherwise: String = ""
  ) -> String {
    nearest(name, in: known).map { "; " + question($0) } ?? otherwise
  }

  /// The end of a message about an unknown name, which has the known ones if none
  /// is near.
  public static func ending(
    for name: String, in known: [String], called plural: String
  ) -> String {
    let shown = known.prefix(40).joined(separator: ", ")
    return ending(
      for: name, in: known,
      otherwise: known.isEmpty
        ? "; there are no \(plural)"
        : "; known \(plural): \(shown)" + (known.count > 40 ? ", ..." : ""))
  }
}
