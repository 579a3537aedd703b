/// The functions that generated kernels call, in the dialect that a device's prelude
/// makes its language of.
///
/// The dialect has the macros of the prelude (`KERNEL`, `FUNCTION`, `GLOBAL`, `LOCAL`,
/// `BARRIER`, `PLACE` and `SIZE` of a group, `GROUP` and `GROUPS`, `MULTIPLY_HIGH`,
/// and `FLOAT64` where there is such), the types `u8`, `u16`, `u32`, `i64`, `u64`,
/// `float` and `double`, no vectors, and of built-in functions only those whose results
/// are exact or rounded once.
enum KernelLibrary {
  static let text =
    FloatFunctions.all + ArithmeticFunctions.all + RandomFunctions.all
    + ListFunctions.all + SparseFunctions.all
}

/// What only devices compile that have `float64`.
func withFloat64(_ text: String) -> String {
  "#ifdef FLOAT64\n\(text)#endif\n"
}
