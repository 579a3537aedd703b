import Programs
import Tensors

/// A draw of random numbers in kernels.
struct DrawText {
  /// How many blocks of the generator it takes.
  let blocks: UInt64

  private let name: String
  private let parameters: [String]

  /// The expression of one, of which the first arguments are its source, where the
  /// fill begins, and its number.
  func expression(_ place: String) -> String {
    "\(name)(\(([place] + parameters).joined(separator: ", ")))"
  }

  /// - Throws: `DeviceError.noDeviceForm` for what only the processor draws,
  ///   `.invalid` for parameters of which nothing can be drawn, `.noFloat64`.
  init(
    _ work: DrawWork, _ step: LoweredProgram.Step, _ device: DeviceDescription
  ) throws(DeviceError) {
    let (what, position) = (step.lines[0], step.position)
    let refusal = DeviceError.noDeviceForm(what: what, position: position)
    let type = work.target.type
    var numbers: [Scalar] = []
    for case .scalar(let scalar) in work.parameters { numbers.append(scalar) }
    guard numbers.count == work.parameters.count, !type.isStorage else {
      throw refusal
    }
    do throws(TensorError) {
      // No number is drawn for no element.
      let trial = try Tensor.zeros([0], type: type, in: MemoryPool())
      try RandomSource(seed: 0, stream: 0).fill(
        trial, work.distribution, numbers.map { .scalar($0) })
    } catch {
      throw .invalid(error, position: position)
    }
    let reals = numbers.map(\.double)
    let literal = { (value: Double) in type.kernelLiteral(.float(value)) }
    var (perGroup, isWide) = (64, type == .float64)
    switch (work.distribution, type.kernel) {
    case (.uniform, .float32):
      let (low, high) = (Float(reals[0]), Float(reals[1]))
      // Of an empty range nothing is drawn.
      guard low < high else { throw refusal }
      name = "uniform_f32"
      parameters = [low, (high - low) * 0x1p-24, high.nextDown]
        .map { literal(Double($0)) }
    case (.uniform, .float64):
      guard reals[0] < reals[1] else { throw refusal }
      name = "uniform_f64"
      perGroup = 32
      parameters = [reals[0], reals[1] - reals[0], reals[1].nextDown]
        .map(literal)
    case (.normal, .float32):
      name = "normal_f32"
      parameters = reals.map(literal)
    case (.exponential, .float32):
      name = "exponential_f32"
      parameters = [literal(1 / reals[0])]
    case (.bernoulli, _):
      let scaled = reals[0] * 0x1p32
      // With 1 all are ones: there are no digits of 32 bits beyond it.
      guard let digits = UInt32(exactly: scaled.rounded(.down)) else {
        throw refusal
      }
      name = "bernoulli"
      isWide = true
      parameters = [
        "\(digits)u",
        ElementType.float64.kernelLiteral(.float(scaled - Double(digits))),
      ]
    case (.integers, .int64):
      name = "integers_i64"
      perGroup = 32
      let (low, high) = (numbers[0].integer, numbers[1].integer)
      let size = UInt64(bitPattern: Int64(high &- low))
      parameters = [type.kernelLiteral(.integer(low)), "\(size)ul"]
    default: throw refusal
    }
    if isWide, !device.hasFloat64 {
      throw .noFloat64(device: device.name, what: what, position: position)
    }
    let count = work.target.shape.count
    blocks = UInt64((count + perGroup - 1) / perGroup * 16)
  }
}
