import Foundation
import Testing

/// Whatever goes wrong while a file is written, the old one or the whole new one
/// is there, and nothing else.
@Suite struct WriteFaultTests {
  private static let old = "what was there before\n"

  /// Every call of every kind fails once.
  @Test(arguments: Writer.allCases, Fault.all)
  func aCallThatFailsLeavesTheOldFileOrTheNewOne(
    writer: Writer, fault: Fault
  ) throws {
    let reference = try writer.reference()
    let path = "file.\(writer.ending)"
    var number = 1
    while true {
      let place = try Workplace([path: Self.old])
      let transcript = try place.snnLua(
        writer.arguments(path),
        environment: try fault.environment(number: number, mark: "mark"))
      guard try place.names.contains("mark") else { break }
      let contents = try place.contents(path)
      if transcript.status == 0 {
        #expect(transcript == Transcript())
        #expect(writer.isWhole(contents, like: reference))
      } else {
        #expect(transcript.status == 1)
        #expect(transcript.error.contains("\(path): \(fault.reason)\n"))
        #expect(contents == Data(Self.old.utf8))
      }
      #expect(try place.names == [path, "mark"])
      number += 1
    }
    #expect(number > 1)
  }

  /// Interrupted calls are done again, half a write goes on with the rest, and
  /// a file system without locks is good enough.
  @Test(arguments: Writer.allCases, ["write", "fsync", "short", "flock"])
  func someFaultsAreNone(writer: Writer, call: String) throws {
    let fault = Fault(call: call, error: call == "flock" ? ENOLCK : EINTR)
    let path = "file.\(writer.ending)"
    let place = try Workplace()
    let transcript = try place.snnLua(
      writer.arguments(path),
      environment: try fault.environment(number: 1, mark: "mark"))
    #expect(transcript == Transcript())
    #expect(try place.names == [path, "mark"])
  }

  @Test(arguments: Writer.allCases)
  func aFileThatMayNotGrowIsAnError(writer: Writer) throws {
    let path = "file.\(writer.ending)"
    let place = try Workplace([path: Self.old])
    let words = writer.arguments(path)
      .map { "'" + $0.replacing("'", with: "'\\''") + "'" }
    let transcript = try place.shell(
      "ulimit -f 0; exec \"$1\" \(words.joined(separator: " "))")
    #expect(transcript.error.contains(": File too large\n"))
    #expect(transcript.status == 1)
    #expect(place.text(path) == Self.old)
    #expect(try place.names == [path])
  }

  static let badPlaces = [
    ("none/file", "No such file or directory"),
    ("plain/file", "Not a directory"), ("folder", "not a regular file"),
    ("/dev/full", "not a regular file"),
    ("/proc/file", "No such file or directory"),
  ]

  @Test(arguments: Writer.allCases, badPlaces)
  func aPlaceThatCannotBeWrittenIsAnError(
    writer: Writer, bad: (path: String, reason: String)
  ) throws {
    let isDevice = bad.path == "/dev/full"
    // The names of pictures and records say what they are.
    if isDevice && [.picture, .record].contains(writer) { return }
    let path = isDevice ? bad.path : "\(bad.path).\(writer.ending)"
    let place = try Workplace([
      "plain": "", "folder.\(writer.ending)/file": "",
    ])
    let before = try place.names
    let transcript = try place.snnLua(writer.arguments(path))
    #expect(transcript.error.contains("\(path): "))
    #expect(transcript.error.contains("\(bad.reason)\n"))
    #expect(transcript.status == 1)
    #expect(try place.names == before)
  }

  @Test(arguments: Writer.allCases)
  func aFolderThatDisappearsIsAnError(writer: Writer) throws {
    let place = try Workplace(["out/file": ""])
    let path = "out/file.\(writer.ending)"
    let transcript = try place.snnLua(
      writer.arguments(path, before: "os.execute 'rm -r out'"))
    #expect(transcript.error.contains("\(path): No such file or directory\n"))
    #expect(transcript.status == 1)
    #expect(try place.names == [])
  }

  // MARK: What a process that died has left

  @Test func whatADeadProcessLeftIsRemoved() throws {
    let place = try Workplace(["file.npy.unfinished": "half of a"])
    #expect(
      try place.snnLua(Writer.tensor.arguments("file.npy")) == Transcript())
    #expect(try place.names == ["file.npy"])
    #expect(try place.contents("file.npy") == Writer.tensor.reference())
  }

  @Test func whatAnotherProcessIsWritingIsLeftAlone() throws {
    let place = try Workplace(["file.npy.unfinished": "half of a"])
    let other = open(
      place.folder.appending(path: "file.npy.unfinished").path, O_WRONLY)
    try #require(other >= 0 && flock(other, LOCK_EX) == 0)
    defer { close(other) }
    #expect(
      try place.snnLua(Writer.tensor.arguments("file.npy")) == Transcript())
    #expect(try place.names == ["file.npy", "file.npy.unfinished"])
    #expect(place.text("file.npy.unfinished") == "half of a")
  }

  @Test func aLinkIsNotFollowed() throws {
    let place = try Workplace(["precious": "precious"])
    try FileManager.default.createSymbolicLink(
      atPath: place.folder.appending(path: "file.npy.unfinished").path,
      withDestinationPath: "precious")
    #expect(
      try place.snnLua(Writer.tensor.arguments("file.npy")) == Transcript())
    #expect(place.text("precious") == "precious")
  }
}
