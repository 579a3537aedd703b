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

  @Test("D4: a saved network that is run as a script says what it is")
  func aSavedNetworkIsNoScript() throws {
    let place = try Workplace()
    #expect(
      try place.snnLua(
        "-e", "net = snn.Network { seed = 1 } net:initialize() net:save 'a.snn'"
      )
        == Transcript())
    #expect(
      try place.snnLua("a.snn")
        == Transcript(
          error: "snn-lua: a.snn is the state of a network and no script; a"
            + " script that makes the network loads it: net:load \"a.snn\"\n",
          status: 1))
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

  @Test("D5: bash completes the commands")
  func bashCompletesCommands() throws {
    let place = try Workplace()
    #expect(try offers("snn-lua", "sw", in: place).contains("sweep"))
    #expect(try offers("snn-lua", "init", in: place).contains("init-editor"))
  }

  @Test("D5: bash completes the options and files of commands")
  func bashCompletesOptionsOfCommands() throws {
    let place = try Workplace(["grid.lua": "", "models/x": ""])
    #expect(try offers("snn-lua", "sweep", "--jo", in: place) == ["--jobs"])
    #expect(
      try offers("snn-lua", "sweep", "gr", in: place).contains("grid.lua"))
    #expect(try offers("snn-lua", "sweep", "--see", in: place) == [])
    #expect(
      try offers("snn-lua", "init-editor", "mod", in: place)
        .contains { $0.hasPrefix("models") })
  }

  @Test(
    "D5: zsh and fish are told of commands and their options",
    arguments: ["zsh", "fish"])
  func otherShellsKnowCommands(shell: String) throws {
    let script = try Workplace().snnLua("--generate-completion-script", shell)
    let files = shell == "zsh" ? "; _files && ret=0" : "\"snn-lua\" -ge 1' -F\n"
    #expect(script.output.contains(files))
    for word in ["sweep", "init-editor", "jobs", "collect", "binary-chunks"] {
      #expect(script.output.contains(word), "\(word)")
    }
  }

  @Test func bashCompletesFiles() throws {
    let place = try Workplace(["model.lua": "", "old.npz": ""])
    #expect(
      try offers("snn-lua", "--record", "", in: place) == ["old.npz"])
    #expect(
      try offers("snn-lua", "mod", in: place).contains("model.lua"))
    #expect(
      try offers("snn-lua", "--seed", "3", "mod", in: place)
        .contains("model.lua"))
    #expect(
      try offers("snn-lua", "model.lua", "old", in: place)
        .contains("old.npz"))
  }

  @Test func aShellMustBeKnown() throws {
    let transcript = try Workplace().snnLua(
      "--generate-completion-script", "csh")
    #expect(
      transcript
        == Transcript(
          error:
            "snn-lua: --generate-completion-script csh: expected bash, fish,"
            + " zsh\nTry 'snn-lua --help'.\n", status: 2))
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

  @Test("D5: help tells of what is in the library")
  func helpTellsOfTheLibrary() throws {
    let place = try Workplace()
    for name in ["selections", "Tensor:add_", "zeros"] {
      let help = try place.snnLua("-e", "snn.help '\(name)'")
      #expect(help.status == 0 && !help.output.isEmpty)
      #expect(try place.snnLua("help", name) == help)
    }
  }

  @Test("D5: help for what isn't there is an error")
  func helpForNothingIsAnError() throws {
    let place = try Workplace()
    #expect(
      try place.snnLua("help", "swep")
        == Transcript(
          error: "snn-lua: help: nothing is called 'swep'; did you mean"
            + " 'sweep'?\n", status: 2))
    #expect(
      try place.snnLua("help", "selectons")
        == Transcript(
          error: "snn-lua: help: nothing is called 'selectons'; did you mean"
            + " 'selections'?\n", status: 2))
    #expect(
      try place.snnLua("help", "nope")
        == Transcript(
          error: "snn-lua: help: nothing is called 'nope'; commands are help,"
            + " init-editor, sweep, and snn.help() lists what is in the"
            + " library\n", status: 2))
  }

  @Test(arguments: ["sweep", "help", "init-editor"])
  func aScriptMayHaveTheNameOfACommand(name: String) throws {
    let place = try Workplace([name: "print(...)"])
    #expect(
      try place.snnLua("--", name, "a") == Transcript(output: "a\n"))
  }
}
