/// A device that programs can run on, or that can't be used and why.
public struct DeviceDescription: Equatable, Sendable {
  /// What kind of hardware it is.
  public enum Kind: String, Sendable {
    /// A graphics processor.
    case gpu
    /// The machine's processors, behind the interface of a device.
    case cpu
    /// Something else.
    case accelerator
  }

  /// How it is asked for: the interface and a number, such as `opencl:0`.
  public let id: String
  /// The interface behind which it is: `opencl`.
  public var api: String { String(id.prefix { $0 != ":" }) }
  /// What its driver calls it.
  public let name: String
  /// What kind of hardware it is.
  public let kind: Kind
  /// The size of its memory in bytes.
  public let memory: Int
  /// The largest piece of memory that it gives, in bytes.
  public let largestPiece: Int
  /// Whether it computes in `float64`.
  public let hasFloat64: Bool
  /// Whether its divisions and roots of `float32` are rounded as the processor's.
  public let roundsQuotients: Bool
  /// Whether it keeps numbers of `float32` below 2⁻¹²⁶.
  public let keepsSubnormals: Bool
  /// The most threads of a group.
  public let largestGroup: Int
  /// Why it can't be used; nil if it can.
  public let reason: String?

  /// Whether it can be used.
  public var isUsable: Bool { reason == nil }

  /// Why what it computes may differ from what the processor does, a line for each.
  public var differences: [String] {
    (roundsQuotients ? [] : ["quotients and roots are rounded otherwise"])
      + (keepsSubnormals ? [] : ["numbers below 1e-38 become 0"])
  }
}
