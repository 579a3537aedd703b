import Foundation
import TestSupport

/// A script in a process and a folder of its own, and how it ended.
struct HostileRun {
  let status: Int32
  let errors: String

  /// The program, beside which the tests are built.
  private static let program = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "snn-lua").path

  /// What the limits of a header are on the command line.
  private static let options = [
    "seconds": "--timeout", "lua-mem": "--lua-memory",
    "tensor-mem": "--tensor-memory", "instr": "--instructions",
    "objects": "--objects", "depth": "--depth", "memory": "--memory",
    "forward": "--forward-timeout",
  ]

  /// Runs a script. A process that outlives all its limits is killed, and has
  /// the status 137 then; one that died of a signal has 128 and its number.
  init(_ script: HostileScript) throws {
    let folder = try TemporaryFolder()
    var arguments = ["timeout", "-s", "KILL", "120", HostileRun.program]
    for (name, value) in script.limits {
      guard let option = HostileRun.options[name] else {
        throw CocoaError(.formatting, userInfo: ["limit": name])
      }
      arguments += [option, value]
    }
    if script.isSandboxed { arguments += ["--sandbox", "--files", "."] }
    arguments.append(script.hasNoFolder ? "-" : script.url.path)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.currentDirectoryURL = folder.url
    // 12 GiB of addresses: what takes memory without bound dies of it. A
    // sanitizer takes more.
    #if ADDRESS_SANITIZER
      let bound = "unlimited"
    #else
      let bound = "12582912"
    #endif
    process.arguments =
      [
        "-c",
        "ulimit -v \(bound) && ulimit -c 0 || exit 99; input=$1; shift;"
          + " exec \"$@\" <\"$input\" >output 2>errors",
        "sh", script.hasNoFolder ? script.url.path : "/dev/null",
      ] + arguments
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    errors = String(
      decoding: try Data(
        contentsOf: URL(fileURLWithPath: folder.path("errors"))),
      as: UTF8.self)
  }
}
