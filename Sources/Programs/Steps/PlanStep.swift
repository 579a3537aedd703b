import Tensors

/// A piece of work of a plan.
class PlanStep {
  private(set) var reads: Set<Dependency> = []
  private(set) var writes: Set<Dependency> = []

  /// Where all of its operations are written; nil if that isn't one place.
  var position: String?

  /// The part that it belongs to: of several, the first.
  var part = 0

  /// Whether it may fail for the values that it finds.
  var mayFail = false

  /// Does the work.
  ///
  /// - Throws: What the operation throws for the values that it finds.
  func run(_ memory: PlanMemory) throws(TensorError) {}

  /// What the step does, for people: a line, or one and those in it.
  func lines(_ names: PlanNames) -> [String] {
    preconditionFailure("each kind of step tells what it does")
  }

  /// What the step does, as data.
  func work(_ context: WorkContext) -> StepWork { .other }

  /// Numbers of the plan that it reads as elements.
  var conversions: [CellConversion] { [] }

  /// Gets ready to run; no operation is added afterwards.
  func seal() {}

  /// Records what another operation in this step reads and writes.
  func note(reads: Set<Dependency>, writes: Set<Dependency>) {
    self.reads.formUnion(reads)
    self.writes.formUnion(writes)
  }

  /// What something that reads and writes these must stay behind this step for;
  /// nil if it need not.
  func obstacle(
    reads: Set<Dependency>, writes: Set<Dependency>
  ) -> Dependency? {
    self.writes.first { reads.contains($0) || writes.contains($0) }
      ?? self.reads.first { writes.contains($0) }
  }

  /// Whether something that reads and writes these must stay behind this step.
  func blocks(reads: Set<Dependency>, writes: Set<Dependency>) -> Bool {
    obstacle(reads: reads, writes: writes) != nil
  }
}
