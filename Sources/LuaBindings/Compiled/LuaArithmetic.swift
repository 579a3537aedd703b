import Glibc

/// The operators of Lua's numbers that differ from Swift's.
enum LuaArithmetic {
  static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }

  /// The rest of a division rounded down.
  static func modulo(_ x: Double, _ y: Double) -> Double {
    let rest = fmod(x, y)
    return rest * y < 0 ? rest + y : rest
  }

  /// - Precondition: `y` is not 0.
  static func floorQuotient(_ x: Int, _ y: Int) -> Int {
    if y == -1 { return 0 &- x }
    let quotient = x / y
    return x % y != 0 && (x < 0) != (y < 0) ? quotient - 1 : quotient
  }

  /// - Precondition: `y` is not 0.
  static func modulo(_ x: Int, _ y: Int) -> Int {
    if y == -1 { return 0 }
    let rest = x % y
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
  }
}
