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

  /// The path of the folder, without links.
  public var path: String { url.resolvingSymlinksInPath().path }

  /// Makes a folder in it; returns its path.
  public func folder(_ name: String) throws -> String {
    let place = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: place, withIntermediateDirectories: true)
    return place.path
  }

  /// Writes a file in it, in folders that are made for it.
  public func write(_ text: String, to name: String) throws {
    let place = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: place, atomically: true, encoding: .utf8)
  }

  /// The path of a file in the folder.
  public func path(_ name: String) -> String {
    url.appendingPathComponent(name).path
  }
}
