/// An axis of a figure, or its color bar.
public struct Axis {
  /// What it shows, with its unit: `time (ms)`.
  public var label: String?

  /// Where it begins and ends; from the data, if nil.
  public var limits: ClosedRange<Double>?

  /// Whether only whole numbers are marked: iterations, neurons.
  public var isWhole = false

  /// Whether it ends where the data do, and not at the next mark.
  public var isTight = false

  /// Whether 0 is on it, wherever the data are.
  public var includesZero = false

  /// Whether it is logarithmic. Numbers of 0 and less are not drawn.
  public var isLogarithmic = false

  /// Whether numbers grow downwards, as the rows of a matrix do.
  public var isReversed = false

  /// Creates an axis.
  public init(
    _ label: String? = nil, isWhole: Bool = false, isTight: Bool = false
  ) {
    self.label = label
    self.isWhole = isWhole
    self.isTight = isTight
  }
}
