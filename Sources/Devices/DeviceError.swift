import Tensors

/// Why a device can't be had, or can't run a program.
public enum DeviceError: Error, Equatable {
  /// The library that finds devices isn't there.
  case noLibrary(asked: String, library: String, packages: [String])
  /// The library is there, but no driver that it knows.
  case noDriver(asked: String, library: String, packages: [String])
  /// No device has this name; those that have one.
  case noDevice(asked: String, known: [String])
  /// The device is there, but can't be used.
  case unusable(device: String, reason: String)
  /// What is computed needs `float64`, which the device doesn't have.
  case noFloat64(device: String, what: String, position: String?)
  /// The device has no room; `limit` is what it gives in one piece.
  case outOfMemory(
    device: String, what: String, bytes: Int, inUse: Int, limit: Int)
  /// The driver's compiler refused what was generated: the first lines of what it
  /// says.
  case refusedKernels(device: String, log: String)
  /// What only the processor does, and where it is written.
  case noDeviceForm(what: String, position: String?)
  /// The program does what the engine refuses.
  case invalid(TensorError, position: String?)
  /// An input of another type or layout than that which the program was made for.
  case wrongInput(index: Int, expected: String, found: String)
  /// A part of the program draws random numbers and was given no source of them.
  case noRandomness(part: Int)
  /// A call failed: what was on the device is lost.
  case failed(device: String, call: String, status: Int32)
}

extension DeviceError: CustomStringConvertible {
  /// What was asked, what was found, and what can be done.
  public var description: String {
    switch self {
    case .noLibrary(let asked, let library, let packages):
      "device \"\(asked)\": there is no \(library) on this machine: apt install"
        + " \(packages.joined(separator: ", or "))"
    case .noDriver(let asked, let library, let packages):
      "device \"\(asked)\": \(library) is installed, but no driver for a device:"
        + " apt install \(packages.joined(separator: ", or "))"
    case .noDevice(let asked, let known):
      "there is no device \"\(asked)\"" + Self.hint(asked, known)
    case .unusable(let device, let reason):
      "device \(device) can't be used: \(reason)"
    case .noFloat64(let device, let what, let position):
      "\(Self.place(position))\(what) needs float64, which \(device) doesn't have"
    case .outOfMemory(let device, let what, let bytes, let inUse, let limit):
      "not enough memory on \(device) for \(what): \(bytes) bytes, \(inUse) in"
        + " use, at most \(limit) in one piece"
    case .refusedKernels(let device, let log):
      "\(device) refused the kernels, which is a fault of snn-lua or of the"
        + " driver, not of the model:\n\(log)"
    case .noDeviceForm(let what, let position):
      "\(Self.place(position))this runs on the processor only: \(what)"
    case .invalid(let error, let position):
      "\(Self.place(position))\(error)"
    case .wrongInput(let index, let expected, let found):
      "input \(index) is \(found), not \(expected)"
    case .noRandomness(let part):
      "part \(part) of the program has no random numbers"
    case .failed(let device, let call, let status):
      "\(device) failed: \(call) gave \(openCLStatus(status)); what was there is"
        + " lost"
    }
  }

  private static func place(_ position: String?) -> String {
    position.map { "\($0): " } ?? ""
  }

  private static func hint(_ asked: String, _ known: [String]) -> String {
    if let near = Suggestion.nearest(asked, in: known) {
      return "; did you mean \"\(near)\"?"
    }
    if known.isEmpty { return "; there is none" }
    if asked == "gpu" {
      return ": no graphics processor has a driver of OpenCL's; there is"
        + " \(known.map { "\"\($0)\"" }.joined(separator: ", "))"
    }
    return "; there is \(known.map { "\"\($0)\"" }.joined(separator: ", "))"
  }
}
