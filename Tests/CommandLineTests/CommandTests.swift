import Foundation
import Testing

@testable import snn_lua

/// The words that are no scripts.
@Suite struct CommandTests {
  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsNameOptionsAndFiles(shell: String) throws {
    let transcript = try Workplace().snnLua(
      "--generate-completion-script", shell)
    #expect(transcript.error == "" && transcript.status == 0)
    for word in ["seed", "profile-json", "quiet", "npz"] {
      #expect(transcript.output.contains(word), "\(word)")
    }
  }

  @Test func bashAcceptsTheCompletions() throws {
    let transcript = try Workplace().shell(
      #""$1" --generate-completion-script bash | bash -n"#)
    #expect(transcript == Transcript())
  }

  /// What bash offers for a command line.
  private func offers(_ words: String..., in place: Workplace) throws
    -> [String]
  {
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let transcript = try place.shell(
      """
      "$1" --generate-completion-script bash > completions
      exec bash -c '
        source completions
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
        _snn-lua snn-lua "${COMP_WORDS[COMP_CWORD]}" \
          "${COMP_WORDS[COMP_CWORD - 1]}"
        printf "%s\\n" "${COMPREPLY[@]}"
      ' bash \(quoted)
      """)
    return transcript.output.split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  @Test func bashCompletesOptions() throws {
    let place = try Workplace()
    #expect(
      try Set(offers("snn-lua", "--pro", in: place))
        == ["--profile", "--profile-json"])
  }

  @Test func bashCompletesFiles() throws {
    let place = try Workplace(["model.lua": "", "old.npz": ""])
    #expect(
      try offers("snn-lua", "--record", "", in: place) == ["old.npz"])
    #expect(
      try offers("snn-lua", "mod", in: place).contains("model.lua"))
  }

  @Test func aShellMustBeKnown() throws {
    let transcript = try Workplace().snnLua(
      "--generate-completion-script", "csh")
    #expect(transcript.error.hasPrefix("snn-lua: Can't generate completion"))
    #expect(transcript.output == "" && transcript.status == 2)
  }

  @Test func helpIsThatOfTheOption() throws {
    let place = try Workplace()
    #expect(try place.snnLua("help") == place.snnLua("--help"))
    #expect(try place.snnLua("help", "help") == place.snnLua("--help"))
    #expect(
      try place.snnLua("help", "sweep") == place.snnLua("sweep", "--help"))
    #expect(
      try place.snnLua("help", "init-editor")
        == place.snnLua("init-editor", "--help"))
  }

  @Test(arguments: ["sweep", "help", "init-editor"])
  func aScriptMayHaveTheNameOfACommand(name: String) throws {
    let place = try Workplace([name: "print(...)"])
    #expect(
      try place.snnLua("--", name, "a") == Transcript(output: "a\n"))
  }
}
