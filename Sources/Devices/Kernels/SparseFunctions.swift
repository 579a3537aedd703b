import Tensors

/// How entries of sparse matrices are added up, for kernels.
enum SparseFunctions {
  static let all = withFloat64(
    split + sum("float", "f32") + sum("double", "f64"))

  /// What `RunGroups` computes; by one group of threads.
  private static let split = """
    /* How many of the listed rows make a group and a block of their sums. */
    FUNCTION void split_runs(GLOBAL const u32 *list, GLOBAL const u64 *starts,
        u64 sums, GLOBAL u64 *split, LOCAL_POINTER u64 *counts) {
      const u64 runs = list[0];
      u64 own = 0, entries = 0;
      for (u64 k = PLACE; k < runs; k += SIZE)
        own += starts[list[k + 1] + 1] - starts[list[k + 1]];
      counts[PLACE] = own;
      BARRIER;
      for (u32 place = 0; place < SIZE; place++) entries += counts[place];
      const u64 grain = \(RunGroups.entriesPerGroup)ul;
      u64 groups = entries / (sums > grain ? sums : grain);
      groups = groups > \(RunGroups.mostGroups)ul
        ? \(RunGroups.mostGroups)ul : groups;
      groups = groups > runs ? runs : groups;
      groups = groups < 1 ? 1 : groups;
      const double wanted = \(RunGroups.entriesPerSum) * (double)sums
        * (double)runs / (double)(entries < 1 ? 1 : entries);
      const u64 most = \(RunGroups.smallestBlock)ul;
      const u64 block = wanted < (double)runs ? (u64)wanted : runs;
      if (PLACE == 0) {
        split[0] = (runs + groups - 1) / groups;
        split[1] = block > most ? block : most;
      }
    }

    """

  /// The sum of entries side by side, as `sumRun` does.
  private static func sum(_ type: String, _ suffix: String) -> String {
    """
    FUNCTION \(type) sum_run_\(suffix)(GLOBAL const \(type) *x, u64 place,
        u64 last) {
      double total = 0;
      while (place < last) {
        const u64 end = last - place < 512 ? last : place + 512;
        \(type) a = 0, b = 0, c = 0, d = 0;
        for (; place + 4 <= end; place += 4) {
          a = a + x[place];
          b = b + x[place + 1];
          c = c + x[place + 2];
          d = d + x[place + 3];
        }
        for (; place < end; place++) a = a + x[place];
        total = total + (double)((a + b) + (c + d));
      }
      return (\(type))total;
    }

    """
  }
}
