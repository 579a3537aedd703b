import Foundation
import TestSupport
import Testing

@testable import Files
@testable import Tensors

/// What a file has besides its contents when it is replaced.
@Suite struct FileReplacingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        .sorted()
    }
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path(name), encoding: .utf8)
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(name), withDestinationPath: target)
  }

  private func linkTarget(_ name: String) throws -> String {
    try FileManager.default.destinationOfSymbolicLink(
      atPath: folder.path(name))
  }

  @Test("C3: a file that is replaced keeps its permissions")
  func permissionsStay() throws {
    let path = folder.path("a")
    for mode in [0o600, 0o640, 0o444, 0o777] {
      try replaceFile(at: path, with: [])
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: path)
      try replaceFile(at: path, with: [0x61])
      let found = try FileManager.default.attributesOfItem(atPath: path)
      #expect(found[.posixPermissions] as? Int == mode)
      #expect(try text("a") == "a")
    }
  }

  @Test("C3: what a symbolic link leads to is replaced, and the link stays")
  func linksStay() throws {
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "far"), withIntermediateDirectories: false)
    try replaceFile(at: folder.path("far/file"), with: [])
    try link("near", to: "far/link")
    try link("far/link", to: "file")
    try checkFileCanBeReplaced(at: folder.path("near"))
    try replaceFile(at: folder.path("near"), with: [0x61])
    #expect(try text("far/file") == "a")
    #expect(try linkTarget("near") == "far/link")
    #expect(try linkTarget("far/link") == "file")
    try link("new", to: "far/new")
    try replaceFile(at: folder.path("new"), with: [0x62])
    #expect(try text("far/new") == "b")
    #expect(try linkTarget("new") == "far/new")
    #expect(try names == ["far", "near", "new"])
  }

  @Test("C3: links in a circle are an error")
  func circlesAreErrors() throws {
    try link("a", to: "b")
    try link("b", to: "a")
    let path = folder.path("a")
    #expect(
      throws: TensorError.file(
        path: path, reason: "Too many levels of symbolic links")
    ) { try replaceFile(at: path, with: []) }
  }

  @Test("C4: a file may have the longest name that the system takes")
  func longNamesAreWritten() throws {
    for length in [230, 241, 242, 245, 255] {
      let name = String(repeating: "n", count: length)
      for contents in ["a", "b"] {
        try replaceFile(at: folder.path(name), with: Array(contents.utf8))
        #expect(try text(name) == contents)
      }
      #expect(try names == [name])
      try FileManager.default.removeItem(atPath: folder.path(name))
    }
    let path = folder.path(String(repeating: "n", count: 256))
    #expect(
      throws: TensorError.file(path: path, reason: "File name too long")
    ) { try replaceFile(at: path, with: []) }
  }

  @Test("C4: what a process has left under a short name is removed")
  func shortNamesAreFound() throws {
    let name = String(repeating: "n", count: 255)
    let short = ".unfinished-\(String(RandomSource.stream(name), radix: 16))"
    try Data().write(to: folder.url.appending(path: short))
    try replaceFile(at: folder.path(name), with: [])
    #expect(try names == [name])
  }
}
