import DeviceTestSupport
import Testing

@testable import Devices

/// Which device a name asks for, and what is said where there is none.
@Suite struct DeviceListTests {
  private let devices: [DeviceDescription] = [
    .sample(id: "opencl:0", kind: .cpu, memory: 1 << 40),
    .sample(id: "opencl:1", memory: 1 << 30),
    .sample(id: "opencl:2", memory: 1 << 34),
    .sample(id: "opencl:3", memory: 1 << 36, reason: "it is old"),
  ]

  @Test func theGraphicsProcessorWithMostMemoryIsTaken() {
    #expect(chosenDevice("gpu", among: devices) == "opencl:2")
    #expect(chosenDevice("opencl", among: devices) == "opencl:2")
    #expect(chosenDevice("opencl:1", among: devices) == "opencl:1")
  }

  @Test func aProcessorIsNoGraphicsProcessor() {
    let processor = [devices[0]]
    #expect(chosenDevice("gpu", among: processor) == nil)
    #expect(chosenDevice("opencl", among: processor) == "opencl:0")
    #expect(chosenDevice("opencl:4", among: devices) == nil)
  }

  @Test func whatCannotBeUsedIsTakenWhereThereIsNoOther() {
    let old = [devices[3]]
    #expect(chosenDevice("gpu", among: old) == "opencl:3")
    #expect(chosenDevice("opencl", among: old) == "opencl:3")
  }

  @Test func withoutTheLibraryTheErrorSaysWhatToInstall() {
    let error = #expect(throws: DeviceError.self) {
      _ = try openDevice("gpu", library: "libNoSuchThing.so.1")
    }
    #expect(
      error?.description
        == "device \"gpu\": there is no libNoSuchThing.so.1 on this machine: apt"
        + " install ocl-icd-libopencl1")
  }

  /// The library of C is one that has no function of OpenCL's.
  @Test func aLibraryOfAnotherKindIsNone() {
    #expect(throws: DeviceError.self) {
      _ = try openDevice("gpu", library: "libc.so.6")
    }
  }

  @Test(arguments: [
    ("OpenCL 1.2 pocl 3.1", nil), ("OpenCL 3.0 CUDA", nil),
    (
      "OpenCL 1.1 Mesa",
      "its driver has OpenCL 1.1 Mesa, and OpenCL 1.2 is needed"
    ),
    ("", "its driver has , and OpenCL 1.2 is needed"),
  ])
  func anOldDriverIsRefused(version: String, reason: String?) {
    #expect(
      OpenCLListing.reason(
        version: version, isAvailable: true, hasCompiler: true,
        isLittleEndian: true) == reason)
  }

  @Test func aDeviceThatCannotBeUsedSaysWhy() {
    #expect(
      OpenCLListing.reason(
        version: "OpenCL 1.2", isAvailable: true, hasCompiler: false,
        isLittleEndian: true) == "its driver has no compiler")
    #expect(
      OpenCLListing.reason(
        version: "OpenCL 1.2", isAvailable: false, hasCompiler: true,
        isLittleEndian: true) == "its driver says that it isn't available")
  }

  @Test(arguments: [
    (
      DeviceError.noDevice(asked: "opncl", known: ["gpu", "opencl"]),
      "there is no device \"opncl\"; did you mean \"opencl\"?"
    ),
    (
      .noDevice(asked: "gpu", known: ["opencl", "opencl:0"]),
      "there is no device \"gpu\": no graphics processor has a driver of OpenCL's;"
        + " there is \"opencl\", \"opencl:0\""
    ),
    (
      .noDriver(asked: "gpu", library: "libOpenCL.so.1", packages: ["a", "b"]),
      "device \"gpu\": libOpenCL.so.1 is installed, but no driver for a device:"
        + " apt install a, or b"
    ),
    (
      .outOfMemory(
        device: "X", what: "W", bytes: 4_000, inUse: 9, limit: 100),
      "not enough memory on X for W: 4000 bytes, 9 in use, at most 100 in one"
        + " piece"
    ),
    (
      .failed(device: "X", call: "clFinish", status: -36),
      "X failed: clFinish gave CL_INVALID_COMMAND_QUEUE (-36); what was there is"
        + " lost"
    ),
  ])
  func errorsSayWhatWasAskedAndFound(error: DeviceError, text: String) {
    #expect(error.description == text)
  }
}

/// The device that is there.
@Suite(.needsDevice) struct OpenCLDeviceTests {
  @Test func itIsListed() throws {
    let device = try TestDevice.open()
    let listed = try allDevices().first { $0.id == device.info.id }
    #expect(listed == device.info)
    #expect(device.info.isUsable)
    #expect(device.info.memory > 0 && device.info.largestGroup > 0)
  }

  @Test func whatIsWrittenIsRead() throws {
    let device = try TestDevice.open()
    let buffer = try device.makeBuffer(byteCount: 1_000, for: "a test")
    try device.write((0..<125).map { UInt64($0) }, to: buffer)
    try device.write([UInt64(9_000)], to: buffer, at: 80)
    var found = [UInt64](repeating: 0, count: 10)
    try found.withUnsafeMutableBytes {
      try device.read(buffer, from: 40, into: $0)
    }
    #expect(found == [5, 6, 7, 8, 9, 9_000, 11, 12, 13, 14])
  }

  @Test func whatTheCompilerSaysOfAKernelIsTold() throws {
    let device = try TestDevice.open()
    let error = #expect(throws: DeviceError.self) {
      _ = try device.build("KERNEL a(GLOBAL float *x) { x[0] = nonsense; }\n")
    }
    guard case .refusedKernels(let name, let log)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(name == device.info.name && log.contains("nonsense"))
  }

  @Test func moreThanTheDeviceHasIsRefused() throws {
    let device = try TestDevice.open()
    let error = #expect(throws: DeviceError.self) {
      _ = try device.makeBuffer(byteCount: 1 << 50, for: "W")
    }
    guard case .outOfMemory(_, "W", 1 << 50, 0, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
