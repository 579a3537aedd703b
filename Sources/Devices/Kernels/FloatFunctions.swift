/// Functions of `float` for kernels: what `Tensors/Kernels/Numbers` computes, step by
/// step, so that the bits are the same. There is why it is so.
enum FloatFunctions {
  static let all = single + withFloat64(double)

  /// What needs no numbers of 64 bits.
  private static let single = """
    /* 2 to the power of n, for -126...127. */
    FUNCTION float whole_power(int n) {
      return as_float((u32)(n + 127) << 23);
    }
    FUNCTION float exp_f32(float x) {
      const float above = x < -105.0f ? -105.0f : x;
      const float bounded = above > 90.0f ? 90.0f : above;
      const float shifted = bounded * 0x1.715476p+0f + 0x1.8p23f;
      const float n = shifted - 0x1.8p23f;
      const float r = (bounded - n * 0x1.62e4p-1f) - n * 0x1.7f7d1cp-20f;
      float p = 0x1.6a241cp-10f;
      p = p * r + 0x1.1239f6p-7f;
      p = p * r + 0x1.5558f2p-5f;
      p = p * r + 0x1.555492p-3f;
      p = p * r + 0x1.fffffcp-2f;
      const float power = (p * (r * r) + r) + 1.0f;
      const int whole = (int)(as_uint(shifted) - 0x4B400000u);
      const int half_whole = whole >> 1;
      return power * whole_power(half_whole)
        * whole_power(whole - half_whole);
    }
    /* The natural logarithm of a positive normal number. */
    FUNCTION float fast_logarithm(float x) {
      const u32 shifted = as_uint(x) - 0x3F3504F3u;
      const float exponent = (float)((int)shifted >> 23);
      const float m = as_float((shifted & 0x007FFFFFu) + 0x3F3504F3u) - 1.0f;
      const float square = m * m;
      float p = 7.0376836292e-2f;
      p = p * m - 1.1514610310e-1f;
      p = p * m + 1.1676998740e-1f;
      p = p * m - 1.2420140846e-1f;
      p = p * m + 1.4249322787e-1f;
      p = p * m - 1.6668057665e-1f;
      p = p * m + 2.0000714765e-1f;
      p = p * m - 2.4999993993e-1f;
      p = p * m + 3.3333331174e-1f;
      const float low = p * m * square - 2.12194440e-4f * exponent
        - 0.5f * square;
      return (m + low) + 0.693359375f * exponent;
    }
    /* The cosine of an angle in units of 2^-32 turns, or its sine. */
    FUNCTION float fast_cosine(u32 turn, int gives_sine) {
      const u32 quarter = (turn + 0x20000000u) >> 30;
      const int rest = (int)(turn - (quarter << 30));
      const float angle = (float)rest * (2.0f * 0x1.921fb4p+1f * 0x1p-32f);
      const float square = angle * angle;
      float s = -1.9515295891e-4f;
      s = s * square + 8.3321608736e-3f;
      s = s * square - 1.6666654611e-1f;
      s = s * square * angle + angle;
      float c = 2.443315711809948e-5f;
      c = c * square - 1.388731625493765e-3f;
      c = c * square + 4.166664568298827e-2f;
      c = c * square * square - 0.5f * square + 1.0f;
      const u32 change = (as_uint(s) ^ as_uint(c)) & (0u - (quarter & 1u));
      return gives_sine
        ? as_float(as_uint(s) ^ change ^ ((quarter & 2u) << 30))
        : as_float(as_uint(c) ^ change ^ (((quarter + 1u) & 2u) << 30));
    }

    """

