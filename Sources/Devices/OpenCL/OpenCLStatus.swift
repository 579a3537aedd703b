/// Numbers of OpenCL's header that are needed.
enum OpenCLNumber {
  static let success: Int32 = 0
  static let deviceNotFound: Int32 = -1
  static let noRoomForMemory: Int32 = -4
  static let outOfResources: Int32 = -5
  static let outOfHostMemory: Int32 = -6
  static let wrongBufferSize: Int32 = -61
  static let noPlatform: Int32 = -1001

  static let allKinds: UInt64 = 0xFFFF_FFFF
  static let readAndWrite: UInt64 = 1
  static let buildLog: UInt32 = 0x1183
  static let platformName: UInt32 = 0x0902

  /// What devices are asked for.
  static let kind: UInt32 = 0x1000
  static let largestGroup: UInt32 = 0x1004
  static let largestPiece: UInt32 = 0x1010
  static let singlePrecision: UInt32 = 0x101B
  static let memory: UInt32 = 0x101F
  static let isLittleEndian: UInt32 = 0x1026
  static let isAvailable: UInt32 = 0x1027
  static let hasCompiler: UInt32 = 0x1028
  static let name: UInt32 = 0x102B
  static let version: UInt32 = 0x102F
  static let doublePrecision: UInt32 = 0x1032

  /// Bits of kinds.
  static let cpu: UInt64 = 1 << 1
  static let gpu: UInt64 = 1 << 2

  /// Bits of what `float32` can do.
  static let keepsSubnormals: UInt64 = 1 << 0
  static let roundsQuotients: UInt64 = 1 << 7
}

/// A status with its name in OpenCL's header, where it is one that users see.
func openCLStatus(_ status: Int32) -> String {
  let name: String? =
    switch status {
    case OpenCLNumber.deviceNotFound: "CL_DEVICE_NOT_FOUND"
    case -2: "CL_DEVICE_NOT_AVAILABLE"
    case -3: "CL_COMPILER_NOT_AVAILABLE"
    case OpenCLNumber.noRoomForMemory: "CL_MEM_OBJECT_ALLOCATION_FAILURE"
    case OpenCLNumber.outOfResources: "CL_OUT_OF_RESOURCES"
    case OpenCLNumber.outOfHostMemory: "CL_OUT_OF_HOST_MEMORY"
    case -11: "CL_BUILD_PROGRAM_FAILURE"
    case -36: "CL_INVALID_COMMAND_QUEUE"
    case -46: "CL_INVALID_KERNEL_NAME"
    case -52: "CL_INVALID_KERNEL_ARGS"
    case -54: "CL_INVALID_WORK_GROUP_SIZE"
    case OpenCLNumber.wrongBufferSize: "CL_INVALID_BUFFER_SIZE"
    case OpenCLNumber.noPlatform: "CL_PLATFORM_NOT_FOUND_KHR"
    default: nil
    }
  return name.map { "\($0) (\(status))" } ?? "\(status)"
}
