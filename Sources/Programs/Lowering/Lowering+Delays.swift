import Tensors

/// Delay lines.
extension Lowering {
  /// Puts down what is done to a delay line: spikes that leave are those whose
  /// places are found once for all that pick by them.
  func delay(
    _ line: DelayLine, _ action: DelayAction, _ instruction: Instruction
  ) {
    var reads = instruction.reads
    var scan: PlaceScan?
    if action == .step, case .tensor(let spike)? = instruction.operands.first,
      let sources = places(of: spike)
    {
      reads.remove(.cell(spike.cell))
      reads.insert(sources.dependency)
      scan = sources.scan
    }
    append(
      DelayStep(line, action, instruction, sources: scan), reads: reads,
      writes: instruction.writes)
  }
}
