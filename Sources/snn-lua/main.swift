import Glibc

/// Does what the command line asks for, and tells the exit status.
private func run(_ arguments: [String]) -> Int32 {
  if arguments.dropFirst().first == "init-editor" {
    return initEditor(arguments.dropFirst(2))
  }
  do {
    let invocation = try Invocation.parse(Array(arguments.dropFirst()))
    return Program(invocation, arguments: arguments).run()
  } catch {
    write(
      """
      snn-lua: \(Invocation.message(for: error))
      Try 'snn-lua --help'.

      """, to: .error)
    return 2
  }
}

exit(run(CommandLine.arguments))
