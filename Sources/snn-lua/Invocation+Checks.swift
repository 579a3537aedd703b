import ArgumentParser
import SpikingNetworks
import Tensors

/// What a command line must be like.
extension Invocation {
  /// The long options with a value.
  static let valued = [
    "--seed", "--threads", "--device", "--set", "--steps", "--record",
    "--results",
    "--memory", "--lua-memory", "--tensor-memory", "--timeout",
    "--forward-timeout", "--instructions", "--depth", "--objects", "--files",
    "--profile-json", "--generate-completion-script",
  ]

  /// The long options without one.
  static let flags = [
    "--check", "--sandbox", "--allow-device", "--binary-chunks", "--profile",
    "--quiet", "--help",
    "--version", "--devices", "--annotations",
  ]

  /// Reads a command line without the program's name.
  static func reading(_ arguments: [String]) throws -> Invocation {
    let preludes = Preludes(arguments, valued: valued)
    var invocation = try parse(preludes.arguments)
    invocation.preludes = preludes.elements
    return invocation
  }

  /// Refuses an unknown option, which the parser takes for the script, and what
  /// can't be meant.
  func validate() throws {
    try checkOptions(before: rest, known: Invocation.valued + Invocation.flags)
    var keys: Set<String> = []
    for setting in options.settings where !keys.insert(setting.key).inserted {
      throw ValidationError("--set \(setting.key) is given twice")
    }
    try checkOutputs()
    if let record = options.record, !record.hasSuffix(".npz") {
      throw ValidationError(
        "--record \(record): only files that end in .npz can be written")
    }
    if options.isSandboxed, options.isInteractive {
      throw ValidationError("a sandbox has no prompt: -i and --sandbox")
    }
    if options.isSandboxed, options.allowsBinaryChunks {
      throw ValidationError(
        "a sandbox loads text only: --binary-chunks and --sandbox")
    }
    if options.allowsDevices, !options.isSandboxed {
      throw ValidationError("--allow-device is for a script in a --sandbox")
    }
    if options.files != nil, !options.isSandboxed {
      throw ValidationError("--files is for a script in a --sandbox")
    }
    if options.isCheck, options.steps != nil {
      throw ValidationError("--check runs one iteration, so it has no --steps")
    }
  }
}

/// Throws if what the parser took for the first argument is an option.
func checkOptions(before rest: [String], known: [String]) throws {
  guard let first = rest.first, first.hasPrefix("-"), first.count > 1,
    first != "--"
  else { return }
  let name = String(first.prefix { $0 != "=" })
  throw ValidationError(
    "unknown option '\(name)'\(Suggestion.ending(for: name, in: known))")
}

/// Seeds have 53 bits, so that any language can show one and take it back.
func parseSeed(_ text: String) throws -> UInt64 {
  guard let seed = UInt64(text), seed < 1 << 53 else {
    throw ValidationError("expected a whole number from 0 to 2^53 - 1")
  }
  return seed
}

func parseThreadCount(_ text: String) throws -> Int {
  guard let count = Int(text), (1...256).contains(count) else {
    throw ValidationError("expected a whole number from 1 to 256")
  }
  return count
}

func parseSteps(_ text: String) throws -> Int {
  guard let count = Int(text), count >= 0 else {
    throw ValidationError("expected a whole number of 0 or more")
  }
  return count
}

/// A number of bytes, as 4096, 500M or 2G.
func parseSize(_ text: String) throws -> Int {
  let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
  let unit = text.last.flatMap { units[$0] }
  let number = Int(unit == nil ? text[...] : text.dropLast())
  let (size, overflow) = (number ?? 0).multipliedReportingOverflow(
    by: unit ?? 1)
  guard size > 0, !overflow else {
    throw ValidationError("expected a size, as 4096, 500M or 2G")
  }
  return size
}

func parseSeconds(_ text: String) throws -> Duration {
  guard let seconds = Double(text), seconds > 0, seconds <= 1e9 else {
    throw ValidationError("expected a number of seconds above 0")
  }
  return .seconds(seconds)
}

func parseCount(_ text: String) throws -> Int {
  guard let count = Int(text), count > 0 else {
    throw ValidationError("expected a whole number above 0")
  }
  return count
}

func parseSetting(_ text: String) throws -> Setting {
  guard let setting = Setting(text) else {
    throw ValidationError(
      "expected key=value, where the key is a name of letters, digits and _")
  }
  return setting
}
