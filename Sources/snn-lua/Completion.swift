import ArgumentParser

/// What shells need to complete command lines.
///
/// The parser of a run knows no commands, since a script may have any name, and
/// leaves all that follows to the script. So shells get what another parser
/// makes of the options and the commands, with files where a script may be.
enum Completion {
  /// The shell that a command line without the program's name asks for; nil if
  /// it asks for none.
  static func shell(in commandLine: [String]) -> String? {
    let option = "--generate-completion-script"
    let arguments = Preludes(commandLine, valued: Invocation.valued).arguments
      .prefix { $0 != "--" }
    for (argument, next) in zip(arguments, arguments.dropFirst() + [""]) {
      if argument == option { return next }
      if argument.hasPrefix(option + "=") {
        return String(argument.dropFirst(option.count + 1))
      }
    }
    return nil
  }

  /// The text for a shell.
  ///
  /// - Throws: `ValidationError` unless it is bash, fish or zsh.
  static func text(for name: String) throws -> String {
    guard let shell = CompletionShell(rawValue: name) else {
      let known = CompletionShell.allCases.map(\.rawValue).sorted()
      throw ValidationError(
        "--generate-completion-script \(name): expected "
          + known.joined(separator: ", "))
    }
    var text = CommandLines.completionScript(for: shell)
    for (place, files) in files[shell] ?? [] {
      text = text.replacing(place, with: place + files)
    }
    return text
  }

  /// What is added for files, each behind a place in the text.
  private static let files: [CompletionShell: [(String, String)]] = [
    .bash: [
      (
        #"COMPREPLY+=($(compgen -W 'sweep init-editor help' -- "${cur}"))"#,
        "\n        __snn-lua_add_completions -f"
      )
    ],
    .zsh: [
      ("_describe -V subcommand subcommands && ret=0", "; _files && ret=0"),
      (
        #""_snn-lua_${words[1]}" && ret=0"# + "\n            ;;",
        "\n        *)\n            _files && ret=0\n            ;;"
      ),
    ],
    .fish: [
      (
        "complete -c 'snn-lua' -f\n",
        "complete -c 'snn-lua' -n"
          + " '__snn-lua_should_offer_completions_for_positional \"snn-lua\""
          + " -ge 1' -F\n"
      )
    ],
  ]

  private struct CommandLines: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "snn-lua",
      subcommands: [SweepInvocation.self, InitEditor.self], helpNames: [])

    @OptionGroup var options: RunOptions
  }
}
