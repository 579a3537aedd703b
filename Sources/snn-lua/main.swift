import Glibc

/// Reads the command line, does what it asks for, and tells the exit status.
private func run(_ arguments: [String]) -> Int32 {
  do {
    let invocation = try Invocation.parse(Array(arguments.dropFirst()))
    return Program(invocation, arguments: arguments).run()
  } catch {
    return Invocation.report(error)
  }
}

exit(run(CommandLine.arguments))
