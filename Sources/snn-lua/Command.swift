import ArgumentParser

/// What the program does if the first argument is one of these words, given
/// those behind it; anything else is a script with its options. Each returns the
/// exit status.
let commands: [String: @Sendable ([String]) -> Int32] = [
  "init-editor": initEditor, "sweep": runSweep,
]

/// Says what is wrong with a command line, or what its parser has to say, such
/// as a script for completions; returns the exit status.
func report(
  _ error: any Error, of command: (some ParsableCommand).Type,
  named name: String
) -> Int32 {
  let message = command.message(for: error)
  if command.exitCode(for: error) == .success {
    write(message + "\n", to: .output)
    return 0
  }
  Diagnostics().error("\(message)\nTry '\(name) --help'.")
  return 2
}
