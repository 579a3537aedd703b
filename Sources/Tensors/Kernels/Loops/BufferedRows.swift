/// Loops of functions that take so many instructions that it is worth to gather
/// elements with steps between them: only neighbors become vectors.

extension UnaryRows where R == T {
  /// The loops of `kernel`, of which the strided one gathers.
  init<K: UnaryKernel>(buffering kernel: K.Type) where K.T == T, K.R == R {
    cost = K.cost
    vector = { out, x, count in
      for i in 0..<count { out[i] = K.apply(x[i]) }
    }
    strided = { out, outStep, x, step, count in
      updateGathered(out, outStep, x, step, count) { x, count in
        for i in 0..<count { x[i] = K.apply(x[i]) }
      }
    }
    update = { x, count in
      for i in 0..<count { x[i] = K.apply(x[i]) }
    }
  }
}

extension BinaryRows where R == T {
  /// The loops of `kernel`, of which the strided one gathers.
  init<K: BinaryKernel>(buffering kernel: K.Type) where K.T == T, K.R == R {
    let rows = BinaryRows(kernel)
    cost = rows.cost
    vectors = rows.vectors
    vectorAndNumber = rows.vectorAndNumber
    numberAndVector = rows.numberAndVector
    strided = { out, outStep, a, aStep, b, bStep, count in
      updateGathered(K.self, out, outStep, a, aStep, b, bStep, count)
    }
  }
}

extension UpdateRows {
  /// The loops of `kernel`, of which the strided one gathers.
  init<K: BinaryKernel>(buffering kernel: K.Type) where K.T == T, K.R == T {
    let rows = UpdateRows(kernel)
    cost = rows.cost
    vector = rows.vector
    number = rows.number
    strided = { x, xStep, b, bStep, count in
      updateGathered(K.self, x, xStep, x, xStep, b, bStep, count)
    }
  }
}

/// How many elements are gathered at a time: a kilobyte, which the stack is
/// sure to have.
@inline(__always)
private func blockSize<T>(_: T.Type) -> Int { 1_024 / MemoryLayout<T>.stride }

/// Copies elements together, calls `update` with them and their number, and
/// copies them to `out`. The two may be the same elements.
@inline(__always)
func updateGathered<T: Element>(
  _ out: UnsafeMutablePointer<T>, _ outStep: Int, _ x: UnsafePointer<T>,
  _ step: Int, _ count: Int, _ update: (UnsafeMutablePointer<T>, Int) -> Void
) {
  let block = blockSize(T.self)
  withUnsafeTemporaryAllocation(of: T.self, capacity: block) { buffer in
    guard let buffer = buffer.baseAddress else { return }
    var start = 0
    while start < count {
      let size = min(block, count &- start)
      let (source, target) = (x + start &* step, out + start &* outStep)
      for i in 0..<size { buffer[i] = source[i &* step] }
      update(buffer, size)
      for i in 0..<size { target[i &* outStep] = buffer[i] }
      start &+= size
    }
  }
}

/// As `updateGathered` of one operand, with the kernel of two.
@inline(__always)
private func updateGathered<K: BinaryKernel>(
  _: K.Type, _ out: UnsafeMutablePointer<K.T>, _ outStep: Int,
  _ a: UnsafePointer<K.T>, _ aStep: Int, _ b: UnsafePointer<K.T>, _ bStep: Int,
  _ count: Int
) where K.R == K.T {
  let block = blockSize(K.T.self)
  withUnsafeTemporaryAllocation(of: K.T.self, capacity: block) { right in
    guard let right = right.baseAddress else { return }
    var start = 0
    updateGathered(out, outStep, a, aStep, count) { left, size in
      let source = b + start &* bStep
      for i in 0..<size { right[i] = source[i &* bStep] }
      for i in 0..<size { left[i] = K.apply(left[i], right[i]) }
      start &+= size
    }
  }
}
