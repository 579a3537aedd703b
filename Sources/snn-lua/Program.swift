import Glibc
import LuaBindings
import LuaRuntime
import SpikingNetworks
import Tensors

/// One run of the program: the statements and the script of a command line.
struct Program {
  private let invocation: Invocation
  private let arguments: [String]
  private let diagnostics: Diagnostics

  /// `arguments` is the whole command line, the program's name first.
  init(_ invocation: Invocation, arguments: [String]) {
    self.invocation = invocation
    self.arguments = arguments
    diagnostics = Diagnostics(
      isQuiet: invocation.isQuiet || invocation.isCheck)
  }

  /// Runs everything; returns the exit status.
  func run() -> Int32 {
    if let information {
      write(information, to: .output)
      return 0
    }
    if invocation.showsReleases {
      write(Invocation.version + "\n", to: .output)
    }
    if let count = invocation.threads { WorkerPool.shared.threadCount = count }
    if invocation.isCheck { silenceStandardOutput() }
    do {
      try Outputs.check(invocation)
      return runScripts(try LuaHost(options))
    } catch {
      diagnostics.error("\(error)")
      return 1
    }
  }

  /// What is shown instead of running anything, if so.
  private var information: String? {
    if invocation.version { return Invocation.version + "\n" }
    if invocation.annotations { return LuaHost.annotations }
    if invocation.help || needsInput && StandardStream.input.isTerminal {
      return Invocation.helpMessage(columns: 80) + "\n"
    }
    return nil
  }

  private var options: LuaHost.Options {
    var options = LuaHost.Options()
    options.seed = invocation.seed
    options.ignoresEnvironment = invocation.ignoresEnvironment
    options.steps = invocation.isCheck ? 1 : invocation.steps
    options.keepsNetworks = options.steps != nil || invocation.record != nil
    for setting in invocation.settings {
      options.arguments[setting.key] = setting.value
    }
    return options
  }

  private func runScripts(_ host: LuaHost) -> Int32 {
    let progress = Progress()
    let outputs = Outputs(invocation, of: host, diagnostics)
    let showsProgress = !diagnostics.isQuiet && StandardStream.error.isTerminal
    host.onNote = { diagnostics.note($0) }
    host.onNetwork = { network in
      if showsProgress { progress.follow(network) }
      outputs.follow(network)
    }
    if invocation.isCheck { host.onSimulated = { _ in exit(0) } }
    do {
      try host.beforeExit {
        progress.erase()
        if !outputs.write() { exit(1) }
      }
      try prepare(host)
      try runChunks(host)
      try host.simulateRest()
      noteUnused(host.unusedArguments)
      return outputs.write() ? 0 : 1
    } catch {
      progress.erase()
      diagnostics.error(error.description)
      _ = outputs.write()
      return 1
    }
  }

  private func prepare(_ host: LuaHost) throws(LuaError) {
    try host.prepare(arguments, scriptIndex: scriptIndex)
    if invocation.seed != nil { try host.seedLua() }
    if !invocation.ignoresEnvironment { try host.runInit(environment) }
    if invocation.warns { try host.turnWarningsOn() }
  }

  private func runChunks(_ host: LuaHost) throws(LuaError) {
    for prelude in invocation.preludes {
      switch prelude {
      case .statement(let text): try host.run(text, name: "=(command line)")
      case .module(let name): try host.require(name)
      }
    }
    let values = invocation.scriptAndArguments.dropFirst()
      .map { LuaValue.string($0) }
    if needsInput || script == "-" {
      try host.runStandardInput(arguments: values)
    } else if let script {
      try host.runFile(script, arguments: values)
    }
  }

  /// Tells of arguments that may be misspelled.
  private func noteUnused(_ unused: [UnusedArgument]) {
    for argument in unused {
      let hint = argument.suggestion.map { "; did you mean '\($0)'?" } ?? ""
      let text =
        invocation.settings.first { $0.key == argument.name }?.text
        ?? argument.name
      diagnostics.note(
        "--set \(text) was not used by \(script ?? "any statement")\(hint)")
    }
  }

  /// The script, as the command line has it.
  private var script: String? { invocation.scriptAndArguments.first }

  /// Whether the standard input takes the place of a script.
  private var needsInput: Bool {
    script == nil && invocation.statements.isEmpty && !invocation.isInteractive
      && !invocation.showsReleases
  }

  /// Where the script is in the command line; the program, if there is none.
  private var scriptIndex: Int {
    script == nil
      ? 0 : arguments.count - invocation.scriptAndArguments.count
  }
}
