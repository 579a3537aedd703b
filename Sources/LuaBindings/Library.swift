import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Puts the library together: object types, the engine's functions, and the
/// prelude, which makes `snn` of them.
extension ScriptContext {
  func install(in lua: LuaState) throws(LuaError) {
    let library = try installTensors(in: lua)
    try installObjectTypes(in: lua)
    try lua.perform { frame throws(LuaRaise) in
      try installNetworkTable(frame)
    }
    var natives: [(String, LuaFunctionHandle)] = [
      ("traced_functions", try installTraced(in: lua))
    ]
    for binding in Binding.natives(library) where binding.body != nil {
      let handle = try make(binding, in: lua)
      if binding.owner == .prelude { natives.append((binding.name, handle)) }
    }
    try lua.preload(
      "snn", source: Prelude.source, chunkName: "=[snn]", natives: natives)
    lua.didCollect = { [unowned self] in didCollect() }
    lua.explain = { [unowned self] in explained($0, $1) }
  }

  private func installObjectTypes(in lua: LuaState) throws(LuaError) {
    try lua.setMethods(of: objectType, methods: [])
    try lua.setMethods(
      of: delayLineType,
      methods: try Binding.delayLines.map { binding throws(LuaError) in
        (binding.name, try make(binding, in: lua))
      })
    try lua.setMethods(
      of: figureType,
      methods: try Binding.figures.map { binding throws(LuaError) in
        (binding.name, try make(binding, in: lua))
      },
      metamethods: [("__tostring", try make(.describeFigure, in: lua))])
    var methods: [(String, LuaFunctionHandle)] = []
    for binding in Binding.recorders {
      let handle = try make(binding, in: lua)
      for name in [binding.name] + binding.aliases {
        methods.append((name, handle))
      }
    }
    let description = Binding.behaviorSupport.first {
      $0.name == "describe_behavior"
    }
    var metamethods: [(String, LuaFunctionHandle)] = [
      ("__newindex", try make(.recorderNewIndex, in: lua))
    ]
    if let description {
      metamethods.append(("__tostring", try make(description, in: lua)))
    }
    try lua.setMethods(
      of: behaviorType, methods: methods, metamethods: metamethods,
      index: try make(.recorderIndex, in: lua))
  }
}

extension Binding {
  /// The functions written in Swift of all that isn't a type of its own in Lua:
  /// what scripts see of it, and what the prelude is made of. `library` are
  /// those of the library that tensors have.
  fileprivate static func natives(
    _ library: [(String, LuaFunctionHandle)]
  ) -> [Binding] {
    [
      [
        functionTable(library), newDelayLine, loadRecording, setVariable,
        newRecorder,
      ], construction, running,
      saving, devices, observing, observingSupport, objects, objectSupport,
      groups,
      groupSupport, livingObjects, livingSupport, subGroups, space,
      spaceSupport, structureSupport, behaviors, behaviorSupport,
      libraryBehaviors,
      libraryBehaviorMethods,
      extendedBehaviors, declaredParameters, models, statistics, plots, tracing,
      exchange, help, prompting,
      promptFunctions, hinting, optionNames, support,
    ].flatMap { $0 }
  }
}

/// The text of what is written in Lua.
enum Prelude {
  static var source: String { text(PackageResources.prelude_lua) }

  /// The text of one of the parts that the prelude asks for.
  static func part(_ name: String) -> String? {
    switch name {
    case "arguments": text(PackageResources.arguments_lua)
    case "options": text(PackageResources.options_lua)
    case "owners": text(PackageResources.owners_lua)
    case "behaviors": text(PackageResources.behaviors_lua)
    case "classes": text(PackageResources.classes_lua)
    case "library": text(PackageResources.library_lua)
    case "analysis": text(PackageResources.analysis_lua)
    case "living": text(PackageResources.living_lua)
    case "declared": text(PackageResources.declared_lua)
    case "models": text(PackageResources.models_lua)
    case "help": text(PackageResources.help_lua)
    case "hints": text(PackageResources.hints_lua)
    case "forms": text(PackageResources.forms_lua)
    case "kernels": text(PackageResources.kernels_lua)
    case "scripts": text(PackageResources.scripts_lua)
    case "prompt": text(PackageResources.prompt_lua)
    case "reloading": text(PackageResources.reloading_lua)
    case "notes": text(PackageResources.notes_lua)
    case "stand_ins": text(PackageResources.stand_ins_lua)
    case "tracing": text(PackageResources.tracing_lua)
    case "methods": text(PackageResources.methods_lua)
    case "grids": text(PackageResources.grids_lua)
    case "sandbox": text(PackageResources.sandbox_lua)
    case "space": text(PackageResources.space_lua)
    case "structures": text(PackageResources.structures_lua)
    case "cloning": text(PackageResources.cloning_lua)
    case "structure_texts": text(PackageResources.structure_texts_lua)
    case "descriptions": text(PackageResources.descriptions_lua)
    case "synapse_groups": text(PackageResources.synapse_groups_lua)
    case "test_networks": text(PackageResources.test_networks_lua)
    case "subgroups": text(PackageResources.subgroups_lua)
    case "weights": text(PackageResources.weights_lua)
    case "observing": text(PackageResources.observing_lua)
    default: nil
    }
  }

  static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}

extension Binding {
  /// Small functions that the prelude needs.
  static var support: [Binding] {
    [part, typeName, numberName, unknownFunction, versionText]
  }

  /// `part(name, globals)` gives one of the prelude's parts, as a function that
  /// finds its global variables in a table.
  private static var part: Binding {
    native("part") { context, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      if name == "prompt" {
        try context.refuseInSandbox("snn.prompt", "it reads and writes files")
      }
      guard let source = Prelude.part(name) else {
        throw .message("the prelude has no part '\(name)'")
      }
      try frame.load(source, name: "=[snn \(name)]")
      frame.pushValue(at: 2)
      if !frame.setUpvalue(1, of: -2) { frame.pop() }
      return 1
    }
  }

  /// `type_name(value)` gives the type as messages have it.
  private static var typeName: Binding {
    native("type_name") { _, frame throws(LuaRaise) in
      try frame.push(frame.typeName(at: 1))
      return 1
    }
  }

  /// `number_name(key)` gives a key as messages have it: 1, 41.5.
  private static var numberName: Binding {
    native("number_name") { _, frame throws(LuaRaise) in
      try frame.push(shown(try frame.number(at: 1)))
      return 1
    }
  }

  /// `unknown_function(name, library, library_name)` raises; `snn` is the name
  /// if none is given.
  private static var unknownFunction: Binding {
    native("unknown_function") { context, frame throws(LuaRaise) in
      let library = frame.count > 2 ? try frame.string(at: 3) : "snn"
      guard frame.kind(at: 1) == .string else {
        throw .message(
          "\(library) has no field of type \(frame.typeName(at: 1))")
      }
      let name = try frame.string(at: 1)
      let hint = Suggestion.ending(
        for: name, in: try context.fieldNames(frame, 2),
        otherwise: "; rawget(\(library), \"\(name)\") asks for it without an"
          + " error")
      throw .message("\(library) has no function '\(name)'\(hint)")
    }
  }

  private static var versionText: Binding {
    native("version") { _, frame throws(LuaRaise) in
      try frame.push(LuaHost.version)
      return 1
    }
  }
}
