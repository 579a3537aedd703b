/// The units of the numbers in equations: seconds, Hz, mV, nA, and what goes
/// with them, so that `Mohm * nA` is mV and `uF * mV / s` is nA.
extension Unit {
  /// `number` of this unit in the unit of equations.
  func modelValue(of number: Double) -> Double {
    Quantity(number: number, unit: self)
      .value(inPowerOfTen: Int(Dimensions(dimension).modelPowerOfTen))
  }
}
