/// The Poisson distributions of the means 0, 1, 2, … below `end`, from which a
/// count is drawn with one look-up, whatever the mean.
///
/// A number below 256, all as likely, is a column of a distribution's table: it
/// is the count itself with a probability that the column has, and else the
/// column's other count (Walker 1977, An efficient method for generating
/// discrete random variables with general distributions, doi
/// 10.1145/355744.355749; made as by Vose 1991, doi 10.1109/32.92917).
enum PoissonTables {
  /// The first mean that has no table: higher counts than 255 are less likely
  /// than 2⁻¹⁰⁰ below it.
  static let end = 100

  /// How many columns a table has.
  static let width = 256

  /// The columns of all tables, one table after the other: 24 binary digits of
  /// the probability of the count itself, and 8 for the other count.
  static let columns: [UInt32] = {
    var columns: [UInt32] = []
    columns.reserveCapacity(end * width)
    for mean in 0..<end {
      let (chances, others) = table(of: mean)
      for (chance, other) in zip(chances, others) {
        columns.append(UInt32(digits(chance)) << 8 | UInt32(other))
      }
    }
    return columns
  }()

  /// The part of a digit by which the probability of a column's count is more
  /// than its 24 digits say.
  static func rest(of mean: Int, column: Int) -> Double {
    let chance = table(of: mean).chances[column]
    return chance * 0x1p24 - digits(chance)
  }

  private static func digits(_ chance: Double) -> Double {
    (chance * 0x1p24).rounded(.down)
  }

  /// The probability of each column's count, below 1, and its other count.
  private static func table(
    of mean: Int
  ) -> (chances: [Double], others: [Int]) {
    var chances = [Double](repeating: 0, count: width)
    // In proportion to the likeliest count, from which they follow in turn.
    chances[mean] = 1
    for count in (mean + 1)..<width {
      chances[count] = chances[count - 1] * Double(mean) / Double(count)
    }
    for count in stride(from: mean - 1, through: 0, by: -1) {
      chances[count] = chances[count + 1] * Double(count + 1) / Double(mean)
    }
    let scale = Double(width) / chances.reduce(0, +)
    for count in 0..<width { chances[count] *= scale }
    // Columns that are too low are filled up with what others have too much.
    var others = Array(0..<width)
    var low = (0..<width).filter { chances[$0] < 1 }
    var high = (0..<width).filter { chances[$0] >= 1 }
    while let filled = low.popLast(), let giver = high.last {
      others[filled] = giver
      chances[giver] -= 1 - chances[filled]
      if chances[giver] < 1 {
        high.removeLast()
        low.append(giver)
      }
    }
    // What is neither, but for rounding, is its own other count.
    for count in 0..<width where others[count] == count { chances[count] = 0 }
    return (chances, others)
  }
}
