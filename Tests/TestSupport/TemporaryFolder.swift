import Foundation

/// An empty folder that is removed with this object.
public final class TemporaryFolder {
  /// Where it is.
  public let url: URL

  /// Creates the folder.
  ///
  /// - Throws: The system's error if it can't be created.
  public init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("snn-lua-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in the folder.
  public func path(_ name: String) -> String {
    url.appendingPathComponent(name).path
  }
}
