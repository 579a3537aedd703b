import LuaRuntime
import TensorBindings

/// The commands of the prompt, which are functions of `snn.prompt` too.
extension Binding {
  /// All of them.
  static var commands: [PromptCommand] {
    [
      command(
        "run", .count,
        [Parameter("count", "integer|string", countSummary, optional)],
        "Runs iterations, or a time such as \"100 ms\", of the network: the"
          + " global net, or the last one made. Without a count it goes on with"
          + " a run that Ctrl-C has stopped, or repeats the last count."),
      command(
        "step", .count,
        [Parameter("count", "integer", "1 if not given", optional)],
        "Runs one iteration or a few; at the prompt also step()."),
      command(
        "load", .text, [Parameter("path", "string"), Parameter("...", "any")],
        "Runs a file of Lua and hands its local variables to the prompt: where"
          + " no global has the name, one gets the value. A file that save has"
          + " written gives the network its state."),
      command(
        "reload", .text,
        [Parameter("path", "string", "the script if not given", optional)],
        "Loads a file again, up to where it makes a network. Classes of"
          + " behaviors get the methods that it gives them, and living behaviors"
          + " keep their state; local variables up to there are handed over"
          + " anew; after an error nothing has changed. Modules of scripts are"
          + " loaded again, too.",
        result: "string[] names of the classes"),
      command(
        "watch", .text,
        [Parameter("path", "string", "the script if not given", optional)],
        "Reloads a file whenever it or a module that scripts have required"
          + " changes; no longer, if it was watched."),
      command(
        "save", .text, [Parameter("path", "string")],
        "Saves the state of the network in a file, as net:save(path)."),
      command(
        "plot", .value,
        [
          Parameter("what", "any", "a tensor, a synapse group or a figure"),
          options,
        ],
        "Shows a picture: rows [t, i] of spikes as a raster, square matrices,"
          + " sparse ones and the W of synapses as an image, other tensors as"
          + " lines."),
      command(
        "who", .text, [],
        "Lists the globals that scripts and the prompt have made."),
      command(
        "profile", .count,
        [Parameter("count", "integer", "100 if not given", optional)],
        "Runs iterations and prints how long each behavior took."),
      command(
        "time", .function,
        [Parameter("f", "function"), Parameter("...", "any")],
        "Calls a function, prints how long it took, and returns its results."
          + " As a command it takes an expression or statements.",
        result: "any"),
      command(
        "reinit", .text, [Parameter("name", "string", "a tag of behaviors")],
        "Initializes the behaviors with this tag again.",
        result: "integer how many"),
      command("quit", .text, [], "Ends the prompt; so do exit and quit alone.")
      {
        context in
        { _ throws(LuaRaise) in
          context.isQuitting = true
          return 0
        }
      },
    ]
  }

  /// What users read about them.
  static var promptFunctions: [Binding] { commands.map(\.function) }

  /// Functions of `snn.prompt` that are no commands.
  static var promptSupport: [Binding] {
    [
      Binding(
        owner: .prompt, name: "networks", result: "snn.Network[]",
        summary: "The networks that were made since the prompt began."),
      Binding(
        owner: .prompt, name: "keep_locals",
        summary:
          "Makes the local variables of the caller globals, where nothing has the"
          + " name: what a script leaves to the prompt."),
    ]
  }

  private static let optional = true
  private static let countSummary = "iterations or a time"

  private static var options: Parameter {
    Parameter("options", "table", "those of snn.plot", optional)
  }

  private static func command(
    _ name: String, _ argument: PromptCommand.Argument,
    _ parameters: @autoclosure @escaping () -> [Parameter],
    _ summary: @autoclosure @escaping () -> String, result: String? = nil,
    body: ((ScriptContext) -> LuaFunction)? = nil
  ) -> PromptCommand {
    PromptCommand(
      argument: argument,
      function: Binding(
        owner: .prompt, name: name, parameters: parameters(), result: result,
        summary: summary(), body: body))
  }
}

/// A command of the prompt.
struct PromptCommand {
  /// What becomes of the text behind a command.
  enum Argument: String {
    /// A number of iterations, or a time.
    case count
    /// A function of the expression or statements that it is.
    case function
    /// The value of the expression that it is.
    case value
    /// The text itself.
    case text
  }

  let argument: Argument

  /// The function of `snn.prompt` that it calls.
  let function: Binding
}

extension Binding.Parameter {
  fileprivate init(
    _ name: String, _ type: String, _ summary: String, _ isOptional: Bool
  ) {
    self.init(name, type, summary, isOptional: isOptional)
  }
}
