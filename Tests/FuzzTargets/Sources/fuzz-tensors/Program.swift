import Fuzzer
import Tensors

/// A program that the bytes of an input spell out, over a few tensors.
struct Program {
  var input: Input
  let pool = MemoryPool(limit: 64 << 20)

  /// The tensors, each with what it should be; views among them.
  private(set) var values: [(tensor: Tensor, reference: Reference)] = []

  /// The most elements of a tensor, for the reference takes its time.
  static let maximumCount = 1_000

  init(_ input: Input) { self.input = input }

  /// Runs the steps; a result that is wrong ends the process.
  mutating func run() {
    create()
    create()
    var steps = 0
    while !input.isAtEnd, steps < 40 {
      input.pick(Step.allCases).run(&self)
      steps += 1
    }
  }

  /// One of the tensors.
  mutating func operand() -> (tensor: Tensor, reference: Reference) {
    input.pick(values)
  }

  /// A tensor of any type, shape and contents.
  mutating func create() {
    let type = input.pick(ElementType.allCases)
    var sizes: [Int] = []
    for _ in 0..<input.number(below: 5) {
      let size = input.pick([2, 3, 1, 4, 5, 7, 8, 9, 16, 17, 33, 0])
      if (sizes + [size]).reduce(1, *) <= Program.maximumCount {
        sizes.append(size)
      }
    }
    let tensor = succeeding("zeros") {
      try Tensor.zeros(try Shape(sizes), type: type, in: pool)
    }
    let numbers = (0..<7).map { _ in number() }
    for (i, index) in indices(of: sizes).enumerated() {
      succeeding("assign") {
        try tensor.setElement(
          index, to: numbers[(i * i + i / 7) % 7].rounded(to: type))
      }
    }
    keep(tensor)
  }

  /// A number, often one at which something begins or ends.
  mutating func number() -> Scalar {
    let byte = Int(input.byte())
    if byte < 128 { return .integer(byte % 16 - 8) }
    return input.pick([
      .bool(true), .bool(false), .float(0.5), .float(-1.25), .float(1e-3),
      .float(3.75), .float(100.1), .float(-0.0), .float(.nan),
      .float(.infinity), .float(-.infinity), .float(1e30), .float(-1e300),
      .float(0x1p-149), .float(65_520), .float(0x1p-25), .integer(.max),
      .integer(.min), .integer(1 << 53 + 1), .integer(64), .float(2),
      .float(0x1p63), .float(0x1p-1030), .integer(2),
    ])
  }

  /// Keeps a new tensor, with memory of its own.
  mutating func keep(_ tensor: Tensor) {
    keep(tensor, Reference(Memory(tensor)))
  }

  /// Keeps a tensor in place of the oldest one, if there are many.
  mutating func keep(_ tensor: Tensor, _ reference: Reference) {
    if values.count == 8 { values.removeFirst() }
    values.append((tensor, reference))
  }
}

/// The result of what must not fail.
@discardableResult
func succeeding<Result>(
  _ what: String, _ body: () throws -> Result
) -> Result {
  do { return try body() } catch { fatalError("\(what): \(error)") }
}

/// The result of `body`, or nil for an error.
func attempt<Result>(_ body: () throws(TensorError) -> Result) -> Result? {
  do throws(TensorError) { return try body() } catch {
    _ = error.message(countingFrom: 1)
    return nil
  }
}

/// Whether `body` does it without an error.
func succeeds(_ body: () throws(TensorError) -> Void) -> Bool {
  attempt(body) != nil
}
