/// The files to which recorders of a network write, as long as those are there.
struct RecordingFiles {
  private var files: [Entry] = []

  private struct Entry { weak var file: RecordingFile? }

  /// Adds a file.
  mutating func add(_ file: RecordingFile) {
    files.removeAll { $0.file == nil }
    files.append(Entry(file: file))
  }

  /// Takes note that an iteration is complete.
  func endIteration() {
    for entry in files { entry.file?.endIteration() }
  }

  /// Takes note that a simulation begins.
  func begin() {
    for entry in files { entry.file?.begin() }
  }

  /// Writes what recorders have recorded; what goes wrong is for `check()`.
  func finish() {
    for entry in files { entry.file?.finish() }
  }

  /// Tells that something could not be written: one recorder's failure each
  /// time.
  ///
  /// - Throws: `NetworkError.recordingStopped`.
  func check() throws(NetworkError) {
    for entry in files { try entry.file?.check() }
  }
}
