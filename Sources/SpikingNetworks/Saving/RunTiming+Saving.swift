/// A timing as a saved network holds it: a record of whole numbers of
/// iterations and real numbers of milliseconds.
extension RunTiming {
  /// What is saved; empty for a behavior that runs in all iterations.
  static func saved(_ timing: RunTiming?) -> [String: SavedValue] {
    var record: [String: SavedValue] = [:]
    record["every"] = timing?.every?.saved
    record["from"] = timing?.from?.saved
    record["until"] = timing?.until?.saved
    return record
  }

  /// The timing that was saved; nil for an empty record.
  ///
  /// - Throws: `SavedStateMistake`.
  static func restored(
    _ record: [String: SavedValue]
  ) throws(SavedStateMistake) -> RunTiming? {
    if record.isEmpty { return nil }
    func span(_ name: String) throws(SavedStateMistake) -> Span? {
      if record[name] == nil { return nil }
      return try record.required(name) { value in
        value.integer.map(Span.iterations) ?? value.real.map(Span.milliseconds)
      }
    }
    let (every, from, until) = (
      try span("every"), try span("from"), try span("until")
    )
    do throws(NetworkError) {
      return try RunTiming(every: every, from: from, until: until)
    } catch {
      throw SavedStateMistake("\(error)")
    }
  }
}

extension RunTiming.Span {
  fileprivate var saved: SavedValue {
    switch self {
    case .iterations(let count): .integer(count)
    case .milliseconds(let time): .real(time)
    }
  }
}
