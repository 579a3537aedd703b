/// Pointers to the operands of a loop, at the row and block that it is at.
package typealias LoopPointers = UnsafePointer<UnsafeMutableRawPointer>

/// An operation on a row of operands: gets their pointers and the number of
/// elements.
package typealias LoopKernel = (LoopPointers, Int) -> Void

/// Operations as kernels of loops: the loops that tensors use, bound to the
/// numbers of their operands.
///
/// An operand that is one number for a whole row has a step of 0.
package enum LoopKernels {
  /// An operand: its number in the loop, and whether it is one number to a row.
  package struct Place {
    package let index: Int
    let isNumber: Bool

    package init(index: Int, isNumber: Bool) {
      self.index = index
      self.isNumber = isNumber
    }
  }

  static func binary<T: OperatedElement>(
    _ operation: BinaryOperation, _: T.Type, _ a: Place, _ b: Place,
    into out: Int
  ) -> LoopKernel? {
    guard let (rows, _) = T.rows(of: operation) else { return nil }
    return combining(rows, a, b, into: out)
  }

  static func comparison<T: OperatedElement>(
    _ operation: ComparisonOperation, _: T.Type, _ a: Place, _ b: Place,
    into out: Int
  ) -> LoopKernel {
    combining(operation.rows(T.self), a, b, into: out)
  }

  private static func combining<T, R>(
    _ rows: BinaryRows<T, R>, _ a: Place, _ b: Place, into out: Int
  ) -> LoopKernel {
    let (p, q) = (a.index, b.index)
    switch (a.isNumber, b.isNumber) {
    case (false, false):
      let loop = rows.vectors
      return { at, count in
        loop(element(at, out), element(at, p), element(at, q), count)
      }
    case (false, true):
      let loop = rows.vectorAndNumber
      return { at, count in
        loop(
          element(at, out), element(at, p), element(at, q, T.self).pointee,
          count)
      }
    case (true, false):
      let loop = rows.numberAndVector
      return { at, count in
        loop(
          element(at, out), element(at, p, T.self).pointee, element(at, q),
          count)
      }
    case (true, true):
      let loop = rows.strided
      return { at, count in
        loop(element(at, out), 1, element(at, p), 0, element(at, q), 0, count)
      }
    }
  }

  static func update<T: OperatedElement>(
    _ operation: BinaryOperation, _: T.Type, _ target: Int, _ b: Place
  ) -> LoopKernel? {
    guard let (_, rows) = T.rows(of: operation) else { return nil }
    let q = b.index
    if b.isNumber {
      let loop = rows.number
      return { at, count in
        loop(element(at, target), element(at, q, T.self).pointee, count)
      }
    }
    let loop = rows.vector
    return { at, count in loop(element(at, target), element(at, q), count) }
  }

  static func unary<T: Element, R: Element>(
    _ rows: UnaryRows<T, R>, _ a: Place, into out: Int
  ) -> LoopKernel {
    let p = a.index
    if a.isNumber {
      let loop = rows.strided
      return { at, count in loop(element(at, out), 1, element(at, p), 0, count)
      }
    }
    if p == out, let update = rows.update {
      return { at, count in update(element(at, p), count) }
    }
    let loop = rows.vector
    return { at, count in loop(element(at, out), element(at, p), count) }
  }

  static func clamp<T: Element>(
    _ limits: ClampLimits, _: T.Type, _ target: Int
  ) -> LoopKernel {
    let (low, high) = limits.values(T.self)
    return { at, count in
      let x = element(at, target, T.self)
      for i in 0..<count { x[i] = clamped(x[i], low, high) }
    }
  }

  static func copy<T: Element>(
    _: T.Type, _ source: Place, into out: Int
  ) -> LoopKernel {
    let q = source.index
    guard source.isNumber else {
      return { at, count in
        let (x, y) = (element(at, out, T.self), element(at, q, T.self))
        for i in 0..<count { x[i] = y[i] }
      }
    }
    return { at, count in
      let (x, value) = (element(at, out, T.self), element(at, q, T.self)[0])
      for i in 0..<count { x[i] = value }
    }
  }

  static func choose<T: Element>(
    _: T.Type, mask: Place, _ a: Place, _ b: Place, into out: Int
  ) -> LoopKernel {
    let (m, p, q) = (mask.index, a.index, b.index)
    switch (mask.isNumber, a.isNumber, b.isNumber) {
    case (false, false, false):
      return { at, count in
        let (r, m) = (element(at, out, T.self), element(at, m, UInt8.self))
        let (x, y) = (element(at, p, T.self), element(at, q, T.self))
        for i in 0..<count {
          // Both are read, so that there is no branch.
          let (a, b) = (x[i], y[i])
          r[i] = m[i] != 0 ? a : b
        }
      }
    case (false, true, false):
      return { at, count in
        let (r, m) = (element(at, out, T.self), element(at, m, UInt8.self))
        let (x, y) = (element(at, p, T.self)[0], element(at, q, T.self))
        for i in 0..<count {
          let b = y[i]
          r[i] = m[i] != 0 ? x : b
        }
      }
    case (false, false, true):
      return { at, count in
        let (r, m) = (element(at, out, T.self), element(at, m, UInt8.self))
        let (x, y) = (element(at, p, T.self), element(at, q, T.self)[0])
        for i in 0..<count {
          let a = x[i]
          r[i] = m[i] != 0 ? a : y
        }
      }
    default:
      let (i, j, k) = (
        mask.isNumber ? 0 : 1, a.isNumber ? 0 : 1, b.isNumber ? 0 : 1
      )
      return { at, count in
        let (r, m) = (element(at, out, T.self), element(at, m, UInt8.self))
        let (x, y) = (element(at, p, T.self), element(at, q, T.self))
        for n in 0..<count { r[n] = m[n &* i] != 0 ? x[n &* j] : y[n &* k] }
      }
    }
  }

  /// Writes `source` where `mask` is true, and leaves the rest.
  static func assign<T: Element>(
    _: T.Type, where mask: Int, _ source: Place, to target: Int
  ) -> LoopKernel {
    let q = source.index
    if source.isNumber {
      return { at, count in
        let (x, m) = (
          element(at, target, T.self), element(at, mask, UInt8.self)
        )
        let value = element(at, q, T.self)[0]
        for i in 0..<count {
          let old = x[i]
          x[i] = m[i] != 0 ? value : old
        }
      }
    }
    return { at, count in
      let (x, m) = (element(at, target, T.self), element(at, mask, UInt8.self))
      let y = element(at, q, T.self)
      for i in 0..<count {
        let (a, old) = (y[i], x[i])
        x[i] = m[i] != 0 ? a : old
      }
    }
  }

  @inline(__always)
  private static func element<T: Element>(
    _ at: LoopPointers, _ index: Int, _: T.Type = T.self
  ) -> UnsafeMutablePointer<T> {
    at[index].assumingMemoryBound(to: T.self)
  }
}
