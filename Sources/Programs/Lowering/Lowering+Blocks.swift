import Tensors

/// Memory that only one loop uses: it needs none, but a block of the loop.
extension Lowering {
  /// Has intermediate results held in blocks of loops, where one loop alone uses
  /// them.
  func localize() {
    for buffer in buffers where buffer.isOwn {
      let users = steps.filter {
        $0.reads.contains(.cell(buffer.index))
          || $0.writes.contains(.cell(buffer.index))
      }
      guard users.count == 1, let loop = users[0] as? LoopStep else { continue }
      buffer.source = .scratch
      loop.localize(buffer.index)
    }
    for case let loop as LoopStep in steps {
      noteLoop(slots: loop.accesses.count, blocks: loop.blockCount)
    }
  }
}
