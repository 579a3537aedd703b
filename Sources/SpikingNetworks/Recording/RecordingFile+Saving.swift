import Files
import Tensors

/// What a saved network holds of the file of a recorder.
struct SavedRecordingFile {
  /// The path of the file.
  let path: String

  /// How far it was written.
  let checkpoint: ChunkedFile.Checkpoint

  /// The expressions whose names are in it, and the shapes of those of which
  /// something is there.
  let columns: [(name: String, shape: Shape?)]

  init(
    path: String, checkpoint: ChunkedFile.Checkpoint,
    columns: [(name: String, shape: Shape?)]
  ) {
    self.path = path
    self.checkpoint = checkpoint
    self.columns = columns
  }

  /// Reads what `saved` gave.
  ///
  /// - Throws: `SavedStateMistake`.
  init(_ record: [String: SavedValue]) throws(SavedStateMistake) {
    path = try record.required("path", \.text)
    checkpoint = ChunkedFile.Checkpoint(
      length: try record.required("length", \.integer),
      checksum: try record.required("checksum") {
        $0.integer.flatMap { UInt32(exactly: $0) }
      })
    var columns: [(name: String, shape: Shape?)] = []
    var names: Set<String> = []
    for value in try record.required("columns", \.list) {
      let column = value.record ?? [:]
      let name = try column.required("text", \.text)
      guard names.insert(name).inserted else {
        throw SavedStateMistake("its file has '\(name)' twice")
      }
      var shape: Shape?
      if column["shape"] != nil {
        let sizes = try column.integers("shape")
        do { shape = try Shape(sizes) } catch {
          throw SavedStateMistake("\(error)")
        }
      }
      columns.append((name, shape))
    }
    self.columns = columns
  }

  var saved: [String: SavedValue] {
    let columns = columns.map { name, shape in
      var record = ["text": SavedValue.text(name)]
      record["shape"] = shape.map { .list($0.list.map(SavedValue.integer)) }
      return SavedValue.record(record)
    }
    return [
      "path": .text(path), "length": .integer(checkpoint.length),
      "checksum": .integer(Int(checkpoint.checksum)),
      "columns": .list(columns),
    ]
  }
}

/// What becomes of the file of a recorder when its network has been loaded.
enum FilePlan {
  /// It begins anew.
  case begin
  /// The file that is open goes on where it was when the network was saved.
  case goOn(SavedRecordingFile)
  /// Such a file goes on that was opened for it.
  case open(RecordingFile, SavedRecordingFile)
}

/// A recorder that may have a file, for the network that it is loaded with.
protocol FileRecorder: AnyObject {
  /// Begins the file if that was planned when the recorder was restored.
  ///
  /// - Throws: `TensorError.file`.
  func beginPlannedFile() throws

  /// Does with the file what was planned, once nothing can fail any more: what
  /// was recorded later is cut off.
  func settleFile()

  /// Forgets what was planned; returns whether the recorder has no file and
  /// needs one.
  func forgetFilePlan() -> Bool
}
