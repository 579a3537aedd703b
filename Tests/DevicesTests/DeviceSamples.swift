import TestSupport

@testable import Tensors

/// Sizes around those of words, of groups of threads and of blocks of a loop.
let deviceCounts = [
  0, 1, 31, 32, 33, 255, 256, 257, 1_023, 1_024, 1_025,
]

/// The types that devices compute with.
let deviceTypes: [ElementType] = [.float32, .float64, .int64, .bool]

/// Numbers of no pattern and, in between, those on which rules depend: zeros, the
/// largest and the smallest, infinity and NaN.
func deviceSample(
  _ shape: Shape, _ type: ElementType, seed: Int = 0, in pool: MemoryPool
) throws -> Tensor {
  let tensor = try Tensor(uninitialized: shape, type: type, in: pool)
  let numbers = Samples.numbers(shape.count + seed).suffix(shape.count)
  let special: [Double] = [
    0, -0.0, .infinity, -.infinity, .nan, 1, -1, 2, -2, 0.5, 1e-40, -1e-7, 88,
    -104, 3e5, 6e6, 1e30, -1e19, 3, -3.5, 2.5, 0.1,
  ]
  let whole = [0, 1, -1, .max, .min, 2, -2, 1 << 53 + 1, 7, -7, 63]
  for (place, number) in numbers.enumerated() {
    let isSpecial = (place + seed) % 3 == 0
    let index = place / 3 + seed
    let value: Scalar =
      switch type {
      case .bool: .bool(number > 0)
      case .int64:
        .integer(
          isSpecial ? whole[index % whole.count] : Int(number * 1_000))
      default:
        .float(isSpecial ? special[index % special.count] : number * 20)
      }
    try tensor.setElement(place, to: value)
  }
  return tensor
}

extension Tensor {
  /// Writes the element at a place of the memory.
  fileprivate func setElement(_ place: Int, to value: Scalar) throws {
    func store<T: Element>(_: T.Type) {
      storage.address.storeBytes(
        of: T(value), toByteOffset: place * MemoryLayout<T>.stride, as: T.self)
    }
    switch type.kernel {
    case .float32: store(Float.self)
    case .float64: store(Double.self)
    case .int64: store(Int.self)
    case .bool: store(UInt8.self)
    }
  }
}

/// A mask with a share of true elements; of 1, all.
func deviceMask(
  _ count: Int, _ share: Double, seed: UInt64, in pool: MemoryPool
) throws -> Tensor {
  let mask = try Tensor.zeros([count], type: .bool, in: pool)
  try RandomSource(seed: seed, stream: 1).fillBernoulli(
    mask, probability: .scalar(.float(share)))
  return mask
}
