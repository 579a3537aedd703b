import Files
import Glibc
import TensorBindings
import Tensors

/// What scripts of strangers may reach.
///
/// Such scripts have no `io`, `debug`, `package`, `dofile`, `loadfile`,
/// `collectgarbage` and `string.dump`, of `os` only what tells the time, and no
/// finalizers; the metatable of strings is locked. The limits that nobody has
/// set are those of `Limits.sandbox`.
///
/// ```swift
/// var options = LuaHost.Options()
/// options.sandbox = Sandbox(modules: "models", files: "results")
/// let host = try LuaHost(options)
/// ```
public struct Sandbox: Sendable, Equatable {
  /// The folder below which `require` finds modules; if it is nil, it finds only
  /// `snn`.
  public var modules: String?

  /// The folder below which scripts save and load files; if it is nil, they
  /// can't.
  public var files: String?

  /// Whether scripts may have networks run on devices, whose drivers load code and
  /// write files.
  public var allowsDevices: Bool

  /// Creates a sandbox.
  public init(
    modules: String? = nil, files: String? = nil, allowsDevices: Bool = false
  ) {
    self.modules = modules
    self.files = files
    self.allowsDevices = allowsDevices
  }
}

/// Why a path can't be had in a sandbox.
struct OutsideOfSandbox: Error, CustomStringConvertible {
  let description: String
}

extension Sandbox {
  /// The path that a script means, which is below the folder for files.
  func place(of path: String) throws(OutsideOfSandbox) -> String {
    guard let files else {
      throw OutsideOfSandbox(
        description: "'\(path)': the sandbox has no folder for files")
    }
    guard let place = Sandbox.place(of: path, below: files) else {
      throw OutsideOfSandbox(
        description: "'\(path)' is not below the sandbox's folder for files")
    }
    return place
  }

  /// The text of a module and where it is; nil if there is none.
  ///
  /// The parts of a name are folders, the last a file: `synapses.stdp` is
  /// `synapses/stdp.lua` or `synapses/stdp/init.lua`.
  func module(
    _ name: String
  ) throws(TensorError) -> (source: [UInt8], path: String)? {
    guard let modules else { return nil }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let isName = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { Sandbox.nameCharacters.contains($0) }
    }
    guard isName else { return nil }
    let path = parts.joined(separator: "/")
    for candidate in ["\(path).lua", "\(path)/init.lua"] {
      guard let place = Sandbox.place(of: candidate, below: modules),
        access(place, F_OK) == 0
      else { continue }
      let file = try File.reading(place)
      guard file.size <= Sandbox.longestModule else {
        throw .file(path: place, reason: "the module is too long")
      }
      return (try file.read(file.size, "the file was cut off"), place)
    }
    return nil
  }

  private static let longestModule = 16 << 20

  private static let nameCharacters = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-".utf8)

  /// The path with the folder in front of it; nil if it leads elsewhere, by
  /// itself or by a link.
  private static func place(of path: String, below folder: String) -> String? {
    let parts = path.split(separator: "/")
    guard let name = parts.last, !path.hasPrefix("/"), !path.hasSuffix("/"),
      !path.utf8.contains(0), !parts.contains(".."), name != "."
    else { return nil }
    guard let root = realPath(folder) else { return nil }
    let parent = ([root] + parts.dropLast().map { String($0) })
      .joined(separator: "/")
    guard let holder = realPath(parent), isBelow(holder, root) else {
      return nil
    }
    let place = "\(holder)/\(name)"
    // What is there may be a link itself, also one that leads nowhere.
    var status = stat()
    if lstat(place, &status) != 0 { return place }
    guard let target = realPath(place), isBelow(target, root) else {
      return nil
    }
    return target
  }

  private static func isBelow(_ path: String, _ root: String) -> Bool {
    path == root || root == "/" || path.hasPrefix("\(root)/")
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
