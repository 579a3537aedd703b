import Foundation
import TestSupport
import Testing

/// A script that tries to hurt its host, in one of the modes that it names.
///
/// Its first lines are its header: what it must end as, in which modes it runs,
/// the limits, and why it is there.
struct HostileScript: CustomTestStringConvertible, Sendable {
  /// Where it is.
  let url: URL
  let isSandboxed: Bool
  private let header: [String: String]

  var testDescription: String {
    let name = url.deletingPathExtension().pathComponents.suffix(2)
      .joined(separator: "/")
    return name + (isSandboxed ? " in the sandbox" : "")
  }

  /// How it ends.
  enum Ending: Equatable {
    case ok
    /// With an error whose report holds a text.
    case error(String)
    /// With a status of its own.
    case exit(Int32)
    /// At a limit of time or of instructions.
    case budget
    /// With the whole process, since nothing can break it off.
    case forced
  }

  var ending: Ending? {
    let words = header["expect"]?.split(separator: " ") ?? []
    switch words.first {
    case "ok": return .ok
    case "error": return .error(header["match"] ?? "")
    case "exit": return words.last.flatMap { Int32($0) }.map { .exit($0) }
    case "budget": return .budget
    case "forced": return .forced
    default: return nil
    }
  }

  /// Its limits by name, such as `seconds`; those that it doesn't name are
  /// wide.
  var limits: [String: String] {
    #if ADDRESS_SANITIZER
      let seconds = "80"
    #else
      let seconds = "10"
    #endif
    var limits = ["seconds": seconds, "lua-mem": "2G", "tensor-mem": "2G"]
    for limit in header["limits"]?.split(separator: " ") ?? [] {
      let parts = limit.split(separator: "=", maxSplits: 1).map { String($0) }
      if parts.count == 2 { limits[parts[0]] = parts[1] }
    }
    return limits
  }

  /// Whether it says that there is no `require`, which a script has that is in
  /// a folder: so it must come from somewhere else.
  var hasNoFolder: Bool { url.lastPathComponent == "sandbox_absent.lua" }

  // MARK: All of them

  /// Those in the folders that `Scripts/README.md` tells of.
  static let all: [HostileScript] = {
    let tests = packageFolder.appending(path: "Tests/HostileTests/Scripts")
    return ["pure", "api", "own"]
      .flatMap { scripts(in: tests.appending(path: $0)) }
  }()

  private static func scripts(in folder: URL) -> [HostileScript] {
    let files =
      (try? FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "lua" }
      .sorted { $0.path < $1.path }
      .flatMap { url in
        let header = header(of: url)
        let modes = header["mode"] ?? "both"
        return [false, true]
          .filter { modes == "both" || $0 == (modes == "sandbox") }
          .map { HostileScript(url: url, isSandboxed: $0, header: header) }
      }
  }

  private static func header(of url: URL) -> [String: String] {
    let data = (try? Data(contentsOf: url)) ?? Data()
    var header: [String: String] = [:]
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      guard
        let match = line.wholeMatch(
          of: /-- (expect|match|mode|limits|why): (.*)/)
      else { continue }
      header[String(match.1)] = String(match.2)
    }
    return header
  }
}
