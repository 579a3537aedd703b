import Glibc
import Prompt
import Terminal

/// Does what the command line asks for, and tells the exit status.
private func run(_ arguments: [String]) -> Int32 {
  if let word = arguments.dropFirst().first, let command = commands[word] {
    return command(Array(arguments.dropFirst(2)))
  }
  do {
    if let shell = Completion.shell(in: Array(arguments.dropFirst())) {
      write(try Completion.text(for: shell), to: .output)
      return 0
    }
    let invocation = try Invocation.reading(Array(arguments.dropFirst()))
    return Program(invocation, arguments: arguments).run()
  } catch {
    return report(error, of: Invocation.self, named: "snn-lua")
  }
}

// A file that may not grow any more is an error as on a full disk, and not the
// end.
signal(SIGXFSZ, SIG_IGN)
Signals.letQuitEnd()
exit(run(CommandLine.arguments))
