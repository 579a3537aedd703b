/// The units of the numbers in equations: seconds, Hz, mV, nA, and what goes
/// with them, so that `Mohm * nA` is mV and `uF * mV / s` is nA.
extension Unit {
  /// `number` of this unit in the unit of equations.
  func modelValue(of number: Double) -> Double {
    Quantity(number: number, unit: self)
      .value(inPowerOfTen: dimension.modelPowerOfTen)
  }
}

extension Quantity.Dimension {
  /// The unit of equations is 10 to this power of the SI unit.
  fileprivate var modelPowerOfTen: Int {
    switch self {
    case .time, .frequency: 0
    case .voltage: -3
    case .current, .charge: -9
    case .resistance: 6
    case .conductance, .capacitance, .length: -6
    }
  }
}
