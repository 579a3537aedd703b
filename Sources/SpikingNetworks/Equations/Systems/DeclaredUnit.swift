import Glibc
import Tensors

/// The unit that an equation declares: `mV`, `nS/ms`, `1/ms`, `mV**2`, or 1.
struct DeclaredUnit {
  /// What it measures.
  let dimensions: Dimensions

  /// The unit as it was written.
  let text: String

  /// One of this unit in the units of equations; 1 for mV, nA, s.
  let modelValue: Double

  /// Whether somebody has said it.
  var isKnown = true

  /// The unit of times.
  static let second = DeclaredUnit(.time, "s", powerOfTen: 0, factor: 1)

  /// The unit of whether something is so.
  static let one = DeclaredUnit(.none, "1", powerOfTen: 0, factor: 1)

  /// The unit of white noise: what it adds grows with the root of the time.
  static let noise = DeclaredUnit(
    Dimensions.time.power(-0.5), "s^-0.5", powerOfTen: 0, factor: 1)

  /// That of a variable whose unit nobody has said: its numbers are taken as they
  /// are.
  static let unknown = {
    var result = DeclaredUnit.one
    result.isKnown = false
    return result
  }()

  /// What it measures; nil if nobody has said it.
  var knownDimensions: Dimensions? { isKnown ? dimensions : nil }

  /// What is in this unit, in the units of equations.
  func inModelUnits(_ node: ExpressionNode) -> ExpressionNode {
    modelValue == 1
      ? node : .arithmetic(.multiply, node, .number(.float(modelValue)))
  }

  /// What is in the units of equations, in this unit.
  func stored(_ node: ExpressionNode) -> ExpressionNode {
    modelValue == 1
      ? node : .arithmetic(.divide, node, .number(.float(modelValue)))
  }

  private init(
    _ dimensions: Dimensions, _ text: String, powerOfTen: Double, factor: Double
  ) {
    self.dimensions = dimensions
    self.text = text
    let power = powerOfTen - dimensions.modelPowerOfTen
    // A power of ten with a negative exponent is not exact.
    modelValue =
      power < 0 ? factor / pow(10, -power) : factor * pow(10, power)
  }

  /// Reads a unit that `syntax` is.
  ///
  /// - Throws: `NetworkError.syntax`.
  init(_ syntax: Syntax, of source: ExpressionText) throws(NetworkError) {
    let scale = try Scale(syntax, of: source)
    self.init(
      scale.dimensions, syntax.text, powerOfTen: scale.powerOfTen,
      factor: scale.factor)
  }

  /// A unit as a product: 10 to a power, and a factor for minutes and the like.
  private struct Scale {
    var dimensions = Dimensions.none
    var powerOfTen = 0.0
    var factor = 1.0

    init(_ syntax: Syntax, of source: ExpressionText) throws(NetworkError) {
      switch syntax {
      case .number(let number) where number.double == 1: break
      case .quantity(1, let unit, _, _): set(unit)
      case .name(let path, let column):
        let name = path.joined(separator: ".")
        guard let unit = Unit(named: name) else {
          throw source.error(at: column, Unit.unknown(name, among: Unit.common))
        }
        set(unit)
      case .infix(.arithmetic(.multiply), let left, let right, _):
        self = try Scale(left, of: source).combined(
          with: try Scale(right, of: source), sign: 1)
      case .infix(.arithmetic(.divide), let left, let right, _):
        self = try Scale(left, of: source).combined(
          with: try Scale(right, of: source), sign: -1)
      case .infix(.arithmetic(.power), let base, let exponent, _)
      where exponent.constant != nil:
        let exponent = exponent.constant ?? 1
        self = try Scale(base, of: source)
        dimensions = dimensions.power(exponent)
        powerOfTen *= exponent
        factor = pow(factor, exponent)
      default:
        throw source.error(
          at: syntax.column ?? 1,
          "'\(syntax.text)' is no unit, such as mV, nS/ms, 1/ms, mV**2 or 1")
      }
    }

    private mutating func set(_ unit: Unit) {
      dimensions = Dimensions(unit.dimension)
      powerOfTen = Double(unit.powerOfTen)
      factor = unit.factor
    }

    private func combined(with other: Scale, sign: Double) -> Scale {
      var result = self
      result.dimensions = dimensions * other.dimensions.power(sign)
      result.powerOfTen += sign * other.powerOfTen
      result.factor *= pow(other.factor, sign)
      return result
    }
  }
}
