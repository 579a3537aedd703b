/// Random numbers for kernels, with the bits of `Tensors/Kernels/Random`.
///
/// A source is three numbers: seed, stream, and the block that the iteration begins
/// at. A fill begins `first` blocks later. Element `i` of it depends on nothing else.
enum RandomFunctions {
  static let all = single + withFloat64(double)

  private static let single = """
    /* Word `word` of a block of Philox 4x32-10. */
    FUNCTION u32 philox(u64 block, u64 stream, u64 seed, u32 word) {
      u32 a = (u32)block, b = (u32)(block >> 32);
      u32 c = (u32)stream, d = (u32)(stream >> 32);
      u32 k = (u32)seed, l = (u32)(seed >> 32);
      for (int round = 0; round < 10; round++) {
        const u64 p = (u64)a * 0xD2511F53u, q = (u64)c * 0xCD9E8D57u;
        a = (u32)(q >> 32) ^ b ^ k;
        c = (u32)(p >> 32) ^ d ^ l;
        b = (u32)q;
        d = (u32)p;
        k += 0x9E3779B9u;
        l += 0xBB67AE85u;
      }
      return word == 0 ? a : word == 1 ? b : word == 2 ? c : d;
    }
    /* The word of element i, of 64 to a group of 16 blocks. */
    FUNCTION u32 random_word(GLOBAL const u64 *source, u64 first, u64 i) {
      return philox(source[2] + first + i / 64 * 16 + i % 16, source[1],
        source[0], (u32)(i % 64 / 16));
    }
    /* Two words of element i, of 32 to a group. */
    FUNCTION u64 random_words(GLOBAL const u64 *source, u64 first, u64 i) {
      const u64 block = source[2] + first + i / 32 * 16 + i % 16;
      const u32 word = (u32)(i % 32 / 16);
      return (u64)philox(block, source[1], source[0], word) << 32
        | philox(block, source[1], source[0], word + 2);
    }
    FUNCTION float unit_float(u32 word) { return (float)(word | 1) * 0x1p-32f; }
    FUNCTION float uniform_f32(GLOBAL const u64 *source, u64 first, u64 i,
        float low, float scale, float last) {
      const u32 word = random_word(source, first, i) >> 8;
      const float value = low + (float)(int)word * scale;
      return value < last ? value : last;
    }
    FUNCTION float normal_f32(GLOBAL const u64 *source, u64 first, u64 i,
        float mean, float deviation) {
      const u64 pair = i / 64 * 64 + i % 32;
      const float square = -2.0f
        * fast_logarithm(unit_float(random_word(source, first, pair)));
      const float radius = sqrt(square) * deviation;
      const u32 turn = random_word(source, first, pair + 32);
      return mean + radius * fast_cosine(turn, i % 64 >= 32);
    }
    FUNCTION float exponential_f32(GLOBAL const u64 *source, u64 first, u64 i,
        float mean) {
      return 0.0f
        - mean * fast_logarithm(unit_float(random_word(source, first, i)));
    }
    FUNCTION i64 integers_i64(GLOBAL const u64 *source, u64 first, u64 i,
        i64 low, u64 size) {
      return (i64)((u64)low
        + MULTIPLY_HIGH(random_words(source, first, i), size));
    }

    """

  private static let double = """
    FUNCTION double uniform_f64(GLOBAL const u64 *source, u64 first, u64 i,
        double low, double span, double last) {
      const u64 digits = random_words(source, first, i) >> 11;
      const double value = low + (double)(i64)digits * 0x1p-53 * span;
      return value < last ? value : last;
    }
    /* 1 with a probability, whose first 32 digits are given and the rest. */
    FUNCTION u8 bernoulli(GLOBAL const u64 *source, u64 first, u64 i, u32 digits,
        double rest) {
      u32 word = random_word(source, first, i);
      if (word != digits || rest == 0) return (u8)(word < digits);
      const u64 place = (source[2] + first) * 4 + i;
      for (u32 next = 0; next < 4; next++) {
        rest *= 0x1p32;
        const u32 wanted = (u32)(i64)rest;
        word = philox(place, ~source[1], source[0], next);
        if (word != wanted) return (u8)(word < wanted);
        rest -= (double)wanted;
      }
      return 0;
    }

    """
}
