import Tensors

/// Where the bytes of an `.npy` file come from, in order: a file, or a part of
/// one.
protocol NpySource: ~Copyable {
  /// The number of bytes.
  var size: Int { get }

  /// The next `count` bytes.
  ///
  /// - Throws: `TensorError.file`, with `reason` if there aren't as many.
  func read(_ count: Int, _ reason: String) throws(TensorError) -> [UInt8]

  /// Fills `buffer` with the next bytes.
  ///
  /// - Throws: As `read(_:_:)`, and `TensorError.interrupted`.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, _ reason: String
  ) throws(TensorError)

  /// An error about these bytes.
  func error(_ reason: String) -> TensorError
}

extension File: NpySource {}
