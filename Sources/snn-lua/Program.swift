import Glibc
import LuaBindings
import LuaRuntime
import Tensors

/// One run of the program: the statements and the script of a command line.
struct Program {
  private let invocation: Invocation
  private let arguments: [String]

  /// `arguments` is the whole command line, the program's name first.
  init(_ invocation: Invocation, arguments: [String]) {
    self.invocation = invocation
    self.arguments = arguments
  }

  /// The script, as the command line has it.
  private var script: String? { invocation.scriptAndArguments.first }

  /// Runs everything; returns the exit status.
  func run() -> Int32 {
    let needsInput = script == nil && invocation.statements.isEmpty
    if invocation.version {
      write(Invocation.version + "\n", to: .output)
      return 0
    }
    if invocation.annotations {
      write(LuaHost.annotations, to: .output)
      return 0
    }
    if invocation.help || needsInput && StandardStream.input.isTerminal {
      write(Invocation.helpMessage(columns: 80) + "\n", to: .output)
      return 0
    }
    if let count = invocation.threads { WorkerPool.shared.threadCount = count }
    let progress = Progress()
    do throws(LuaError) {
      var options = LuaHost.Options()
      options.seed = invocation.seed
      let host = try LuaHost(options)
      host.onNote = { write("snn-lua: \($0)\n", to: .error) }
      if StandardStream.error.isTerminal { progress.follow(host) }
      try host.prepare(arguments, scriptIndex: scriptIndex)
      if invocation.seed != nil { try host.seedLua() }
      try runChunks(host, needsInput: needsInput)
      return 0
    } catch {
      progress.erase()
      write("snn-lua: \(error.description)\n", to: .error)
      return 1
    }
  }

  private func runChunks(
    _ host: LuaHost, needsInput: Bool
  ) throws(LuaError) {
    for statement in invocation.statements {
      try host.run(statement, name: "=(command line)")
    }
    let values = invocation.scriptAndArguments.dropFirst()
      .map { LuaValue.string($0) }
    if needsInput || script == "-" {
      try host.runStandardInput(arguments: values)
    } else if let script {
      try host.runFile(script, arguments: values)
    }
  }

  /// Where the script is in the command line; the program, if there is none.
  private var scriptIndex: Int {
    script == nil
      ? 0 : arguments.count - invocation.scriptAndArguments.count
  }
}
