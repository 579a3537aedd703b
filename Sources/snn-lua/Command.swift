import ArgumentParser
import Terminal

/// What the program does if the first argument is one of these words, given
/// those behind it; anything else is a script with its options. Each returns the
/// exit status.
let commands: [String: @Sendable ([String]) -> Int32] = [
  "help": showHelp,
  "init-editor": initEditor,
  "sweep": runSweep,
]

/// Shows the help, or that of the command that is named.
private func showHelp(_ arguments: [String]) -> Int32 {
  if let word = arguments.first, word != "help", let command = commands[word] {
    return command(["--help"])
  }
  write(Invocation.helpMessage(columns: 80) + "\n", to: .output)
  return 0
}

/// Says what is wrong with a command line, or what its parser has to say, such
/// as a script for completions; returns the exit status.
func report(
  _ error: any Error, of command: (some ParsableCommand).Type,
  named name: String
) -> Int32 {
  if command.exitCode(for: error) == .success {
    write(command.message(for: error) + "\n", to: .output)
    return 0
  }
  Diagnostics().error(
    "\(command.message(for: error))\nTry '\(name) --help'.")
  return 2
}
