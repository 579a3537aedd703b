import Tensors

extension ProgramStretch {
  /// Neighbors that can't be made into one stretch, because of one of them.
  struct Refusal: Error {
    /// Its number.
    let part: Int

    /// What it said.
    let underlying: any Error
  }

  /// How often a program is made anew because a number was found to change.
  private static let mostTraces = 100

  /// How many pieces of memory a program has at most before another behavior
  /// joins: it takes time that grows with their square to make a plan.
  private static let mostCells = 300

  /// Traces behaviors, one after the other, into one program.
  ///
  /// - Parameters:
  ///   - entries: The behaviors; all are traceable.
  ///   - context: That of their network.
  ///   - isTrial: Whether a failure means that it is too early to tell.
  /// - Returns: The stretch.
  /// - Throws: `Refusal`.
  static func make(
    of entries: [ScheduledBehavior], _ context: NetworkContext, isTrial: Bool
  ) throws -> ProgramStretch {
    for _ in 0..<mostTraces {
      if let made = try traced(entries, context, isTrial: isTrial) {
        return made
      }
    }
    throw Refusal(
      part: 0,
      underlying: NetworkError.outOfRange(
        what: "the numbers that change in each iteration",
        found: "more than \(mostTraces)", expected: "fewer: use a tensor"))
  }

  /// The stretch; nil if a number was found to change.
  private static func traced(
    _ entries: [ScheduledBehavior], _ context: NetworkContext, isTrial: Bool
  ) throws -> ProgramStretch? {
    let tracer = ProgramTracer(pool: context.pool)
    tracer.host = context.traceHost
    var checks: [any TraceCheck] = []
    var definitions: [String?] = []
    for (part, entry) in entries.enumerated() {
      if part > 0 {
        guard tracer.builder.cellCount < mostCells else {
          throw Refusal(
            part: part, underlying: TensorError.planTooLong(limit: mostCells))
        }
        tracer.builder.beginPart()
      }
      // What the library does is written nowhere.
      tracer.builder.position =
        entry.behavior is LibraryBehavior ? entry.label : nil
      tracer.definition = nil
      tracer.entry = entry
      do {
        guard let behavior = entry.behavior as? any TracedBehavior else {
          preconditionFailure("only what is traceable is traced")
        }
        try context.running(entry) {
          let check = try behavior.trace(
            entry.object, into: tracer, isTrial: isTrial)
          if let check { checks.append(check) }
        }
      } catch {
        if tracer.mustStartAgain() { return nil }
        throw Refusal(part: part, underlying: error)
      }
      if tracer.isIncomplete { return nil }
      definitions.append(tracer.definition)
    }
    do {
      return try ProgramStretch(
        tracer, entries: entries, checks: checks, definitions: definitions,
        placement: context.placement)
    } catch {
      throw Refusal(part: 0, underlying: error)
    }
  }
}
