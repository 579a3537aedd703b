import Tensors

/// A behavior of the library whose work is written once, for tensors and for
/// programs: neighbors of it that are compiled run together with it.
protocol AlgebraicBehavior: LibraryBehavior {
  /// Does one iteration's work on an object, or puts it down.
  ///
  /// Which operations these are may depend on the behavior and on shapes and
  /// types, not on elements; on variables as far as the algebra says what they
  /// are.
  func step<A: PickingAlgebra>(_ object: NetworkObject, in algebra: A) throws
}

extension LibraryBehavior: TracedBehavior {
  /// Whether the behavior is put into programs.
  public final var isTraceable: Bool {
    !isCalled && self is any AlgebraicBehavior
  }

  /// Puts down what `forward` does.
  public final func trace(
    _ object: NetworkObject, into tracer: ProgramTracer, isTrial: Bool
  ) throws -> (any TraceCheck)? {
    guard let behavior = self as? any AlgebraicBehavior else { return nil }
    do {
      try behavior.step(object, in: ProgramAlgebra(tracer: tracer))
    } catch let error as TensorError {
      // A long expression may be too long by itself.
      if case .planTooLong = error, tracer.builder.part == 0 { isCalled = true }
      throw error
    } catch let error as NotTraceable {
      isCalled = true
      throw error
    }
    return nil
  }
}
