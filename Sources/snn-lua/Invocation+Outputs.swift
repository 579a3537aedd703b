import ArgumentParser
import Glibc

/// The files that a run writes when it ends.
extension Invocation {
  /// Refuses what would write one of them over another, or over the script.
  func checkOutputs() throws {
    let options = options
    var places: [Place: String] = [:]
    if let script = scriptAndArguments.first, script != "-" {
      places[Place(script)] = "the script"
    }
    for (option, files) in [
      ("--record", options.recordFiles), ("--results", options.resultFiles),
      ("--profile-json", options.profileFiles),
    ] {
      guard let file = files.first else { continue }
      guard files.count == 1 else {
        throw ValidationError("\(option) is given twice")
      }
      if file.isEmpty {
        throw ValidationError("\(option) needs the path of a file")
      }
      if option == "--profile-json", file == "-" { continue }
      if let other = places.updateValue(option, forKey: Place(file)) {
        throw ValidationError("\(other) and \(option) are both \(file)")
      }
      if file.hasSuffix(".lua") {
        throw ValidationError(
          "\(option) \(file) would be written over a script; give it another"
            + " name")
      }
    }
  }
}

/// Where a file is or will be, whatever path leads there.
private struct Place: Hashable {
  private var device: dev_t = 0
  private var number: ino_t = 0
  private var name = ""

  init(_ path: String) {
    var status = stat()
    if stat(path, &status) != 0 {
      let start =
        path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
      name = String(path[start...])
      let folder = path[..<start]
      guard stat(folder.isEmpty ? "." : String(folder), &status) == 0 else {
        name = path
        return
      }
    }
    (device, number) = (status.st_dev, status.st_ino)
  }
}
