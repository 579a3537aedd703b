import Glibc
import LuaBindings
import LuaRuntime
import Prompt
import SpikingNetworks
import Tensors
import Terminal

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
    if invocation.showsDevices { return deviceList }
    if invocation.annotations { return LuaHost.annotations }
    if invocation.help {
      return Invocation.helpMessage(columns: 80) + "\n"
    }
    return nil
  }

  private var options: LuaHost.Options {
    var options = LuaHost.Options()
    options.seed = invocation.seed
    options.ignoresEnvironment = invocation.ignoresEnvironment
    options.steps = invocation.isCheck ? 1 : invocation.steps
    options.keepsNetworks =
      hasPrompt || options.steps != nil || invocation.record != nil
    options.device = invocation.device ?? environmentDevice
    options.checksDevices = checksDevices
    options.limits = invocation.limits
    options.allowsBinaryChunks = invocation.allowsBinaryChunks
    if invocation.isSandboxed {
      options.sandbox = Sandbox(
        modules: script.flatMap { $0 == "-" ? nil : folder(of: $0) },
        files: invocation.files,
        allowsDevices: invocation.allowsDevices)
    }
    for setting in invocation.settings {
      options.arguments[setting.key] = setting.value
    }
    return options
  }

  private func runScripts(_ host: LuaHost) -> Int32 {
    let progress = Progress()
    let outputs = Outputs(invocation, of: host, diagnostics)
    let showsProgress = !diagnostics.isQuiet && StandardStream.error.isTerminal
    host.onNote = {
      progress.erase()
      diagnostics.note($0)
    }
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
      Signals.watch(host, hasPrompt: hasPrompt)
      defer { Signals.forget() }
      if hasPrompt { try interact(host) } else { try runAll(host) }
      return outputs.write() ? endStatus(otherwise: 0) : 1
    } catch {
      progress.erase()
      diagnostics.error(error.description)
      if error.kind == .binaryChunk, !host.isSandboxed {
        diagnostics.note("binary chunks are loaded with --binary-chunks")
      }
      for network in host.networks {
        network.incompletenessNote.map { diagnostics.note($0) }
      }
      _ = outputs.write()
      return endStatus(otherwise: 1)
    }
  }

  /// The exit status that a signal asks for, if one came.
  private func endStatus(otherwise status: Int32) -> Int32 {
    if let signal = Signals.ending { return 128 + signal }
    return Signals.isInterrupted && !hasPrompt ? 128 + SIGINT : status
  }

  private func runAll(_ host: LuaHost) throws(LuaError) {
    try runPreludes(host)
    let values = scriptArguments.map { LuaValue.string($0) }
    if needsInput || script == "-" {
      try host.runStandardInput(arguments: values)
    } else if let script {
      try host.runFile(script, arguments: values)
    }
    try host.simulateRest()
    noteUnused(host.unusedArguments)
  }

  /// Runs what the command line names, and then what is entered at a prompt.
  private func interact(_ host: LuaHost) throws(LuaError) {
    let prompt = try Prompt(host)
    if StandardStream.input.isTerminal, !invocation.isQuiet {
      write(
        "snn-lua \(LuaHost.version), \(LuaState.release); help() helps,"
          + " :quit or Ctrl-D ends\n", to: .output)
    }
    if !invocation.ignoresEnvironment { prompt.runUserFile() }
    try runPreludes(host)
    if let script { prompt.runScript(script, arguments: scriptArguments) }
    prompt.run()
  }

  private func prepare(_ host: LuaHost) throws(LuaError) {
    try host.prepare(arguments, scriptIndex: scriptIndex)
    if invocation.seed != nil { try host.seedLua() }
    if !invocation.ignoresEnvironment, !invocation.isSandboxed {
      try host.runInit(environment)
    }
    if invocation.warns { try host.turnWarningsOn() }
  }

  private func runPreludes(_ host: LuaHost) throws(LuaError) {
    for prelude in invocation.preludes {
      switch prelude {
      case .statement(let text): try host.run(text, name: "=(command line)")
      case .module(let name): try host.require(name)
      }
    }
  }

  /// Tells of arguments that may be misspelled.
  private func noteUnused(_ unused: [UnusedArgument]) {
    for argument in unused {
      let hint =
        argument.suggestion.map { "; " + Suggestion.question($0) } ?? ""
      let text =
        invocation.settings.first { $0.key == argument.name }?.text
        ?? argument.name
      diagnostics.note(
        "--set \(text) was not used by \(script ?? "any statement")\(hint)")
    }
  }

  /// The script, as the command line has it.
  private var script: String? { invocation.scriptAndArguments.first }

  private var scriptArguments: [String] {
    Array(invocation.scriptAndArguments.dropFirst())
  }

  /// Whether there is a prompt: it was asked for, or there is nothing to run
  /// and somebody sits in front of a terminal.
  private var hasPrompt: Bool {
    invocation.isInteractive
      || needsInput && StandardStream.input.isTerminal
        && !invocation.isSandboxed
  }

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
