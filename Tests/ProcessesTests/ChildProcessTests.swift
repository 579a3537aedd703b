import Foundation
import Processes
import TestSupport
import Testing

@Suite struct ChildProcessTests {
  private let folder: TemporaryFolder
  private let output: String

  init() throws {
    folder = try TemporaryFolder()
    output = folder.path("output")
  }

  /// Starts a shell, the program under test being what `script` does.
  private func shell(
    _ script: String, isIndependent: Bool = false
  ) throws -> ChildProcess {
    try ChildProcess(
      program: "/bin/sh", arguments: ["-c", script], output: .append(output),
      errors: .append(output), isIndependent: isIndependent)
  }

  private func text() throws -> String {
    try String(contentsOfFile: output, encoding: .utf8)
  }

  /// The error that starting a program in a folder throws.
  private func error(program: String, folder: String?) -> ProcessError? {
    do throws(ProcessError) {
      _ = try ChildProcess(
        program: program, arguments: [], folder: folder,
        output: .append(output), errors: .append(output))
      return nil
    } catch {
      return error
    }
  }

  // MARK: Starting

  @Test func argumentsArriveAsTheyStand() throws {
    let child = try ChildProcess(
      program: "/usr/bin/printf", arguments: ["<%s>", "a b", "*", "", "$HOME"],
      output: .append(output), errors: .append(output))
    #expect(try child.wait() == .exit(0))
    #expect(try text() == "<a b><*><><$HOME>")
  }

  @Test func thereIsNothingToRead() throws {
    #expect(try shell("cat").wait() == .exit(0))
    #expect(try text() == "")
  }

  @Test func outputAndErrorsMayShareAFile() throws {
    _ = try shell("echo one; echo two >&2; echo three").wait()
    #expect(try text() == "one\ntwo\nthree\n")
  }

  @Test func aFileIsAppendedToOrReplaced() throws {
    let errors = folder.path("errors")
    for path in [output, errors] {
      try "before ".write(toFile: path, atomically: true, encoding: .utf8)
    }
    let child = try ChildProcess(
      program: "/bin/sh", arguments: ["-c", "printf out; printf err >&2"],
      output: .append(output), errors: .replace(errors))
    #expect(try child.wait() == .exit(0))
    #expect(try text() == "before out")
    #expect(try String(contentsOfFile: errors, encoding: .utf8) == "err")
  }

  @Test func aProgramIsInTheGroupOfThisOneUnlessIndependent() throws {
    let script = "read -r _ _ _ _ group _ < /proc/$$/stat; echo $group"
    _ = try shell(script).wait()
    let child = try shell(script, isIndependent: true)
    _ = try child.wait()
    #expect(try text() == "\(getpgrp())\n\(child.id)\n")
  }

  @Test func aMissingProgramIsAnError() {
    let mistake = error(program: folder.path("none"), folder: nil)
    #expect(mistake == .start(code: ENOENT))
    #expect(mistake?.reason == "No such file or directory")
  }

  @Test func aMissingFolderIsAnError() {
    #expect(
      error(program: "/bin/sh", folder: folder.path("none"))
        == .folder(code: ENOENT))
  }

  // MARK: Signals

  @Test func anIgnoredSignalIsNotIgnoredInTheChild() throws {
    let before = signal(SIGUSR2, SIG_IGN)
    defer { signal(SIGUSR2, before) }
    #expect(try shell("kill -s USR2 $$").wait() == .signal(SIGUSR2))
  }

  @Test func aBlockedSignalIsNotBlockedInTheChild() throws {
    var (blocked, before) = (sigset_t(), sigset_t())
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGUSR1)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    #expect(try shell("kill -s USR1 $$").wait() == .signal(SIGUSR1))
  }

  @Test func whatAShellHasProgramsIgnoreStaysIgnored() throws {
    let before = signal(SIGQUIT, SIG_IGN)
    defer { signal(SIGQUIT, before) }
    #expect(try shell("kill -s QUIT $$; exit 5").wait() == .exit(5))
  }

  // MARK: Ending

  @Test(arguments: [
    ("exit 3", "exit status 3"), ("exit 255", "exit status 255"),
    ("kill -s KILL $$", "signal 9"),
  ])
  func anEndingSaysWhatHappened(script: String, ending: String) throws {
    #expect(try shell(script).wait().description == ending)
  }

  @Test func aProcessIsWaitedForOnce() throws {
    let child = try shell("exit 0")
    _ = try child.wait()
    #expect(throws: ProcessError.wait(code: ECHILD)) { try child.wait() }
  }

  @Test func whetherAProcessHasEndedIsKnownWithoutWaiting() throws {
    let pipe = folder.path("pipe")
    try #require(mkfifo(pipe, 0o600) == 0)
    let child = try shell("read -r line < '\(pipe)'; exit 0")
    #expect(!child.hasEnded())
    // The program goes on when the pipe opens, and ends when it closes.
    close(open(pipe, O_WRONLY))
    var information = siginfo_t()
    try #require(
      waitid(P_PID, id_t(child.id), &information, WEXITED | WNOWAIT) == 0)
    #expect(child.hasEnded())
  }
}
