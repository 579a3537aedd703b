import ArgumentParser
import LuaBindings
import SpikingNetworks
import Tensors
import Terminal

/// What the program does if the first argument is one of these words, given
/// those behind it; anything else is a script with its options. Each returns the
/// exit status.
let commands: [String: @Sendable ([String]) -> Int32] = [
  "help": showHelp,
  "init-editor": initEditor,
  "sweep": runSweep,
]

/// Shows the help, or that of what is named: a command, or anything in the
/// library.
private func showHelp(_ arguments: [String]) -> Int32 {
  guard let word = arguments.first, word != "help" else {
    write(Invocation.helpMessage(columns: 80) + "\n", to: .output)
    return 0
  }
  if let command = commands[word] { return command(["--help"]) }
  if let text = LuaHost.help(on: word) {
    write(text + "\n", to: .output)
    return 0
  }
  let names = commands.keys.sorted()
  let hint =
    Suggestion.nearest(word, in: names).map(Suggestion.question)
    ?? LuaHost.helpHint(on: word)
    ?? "commands are \(names.joined(separator: ", ")), and snn.help() lists what"
    + " is in the library"
  Diagnostics().error("help: nothing is called '\(word)'; \(hint)")
  return 2
}

/// Says what is wrong with a command line, or what its parser has to say; returns
/// the exit status.
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
