import Tensors

/// Delay lines in programs: the line itself moves on, in each run.
extension ProgramBuilder {
  /// As `DelayLine.step(_:_:)`: what arrives.
  ///
  /// - Parameters:
  ///   - spike: Whose spikes leave.
  ///   - line: Where they are on their way; it belongs to the program as long as
  ///     that runs.
  ///   - weights: What they pass on, of lines of currents; of a sparse matrix its
  ///     values.
  /// - Returns: What stands for what arrives.
  /// - Throws: As that.
  public func delayed(
    _ spike: ProgramTensor, by line: DelayLine, weights: ProgramTensor? = nil
  ) throws(TensorError) -> ProgramTensor {
    try line.check(spike.view, weights?.view)
    var operands = [try whole(spike)]
    if let weights {
      operands.append(line is SparseDelayLine ? try whole(weights) : weights)
    }
    let result = try temporary([line.size], line.type)
    append(
      .delay(line, .step), operands.map { .tensor($0) }, into: .tensor(result))
    return result
  }

  /// As `DelayLine.pending()`.
  ///
  /// - Throws: As that.
  public func pending(
    of line: DelayLine
  ) throws(TensorError) -> ProgramTensor {
    let result = try temporary(
      try Shape([line.maximumDelay + 1, line.size]), line.type)
    append(.delay(line, .pending), [], into: .tensor(result))
    return result
  }

  /// As `DelayLine.restore(_:)`.
  ///
  /// - Throws: As that.
  public func restore(
    _ pending: ProgramTensor, of line: DelayLine
  ) throws(TensorError) {
    try line.check(pending: pending.view)
    append(.delay(line, .restore), [.tensor(pending)], into: .nothing)
  }

  /// As `DelayLine.reset()`.
  public func reset(_ line: DelayLine) {
    append(.delay(line, .reset), [], into: .nothing)
  }

  /// The tensor, or a copy of it that lies in memory without gaps.
  private func whole(
    _ tensor: ProgramTensor
  ) throws(TensorError) -> ProgramTensor {
    tensor.isContiguous ? tensor : try copied(tensor)
  }
}
