/// Lists of places for kernels, and sums of the rows that are in them. A list has the
/// number of its places at its beginning.
enum ListFunctions {
  static let all =
    places(ranked: false) + places(ranked: true)
    + withFloat64(
      sum("float", "f32", wide: "double") + sum("double", "f64", wide: "double")
    )
    + sum("u64", "i64", wide: "u64")

  /// No barrier is under a branch, and nothing returns before one: PoCL 3.1 loses
  /// writes before such barriers.
  private static func places(ranked: Bool) -> String {
    let name = ranked ? "rank_places" : "find_places"
    let ranks = ranked ? "GLOBAL u32 *ranks, " : ""
    let store = ranked ? "ranks[i] = mask[i] ? at : 0; " : ""
    return """
      /* The places where a mask is true, ascending, and on request the rank of each
         among them; by one group of threads. */
      FUNCTION void \(name)(GLOBAL const u8 *mask, u32 count,
          GLOBAL u32 *list, \(ranks)LOCAL_POINTER u32 *counts) {
        const u32 share = (count + SIZE - 1) / SIZE;
        const u32 from = min(count, PLACE * share);
        const u32 to = min(count, from + share);
        u32 own = 0;
        for (u32 i = from; i < to; i++) own += mask[i] != 0;
        counts[PLACE] = own;
        BARRIER;
        u32 at = 1, all = 0;
        for (u32 place = 0; place < SIZE; place++) {
          if (place < PLACE) at += counts[place];
          all += counts[place];
        }
        for (u32 i = from; i < to; i++) {
          \(store)if (mask[i]) list[at++] = i;
        }
        if (PLACE == 0) list[0] = all;
      }

      """
  }

  /// The listed rows of a column: eight at a time in blocks of 128, whose sums are
  /// added up in a wider type, as `gatherSum` does.
  private static func sum(
    _ type: String, _ suffix: String, wide: String
  ) -> String {
    """
    FUNCTION \(type) gather_\(suffix)(GLOBAL const \(type) *x,
        GLOBAL const u32 *list, i64 step) {
      const u32 count = list[0];
      \(wide) total = 0;
      \(type) sum = 0;
      for (u32 start = 0; start < count; start += 128) {
        const u32 end = min(count, start + 128);
        u32 i = start + 1;
        sum = 0;
        for (; i + 7 <= end; i += 8) {
          const \(type) a = x[list[i] * step], b = x[list[i + 1] * step];
          const \(type) c = x[list[i + 2] * step], d = x[list[i + 3] * step];
          const \(type) e = x[list[i + 4] * step], f = x[list[i + 5] * step];
          const \(type) g = x[list[i + 6] * step], h = x[list[i + 7] * step];
          sum = sum + (((a + b) + (c + d)) + ((e + f) + (g + h)));
        }
        for (; i <= end; i++) sum = sum + x[list[i] * step];
        total = total + (\(wide))sum;
      }
      return count > 128 ? (\(type))total : sum;
    }

    """
  }
}
