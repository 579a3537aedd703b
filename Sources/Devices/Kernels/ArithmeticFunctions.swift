/// Arithmetic for kernels that is no operator of C's, by the rules that tensors keep:
/// NaN stays, whole numbers wrap around, and over 0 they give 0.
enum ArithmeticFunctions {
  /// For elements of `float`, of `double` where there is such, and of whole numbers.
  static let all =
    real("float", "f32") + whole
    + withFloat64(real("double", "f64") + conversions)

  private static func real(_ type: String, _ suffix: String) -> String {
    """
    FUNCTION \(type) floordiv_\(suffix)(\(type) a, \(type) b) {
      const \(type) quotient = floor(a / b);
      const \(type) rest = fma(-quotient, b, a);
      const int is_below = rest != 0 && (rest < 0) != (b < 0);
      const \(type) exact = is_below && rest == rest ? quotient - 1 : quotient;
      const int is_tiny = fabs(b) == INFINITY && fabs(a) < INFINITY;
      const \(type) far = a != 0 && (a < 0) != (b < 0) ? -1 : 0;
      return is_tiny ? far : exact;
    }
    FUNCTION \(type) mod_\(suffix)(\(type) a, \(type) b) {
      const \(type) rest = fmod(a, b);
      return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
    }
    FUNCTION \(type) minimum_\(suffix)(\(type) a, \(type) b) {
      return a < b || a != a ? a : b;
    }
    FUNCTION \(type) maximum_\(suffix)(\(type) a, \(type) b) {
      return a > b || a != a ? a : b;
    }
    FUNCTION \(type) sign_\(suffix)(\(type) x) {
      return x > 0 ? 1 : x < 0 ? -1 : x;
    }
    FUNCTION \(type) relu_\(suffix)(\(type) x) { return x < 0 ? 0 : x; }

    """
  }

  private static let whole = """
    FUNCTION i64 add_i64(i64 a, i64 b) { return (i64)((u64)a + (u64)b); }
    FUNCTION i64 sub_i64(i64 a, i64 b) { return (i64)((u64)a - (u64)b); }
    FUNCTION i64 mul_i64(i64 a, i64 b) { return (i64)((u64)a * (u64)b); }
    FUNCTION i64 floordiv_i64(i64 a, i64 b) {
      if (b == 0) return 0;
      if (b == -1) return sub_i64(0, a);
      const i64 quotient = a / b;
      return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
    }
    FUNCTION i64 mod_i64(i64 a, i64 b) {
      if (b == 0 || b == -1) return 0;
      const i64 rest = a % b;
      return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
    }
    FUNCTION i64 pow_i64(i64 a, i64 b) {
      if (b < 0) return a == 1 ? 1 : a == -1 ? (b & 1 ? -1 : 1) : 0;
      u64 result = 1, base = (u64)a;
      for (; b > 0; b >>= 1) {
        if (b & 1) result *= base;
        base *= base;
      }
      return (i64)result;
    }
    FUNCTION i64 minimum_i64(i64 a, i64 b) { return a < b ? a : b; }
    FUNCTION i64 maximum_i64(i64 a, i64 b) { return a > b ? a : b; }
    FUNCTION i64 abs_i64(i64 x) { return x < 0 ? sub_i64(0, x) : x; }
    FUNCTION i64 sign_i64(i64 x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }
    FUNCTION i64 relu_i64(i64 x) { return x < 0 ? 0 : x; }

    """

  private static let conversions = """
    /* Cut off towards 0; the nearest whole number of one that is too large. */
    FUNCTION i64 whole_number(double x) {
      if (x != x) return 0;
      if (x >= 0x1p63) return (i64)0x7FFFFFFFFFFFFFFFul;
      if (x < -0x1p63) return (i64)0x8000000000000000ul;
      return (i64)x;
    }

    """
}
