import Tensors

extension ElementType {
  /// The type in kernels; nil for those that only store.
  var kernelName: String? {
    isStorage ? nil : kernelNames.type
  }

  /// What names of functions for it end with.
  ///
  /// - Precondition: It doesn't only store.
  var kernelSuffix: String { kernelNames.suffix }

  private var kernelNames: (type: String, suffix: String) {
    switch kernel {
    case .float32: ("float", "f32")
    case .float64: ("double", "f64")
    case .int64: ("i64", "i64")
    case .bool: ("u8", "u8")
    }
  }

  /// A number as an element in kernels: its bits, so that nothing is rounded.
  ///
  /// - Precondition: It doesn't only store.
  func kernelLiteral(_ scalar: Scalar) -> String {
    switch kernel {
    case .float32:
      "as_float(0x\(String(Float(scalar).bitPattern, radix: 16))u)"
    case .float64:
      "as_double(0x\(String(Double(scalar).bitPattern, radix: 16))ul)"
    case .int64:
      "(i64)0x\(String(UInt64(bitPattern: Int64(scalar.integer)), radix: 16))ul"
    case .bool: "(u8)\(scalar.isTrue ? 1 : 0)"
    }
  }

  /// The 64 bits that stand for a number as an element, of which kernels take as
  /// many as it has.
  ///
  /// - Precondition: It doesn't only store.
  func bits(of scalar: Scalar) -> UInt64 {
    switch kernel {
    case .float32: UInt64(Float(scalar).bitPattern)
    case .float64: Double(scalar).bitPattern
    case .int64: UInt64(bitPattern: Int64(scalar.integer))
    case .bool: scalar.isTrue ? 1 : 0
    }
  }

  /// What kernels make of such bits.
  ///
  /// - Precondition: It doesn't only store.
  func kernelElement(ofBits bits: String) -> String {
    switch kernel {
    case .float32: "as_float((u32)\(bits))"
    case .float64: "as_double(\(bits))"
    case .int64: "(i64)\(bits)"
    case .bool: "(u8)\(bits)"
    }
  }
}
