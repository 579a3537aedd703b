import LuaRuntime
import ScriptReference
import SpikingNetworks
import TensorBindings

/// What `snn.help` is made of.
extension Binding {
  /// What users read about it.
  static var helpFunctions: [Binding] {
    [
      Binding(
        owner: .library, name: "help",
        parameters: [
          Parameter(
            "about", "any",
            "a value of the library, or a name; all there is if not given",
            isOptional: true)
        ],
        summary:
          "Prints what there is to know about a function, about a tensor,"
          + " network, group, behavior or another object, or about what has this"
          + " name: a function (\"add_\", \"Tensor:add_\"), a class (\"Tensor\")"
          + " or a topic (\"selections\").")
    ]
  }

  /// The functions that the prelude makes it of.
  static var help: [Binding] {
    [
      helpOverview, helpRows, helpTopic, helpFunction, helpClass,
      nativeFunctions, definition, askedParameters,
    ]
  }

  private static var helpOverview: Binding {
    native("help_overview") { _, frame throws(LuaRaise) in
      try frame.push(Help.scripts.overview)
      return 1
    }
  }

  /// `help_rows(rows)` gives rows of cells in columns, of which the last is text
  /// that is wrapped.
  private static var helpRows: Binding {
    native("help_rows") { context, frame throws(LuaRaise) in
      var cells: [[String]] = []
      while true {
        frame.rawGet(at: 1, index: cells.count + 1)
        guard frame.kind(at: -1) == .table else { break }
        cells.append(try context.strings(frame, frame.top))
        frame.pop()
      }
      try frame.push(
        Help.scripts.rows(cells).joined(separator: "\n"))
      return 1
    }
  }

  /// `help_topic(name)` raises if nothing has this name.
  private static var helpTopic: Binding {
    native("help_topic") { _, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      guard let text = Help.scripts.text(for: name) else {
        throw .message(Help.scripts.unknown(name))
      }
      try frame.push(text)
      return 1
    }
  }

  /// `help_function(owner, name)` gives nil if it isn't documented.
  private static var helpFunction: Binding {
    native("help_function") { _, frame throws(LuaRaise) in
      let owner = try frame.string(at: 1)
      let name = try frame.string(at: 2)
      let found = Reference.scripts.bindings.first { binding in
        binding.owner.rawValue == owner
          && ([binding.name] + binding.aliases).contains(name)
      }
      if let found {
        try frame.push(Help.scripts.text(of: found))
      } else {
        frame.pushNil()
      }
      return 1
    }
  }

  /// `help_class(name)` is about the class with this name, or whose objects
  /// have this type; nil if there is none.
  private static var helpClass: Binding {
    native("help_class") { _, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      let found = ScriptClass.all.first { kind in
        kind.owner.rawValue == name || kind.typeNames.contains(name)
      }
      if let found {
        try frame.push(Help.scripts.text(of: found))
      } else {
        frame.pushNil()
      }
      return 1
    }
  }

  /// `native_functions()` gives the functions written in Swift that scripts
  /// see, each followed by its owner and its name.
  private static var nativeFunctions: Binding {
    native("native_functions") { context, frame throws(LuaRaise) in
      try frame.newTable(arrayCount: 3 * context.natives.count)
      for (index, function) in context.natives.enumerated() {
        frame.push(function.handle)
        try frame.rawSet(at: -2, index: 3 * index + 1)
        try frame.push(function.owner.rawValue)
        try frame.rawSet(at: -2, index: 3 * index + 2)
        try frame.push(function.names[0])
        try frame.rawSet(at: -2, index: 3 * index + 3)
      }
      return 1
    }
  }

  /// `definition(function)` gives "model.lua:14", or nil.
  private static var definition: Binding {
    native("definition") { _, frame throws(LuaRaise) in
      if let place = frame.definition(at: 1) {
        try frame.push(place)
      } else {
        frame.pushNil()
      }
      return 1
    }
  }

  /// `asked_parameters(handle)` gives the names that a behavior has asked for.
  private static var askedParameters: Binding {
    native("asked_parameters") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      try context.pushList(frame, behavior.parameters?.asked ?? [])
      return 1
    }
  }
}
