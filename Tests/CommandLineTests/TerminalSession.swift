import Foundation

/// The program in a terminal of tmux: keys go in, the screen comes out.
final class TerminalSession {
  private let socket = "snn-lua-\(UUID().uuidString)"
  private let workplace: Workplace

  /// Starts the program with these arguments in a terminal of 80 by 24.
  ///
  /// What it keeps for its user it keeps in the workplace. `variables` are
  /// assignments of the environment.
  init(
    _ workplace: Workplace, _ arguments: String, variables: String = ""
  ) throws {
    self.workplace = workplace
    let home = workplace.folder.path
    let command = """
      env -u NO_COLOR -u FORCE_COLOR HOME='\(home)' \
      XDG_STATE_HOME='\(home)/state' XDG_CONFIG_HOME='\(home)/config' \
      \(variables) '\(Workplace.program)' \(arguments); \
      echo status $?; read -r line
      """
    try tmux(["new-session", "-d", "-x", "80", "-y", "24", command])
  }

  deinit { _ = try? tmux(["kill-server"]) }

  /// Presses keys by tmux's names: "Enter", "C-c", "Tab".
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Types text, letter by letter.
  func type(_ text: String) throws { try tmux(["send-keys", "-l", text]) }

  /// Types a line and ends it.
  func enter(_ line: String) throws {
    try type(line)
    try press("Enter")
  }

  /// Pastes text as a whole; in brackets, if wanted, as terminals do for
  /// programs that ask for it.
  func paste(_ text: String, inBrackets: Bool = false) throws {
    try workplace.write(text, to: "pasted")
    try tmux(["load-buffer", workplace.folder.appending(path: "pasted").path])
    try tmux(["paste-buffer"] + (inBrackets ? ["-p"] : []))
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// The process number of the program.
  func processNumber() throws -> Int32 {
    let shell = try tmux(["list-panes", "-F", "#{pane_pid}"]).trimmed
    let children = try workplace.shell("pgrep -P \(shell) snn-lua").output
    return Int32(children.trimmed) ?? 0
  }

  /// What the screen shows, without the space at the ends of lines; with
  /// colors if wanted.
  func screen(hasColors: Bool = false) throws -> String {
    try tmux(["capture-pane", "-p"] + (hasColors ? ["-e"] : [])).trimmed
  }

  /// The screen once it ends with `text`, or as it is when the patience is at
  /// an end.
  func screen(endingWith text: String) throws -> String {
    try screen { $0.hasSuffix(text) }
  }

  /// The screen once it contains `text`.
  func screen(containing text: String) throws -> String {
    try screen { $0.contains(text) }
  }

  private func screen(_ isDone: (String) -> Bool) throws -> String {
    var last = ""
    for _ in 0..<3_000 {
      last = try screen()
      if isDone(last) { break }
    }
    return last
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/perl")
    process.arguments =
      ["-e", Self.launcher, "tmux", "-u", "-L", socket, "-f", "/dev/null"]
      + arguments
    process.currentDirectoryURL = workplace.folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// Starts tmux without the open files of the tests, whose end somebody may
  /// wait for while the server goes on, and without the signals that they block.
  /// The command that starts the server says nothing.
  private static let launcher = """
    use POSIX;
    sigprocmask(SIG_SETMASK, POSIX::SigSet->new);
    POSIX::close($_) for 3 .. 255;
    open(STDOUT, ">", "/dev/null") if grep { $_ eq "new-session" } @ARGV;
    $ENV{LC_ALL} = "C.UTF-8";
    exec @ARGV;
    """
}

extension Workplace {
  /// A prompt that waits for the first line.
  func prompt(
    _ arguments: String = "-i model.lua", variables: String = ""
  ) throws -> TerminalSession {
    let session = try TerminalSession(self, arguments, variables: variables)
    _ = try session.screen(endingWith: "ends\n>")
    return session
  }
}

extension String {
  /// Without space at the end of lines, and at both ends.
  fileprivate var trimmed: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        var line = line
        while line.last == " " { line.removeLast() }
        return String(line)
      }.joined(separator: "\n")
      .trimmingCharacters(in: .newlines)
  }
}
