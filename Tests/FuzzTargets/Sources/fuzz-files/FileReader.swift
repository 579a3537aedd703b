import Files
import Fuzzer
import SpikingNetworks
import Tensors

/// Who reads files.
enum FileReader: CaseIterable {
  /// Arrays of NumPy's.
  case array
  /// Saved networks, as they are.
  case network
  /// What saved networks hold between their header and their checksum, which
  /// are made to fit, since nearly every change of a whole file ends there.
  case networkContent
  /// A whole saved network, some bytes of whose content are other ones.
  case changedNetwork
  /// Files of recorders, as they are.
  case recording
  /// A chunk of such a file, after one that makes two expressions known.
  case recordedChunk
  /// Sparse matrices of SciPy's.
  case matrix

  /// Reads a file that holds `bytes`; an error at most.
  func read(_ bytes: [UInt8]) {
    let file = InputFile.shared
    switch self {
    case .array:
      file.write(bytes)
      readArray(file.path)
    case .network:
      file.write(bytes)
      readNetwork(file.path)
    case .networkContent:
      file.write(SavedFile(content: bytes).bytes)
      readNetwork(file.path)
    case .changedNetwork:
      file.write(SavedFile(content: changedContent(bytes)).bytes)
      readNetwork(file.path)
    case .recording:
      file.write(bytes)
      readRecording(file.path)
    case .recordedChunk:
      file.write(recordingFile(chunk: bytes))
      readRecording(file.path)
    case .matrix:
      file.write(bytes)
      readMatrix(file.path)
    }
  }

  /// What a file holds after the changes that `bytes` say: of each three, two
  /// are a place and one is what comes there.
  private func changedContent(_ bytes: [UInt8]) -> [UInt8] {
    var content = SavedFile.ofNetwork.content
    for start in stride(from: 0, to: bytes.count - 2, by: 3) {
      let place = Int(bytes[start]) << 8 | Int(bytes[start + 1])
      content[place % content.count] = bytes[start + 2]
    }
    return content
  }

  private func readArray(_ path: String) {
    let pool = MemoryPool(limit: 16 << 20)
    guard let tensor = try? Tensor.load(path: path, in: pool) else { return }
    _ = try? Tensor.load(path: path, type: .bool, in: pool)
    // What was read can be computed with.
    _ = try? tensor.applying(.add, 1).reduced(.sum)
    _ = tensor.description
  }

  private func readMatrix(_ path: String) {
    let pool = MemoryPool(limit: 16 << 20)
    guard let matrix = try? SparseMatrix.load(path: path, in: pool) else {
      return
    }
    // What was read can be computed with.
    _ = try? SparseSelection(matrix).sum(axis: 0)
    _ = try? SparseSelection(matrix).sum(axis: 1)
    _ = matrix.description
  }

  private func readRecording(_ path: String) {
    let pool = MemoryPool(limit: 16 << 20)
    guard let recording = try? LoadedRecording(path: path, in: pool) else {
      return
    }
    for name in recording.names {
      // What was read can be computed with.
      _ = try? recording.data(under: name, countingFrom: 1).reduced(.sum)
    }
  }

  private func readNetwork(_ path: String) {
    let network: Network
    do { network = try makeNetwork() } catch { fatalError("\(error)") }
    let before = network.iteration
    do {
      try network.load(from: path)
    } catch {
      require(
        network.iteration == before, "a file that was refused changed something"
      )
    }
    // Whatever was loaded, the network goes on, or says why not.
    _ = try? network.simulateIterations(2)
  }
}

extension InputFile {
  /// The one file.
  static let shared = InputFile()
}
