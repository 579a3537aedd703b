/// The devices that OpenCL finds.
struct OpenCLListing {
  let calls: OpenCLCalls

  /// A device, and what its driver knows it by.
  struct Found {
    let handle: UInt
    let info: DeviceDescription
  }

  /// The devices of all drivers, in the order in which they are given.
  let devices: [Found]

  /// The packages of Debian and Ubuntu that have the library.
  static let libraryPackages = ["ocl-icd-libopencl1"]

  /// Those that have drivers.
  static let driverPackages = [
    "nvidia-opencl-icd", "intel-opencl-icd", "mesa-opencl-icd",
    "pocl-opencl-icd",
  ]

  /// Asks the library of this name, for whoever asked for the device `asked`.
  ///
  /// - Throws: `DeviceError.noLibrary`, `.noDriver`.
  init(
    library: String = OpenCLCalls.libraryName, asked: String
  ) throws(DeviceError) {
    guard let calls = OpenCLCalls(library: library) else {
      throw .noLibrary(
        asked: asked, library: library, packages: Self.libraryPackages)
    }
    self.calls = calls
    var found: [Found] = []
    for platform in Self.platforms(calls) {
      for device in Self.devices(of: platform, calls) {
        found.append(
          Found(
            handle: device,
            info: Self.describe(device, calls, id: "opencl:\(found.count)")))
      }
    }
    if found.isEmpty {
      throw .noDriver(
        asked: asked, library: library, packages: Self.driverPackages)
    }
    devices = found
  }

  private static func platforms(_ calls: OpenCLCalls) -> [UInt] {
    var count: UInt32 = 0
    guard calls.platforms(0, nil, &count) == OpenCLNumber.success, count > 0
    else { return [] }
    var all = [UInt](repeating: 0, count: Int(count))
    guard calls.platforms(count, &all, nil) == OpenCLNumber.success else {
      return []
    }
    return all
  }

  private static func devices(
    of platform: UInt, _ calls: OpenCLCalls
  ) -> [UInt] {
    var count: UInt32 = 0
    let kinds = OpenCLNumber.allKinds
    guard
      calls.devices(platform, kinds, 0, nil, &count) == OpenCLNumber.success,
      count > 0
    else { return [] }
    var all = [UInt](repeating: 0, count: Int(count))
    guard
      calls.devices(platform, kinds, count, &all, nil) == OpenCLNumber.success
    else { return [] }
    return all
  }

  private static func describe(
    _ device: UInt, _ calls: OpenCLCalls, id: String
  ) -> DeviceDescription {
    func number(_ what: UInt32) -> UInt64 {
      // Of fewer bytes, the upper ones stay 0.
      var value: UInt64 = 0
      _ = calls.deviceInfo(device, what, 8, &value, nil)
      return value
    }
    func text(_ what: UInt32) -> String {
      var bytes = [UInt8](repeating: 0, count: 512)
      _ = calls.deviceInfo(device, what, bytes.count, &bytes, nil)
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let kinds = number(OpenCLNumber.kind)
    let precision = number(OpenCLNumber.singlePrecision)
    return DeviceDescription(
      id: id, name: text(OpenCLNumber.name),
      kind: kinds & OpenCLNumber.gpu != 0
        ? .gpu : kinds & OpenCLNumber.cpu != 0 ? .cpu : .accelerator,
      memory: Int(clamping: number(OpenCLNumber.memory)),
      largestPiece: Int(clamping: number(OpenCLNumber.largestPiece)),
      hasFloat64: number(OpenCLNumber.doublePrecision) != 0,
      roundsQuotients: precision & OpenCLNumber.roundsQuotients != 0,
      keepsSubnormals: precision & OpenCLNumber.keepsSubnormals != 0,
      largestGroup: Int(clamping: number(OpenCLNumber.largestGroup)),
      reason: reason(
        version: text(OpenCLNumber.version),
        isAvailable: number(OpenCLNumber.isAvailable) != 0,
        hasCompiler: number(OpenCLNumber.hasCompiler) != 0,
        isLittleEndian: number(OpenCLNumber.isLittleEndian) != 0))
  }

  /// Why a device that says this can't be used; nil if it can.
  static func reason(
    version: String, isAvailable: Bool, hasCompiler: Bool, isLittleEndian: Bool
  ) -> String? {
    if !isAvailable { return "its driver says that it isn't available" }
    if !hasCompiler { return "its driver has no compiler" }
    if !isLittleEndian { return "its numbers begin with the highest byte" }
    // "OpenCL 1.2 and what the maker adds"
    let words = version.split(separator: " ")
    let parts =
      words.dropFirst().first?.split(separator: ".")
      .compactMap { Int($0) } ?? []
    guard parts.count == 2, (parts[0], parts[1]) >= (1, 2) else {
      return "its driver has \(version), and OpenCL 1.2 is needed"
    }
    return nil
  }
}