  /// What is computed in `double`.
  private static let double = """
    typedef struct { double whole, rest; } Power;
    FUNCTION Power power_of_two(double y) {
      const double shifted = y + 0x1.8p52;
      const double f = y - (shifted - 0x1.8p52);
      double p = 0x1.ffcbd215863e5p-17;
      p = p * f + 0x1.443f6247ce306p-13;
      p = p * f + 0x1.5d88bdb914a5ep-10;
      p = p * f + 0x1.3b2a1c3624f12p-7;
      p = p * f + 0x1.c6b08cb164cb7p-5;
      p = p * f + 0x1.ebfbe04530277p-3;
      p = p * f + 0x1.62e42fefd3296p-1;
      Power result;
      result.whole = as_double((as_ulong(shifted) + 1023ul) << 52);
      result.rest = result.whole * (p * f);
      return result;
    }
    FUNCTION float sigmoid_f32(float x) {
      const float above = x < -128.0f ? -128.0f : x;
      const double bounded = (double)(above > 128.0f ? 128.0f : above);
      const Power p = power_of_two(bounded * -0x1.71547652b82fep+0);
      return (float)(1.0 / (1.0 + (p.whole + p.rest)));
    }
    FUNCTION float tanh_f32(float x) {
      const float size = fabs(x);
      const double bounded = (double)(size > 16.0f ? 16.0f : size);
      const Power p = power_of_two(bounded * (2.0 * 0x1.71547652b82fep+0));
      const double distance = (p.whole - 1.0) + p.rest;
      const float tangent = (float)(distance / (distance + 2.0));
      return as_float(as_uint(tangent) | (as_uint(x) & 0x80000000u));
    }
    FUNCTION double binary_logarithm(double x) {
      const u64 root = 0x3FE6A09E667F3BCDul;
      const u64 shifted = as_ulong(x) - root + (1023ul << 52);
      const double k = as_double(shifted >> 52 | 0x4330000000000000ul)
        - (0x1p52 + 1023.0);
      const double m = as_double((shifted & 0x000FFFFFFFFFFFFFul) + root);
      const double s = (m - 1.0) / (m + 1.0), square = s * s;
      double p = 0x1.5ce85a622fc37p-2;
      p = p * square + 0x1.a58d888300de8p-2;
      p = p * square + 0x1.27777fe8f7afbp-1;
      p = p * square + 0x1.ec709d12cf29cp-1;
      p = p * square + 0x1.71547652bedf3p+1;
      return k + p * s;
    }
    FUNCTION float log_f32(float x) {
      const float natural =
        (float)(binary_logarithm((double)x) * 0x1.62e42fefa39efp-1);
      const float above = x < INFINITY ? natural : x;
      const float from = x == 0.0f ? -INFINITY : above;
      return x < 0.0f ? NAN : from;
    }
    FUNCTION float pow_f32(float a, float b) {
      const float base = fabs(a);
      const double finite = binary_logarithm((double)base);
      const double positive = base < INFINITY ? finite : (double)base;
      const double logarithm = base == 0.0f ? -(double)INFINITY : positive;
      const double product = (double)b * logarithm;
      const double above = product < -256.0 ? -256.0 : product;
      const Power p = power_of_two(above > 256.0 ? 256.0 : above);
      const float power = (float)(p.whole + p.rest);
      const double exponent = fabs(b) < 0x1p24f ? (double)b : 0.0;
      const double shifted = exponent + 0x1.8p52;
      const int is_whole = shifted - 0x1.8p52 == exponent;
      const u32 odd = is_whole ? (u32)as_ulong(shifted) << 31 : 0u;
      const float with_sign = as_float(as_uint(power) | (as_uint(a) & odd));
      const int is_defined = power == power
        && (is_whole || !(a < 0.0f) || a == -INFINITY);
      const float general = is_defined ? with_sign : NAN;
      const float square = b == 2.0f ? a * a : general;
      const int is_one = b == 0.0f || a == 1.0f
        || (a == -1.0f && fabs(b) == INFINITY);
      return is_one ? 1.0f : square;
    }
    /* The sine of what is left of an angle without n times pi. */
    FUNCTION double sine_without(double angle, double n) {
      const double r = (angle - n * 0x1.921fb544p+1)
        - n * 0x1.0b4611a626331p-33;
      const double square = r * r;
      double p = -0x1.9a6806f5738dep-26;
      p = p * square + 0x1.71707a9459aa3p-19;
      p = p * square - 0x1.a017d9762c0e2p-13;
      p = p * square + 0x1.11110c498486bp-7;
      p = p * square - 0x1.5555554767a0fp-3;
      return r * (p * square + 1.0);
    }
    FUNCTION float sin_f32(float x) {
      const double angle = (double)x;
      const double shifted = angle * 0x1.45f306dc9c883p-2 + 0x1.8p52;
      const double value = sine_without(angle, shifted - 0x1.8p52);
      const float moderate =
        (float)as_double(as_ulong(value) ^ (as_ulong(shifted) << 63));
      return fabs(x) < 0x1p22f ? moderate : (float)sin(angle);
    }
    FUNCTION float cos_f32(float x) {
      const double angle = (double)x;
      const double shifted = (angle * 0x1.45f306dc9c883p-2 + 0.5) + 0x1.8p52;
      const double value = sine_without(angle, (shifted - 0x1.8p52) - 0.5);
      const float moderate =
        (float)as_double(as_ulong(value) ^ (as_ulong(shifted) << 63));
      return fabs(x) < 0x1p22f ? moderate : (float)cos(angle);
    }

    """
}
