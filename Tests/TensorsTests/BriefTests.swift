import TestSupport
import Testing

@testable import Tensors

/// Operations on few numbers give what the tensors' own operations give.
@Suite struct BriefTests {
  let pool = MemoryPool()

  /// None, one, both sides of a vector's width, and of what is brief.
  static let counts = [0, 1, 7, 8, 9, 100, 4096, 4097]

  private func vector(_ count: Int, from first: Float) throws -> Tensor {
    let tensor = try Tensor.zeros([count], in: pool)
    for i in 0..<count {
      try tensor.setElement(
        [i], to: .float(Double(first) + Double(i % 11) * 0.75 - 4))
    }
    return tensor
  }

  @Test(arguments: BinaryOperation.allCases, counts)
  func aBriefUpdateGivesTheBitsOfTheTensorsOwn(
    _ operation: BinaryOperation, count: Int
  ) throws {
    let (x, y) = (try vector(count, from: 1), try vector(count, from: 0.5))
    let scalars: [Scalar] = [.integer(3), .float(0.3), .integer(-1 << 62 - 1)]
    for scalar in scalars {
      let brief = try x.copied()
      let isDone = withUnsafePointer(to: brief) {
        $0.applyBriefly(operation, scalar)
      }
      if isDone {
        let own = try x.copied()
        try own.apply(operation, with: scalar)
        #expect(brief.hasSameBytes(as: own))
      } else {
        #expect(brief.hasSameBytes(as: x))
      }
    }
    let brief = try x.copied()
    let isDone = withUnsafePointer(to: brief) { brief in
      withUnsafePointer(to: y) { brief.applyBriefly(operation, $0) }
    }
    #expect(isDone == (count <= 4096 && operation.isOfReals))
    if isDone {
      let own = try x.copied()
      try own.apply(operation, with: y)
      #expect(brief.hasSameBytes(as: own))
    }
  }

  @Test(arguments: BinaryOperation.allCases, counts)
  func aBriefResultHasTheBitsOfTheTensorsOwn(
    _ operation: BinaryOperation, count: Int
  ) throws {
    let (x, y) = (try vector(count, from: 1), try vector(count, from: 0.5))
    for isReversed in [false, true] {
      let sum = try made { result in
        try withUnsafePointer(to: x) { x in
          try withUnsafePointer(to: y) { y in
            try x.applyingBriefly(
              operation, y, isReversed: isReversed, to: result)
          }
        }
      }
      #expect((sum != nil) == (count <= 4096 && operation.isOfReals))
      if let sum {
        let own = try x.applying(operation, with: y, isReversed: isReversed)
        #expect(sum.hasSameBytes(as: own))
      }
      for scalar in [Scalar.integer(2), .float(0.3)] {
        let brief = try made { result in
          try withUnsafePointer(to: x) {
            try $0.applyingBriefly(
              operation, scalar, isReversed: isReversed, to: result)
          }
        }
        guard let brief else { continue }
        let own = try x.applying(
          operation, with: scalar, isReversed: isReversed)
        #expect(brief.hasSameBytes(as: own))
      }
    }
  }

  @Test(arguments: ComparisonOperation.allCases, counts)
  func aBriefComparisonIsTheTensorsOwn(
    _ comparison: ComparisonOperation, count: Int
  ) throws {
    let x = try vector(count, from: 1)
    for scalar in [Scalar.integer(-3), .float(0.75)] {
      let brief = try made { result in
        try withUnsafePointer(to: x) {
          try $0.comparingBriefly(comparison, scalar, to: result)
        }
      }
      #expect((brief != nil) == (count <= 4096))
      guard let brief else { continue }
      let own = try x.comparing(comparison, with: scalar)
      #expect(brief.hasSameBytes(as: own))
    }
  }

  @Test func whatOverlapsInAnotherOrderIsNotDoneBriefly() throws {
    let x = try vector(100, from: 1)
    let (first, second) = (
      try x.narrowed(axis: 0, start: 0, count: 60),
      try x.narrowed(axis: 0, start: 10, count: 60)
    )
    let isDone = withUnsafePointer(to: first) { first in
      withUnsafePointer(to: second) { first.applyBriefly(.add, $0) }
    }
    #expect(!isDone)
  }

  @Test func otherTypesAndLayoutsAreNotDoneBriefly() throws {
    let others = [
      try vector(4, from: 1).converted(to: .float64),
      try vector(4, from: 1).converted(to: .int64),
      try vector(4, from: 1).expanded(to: try Shape([3, 4])),
      try Tensor.zeros([4, 3], in: pool).transposed(),
    ]
    for other in others {
      let isDone = withUnsafePointer(to: other) {
        $0.applyBriefly(.add, .integer(1))
      }
      #expect(!isDone)
    }
  }

  /// What `body` makes, if it returns true.
  private func made(
    _ body: (UnsafeMutablePointer<Tensor>) throws -> Bool
  ) throws -> Tensor? {
    let place = UnsafeMutablePointer<Tensor>.allocate(capacity: 1)
    defer { place.deallocate() }
    guard try body(place) else { return nil }
    return place.move()
  }
}

extension BinaryOperation {
  /// Whether it operates on real numbers.
  fileprivate var isOfReals: Bool {
    ![.and, .or, .exclusiveOr].contains(self)
  }
}
