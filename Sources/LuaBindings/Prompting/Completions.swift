import Glibc
import LuaRuntime
import ScriptReference
import SpikingNetworks
import TensorBindings

/// Finds what a word may be completed to. Fields are read without metamethods.
struct Completions {
  let context: ScriptContext
  let frame: LuaFrame

  /// How far a chain of `__index` is followed.
  private static let chainLimit = 8

  /// All names for `request`, whether or not they begin as the word does.
  func names(for request: CompletionRequest) throws(LuaRaise) -> [String] {
    let top = frame.top
    defer { frame.setTop(top) }
    switch request.kind {
    case .nothing: return []
    case .global:
      frame.pushGlobals()
      return try fields(isMethod: false, of: request.word) + luaKeywords
    case .field(let path, let isMethod):
      guard try pushValue(at: path) else { return [] }
      return try fields(isMethod: isMethod, of: request.word)
    case .text(let path, let folder):
      if let path, try pushValue(at: path),
        let object = context.objectIfPresent(frame, -1)
      {
        return tags(of: object)
      }
      return files(in: folder)
    case .key(let path):
      guard try pushValue(at: path) else { return [] }
      return try fields(isMethod: false, of: request.word, inQuotes: true)
    case .file(let folder): return files(in: folder)
    case .module(let folder): return try modules(in: folder)
    case .topic: return Help.scripts.names(beginningWith: request.word)
    case .behavior:
      return Set(
        context.register.networks.flatMap(\.scheduledBehaviors)
          .flatMap(\.behavior.tags)
      ).sorted()
    case .command: return LuaHost.promptCommands
    }
  }

  // MARK: Values

  /// Pushes what a path from the globals leads to; returns false if there is
  /// nothing.
  private func pushValue(
    at path: [CompletionRequest.Step]
  ) throws(LuaRaise) -> Bool {
    frame.pushGlobals()
    for step in path {
      try frame.reserve(20)
      guard try pushField(step, ofValueAt: frame.top) else { return false }
    }
    return true
  }

  /// Pushes a field of a table, or of the tables that its metatable sends
  /// readers to.
  private func pushField(
    _ step: CompletionRequest.Step, ofValueAt index: Int
  ) throws(LuaRaise) -> Bool {
    frame.pushValue(at: index)
    for _ in 0..<Completions.chainLimit {
      let table = frame.top
      if frame.kind(at: table) == .table {
        switch step {
        case .name(let name): try frame.rawGet(at: table, key: name)
        case .index(let place): frame.rawGet(at: table, index: place)
        }
        if frame.kind(at: -1) != .nil { return true }
        frame.pop()
      }
      guard try pushNextTable() else { return false }
    }
    return false
  }

  /// Pushes the `__index` of the value on top, if it is a table; or the
  /// metatable, if that has a function there, as classes of behaviors do.
  private func pushNextTable() throws(LuaRaise) -> Bool {
    guard frame.pushMetatable(of: frame.top), frame.kind(at: -1) == .table
    else { return false }
    try frame.rawGet(at: -1, key: "__index")
    switch frame.kind(at: -1) {
    case .table: return true
    case .function:
      frame.pop()
      return true
    default: return false
    }
  }

  // MARK: Names

  /// The names of the fields of the value on top; its methods, if only these
  /// are wanted. Those with an underscore at the start are shown to those who
  /// type one.
  private func fields(
    isMethod: Bool, of word: String, inQuotes: Bool = false
  ) throws(LuaRaise) -> [String] {
    var names: [String] = []
    if frame.kind(at: -1) == .userdata {
      names += documentedNames(ofValueAt: -1)
    }
    for _ in 0..<Completions.chainLimit {
      try frame.reserve(20)
      if frame.kind(at: -1) == .table {
        frame.pushNil()
        let table = frame.top - 1
        while try frame.next(at: table) {
          if frame.kind(at: -2) == .string,
            !isMethod || frame.kind(at: -1) == .function
          {
            names.append(try frame.string(at: -2, maximumLength: .max))
          }
          frame.pop()
        }
      }
      guard try pushNextTable() else { break }
    }
    return names.filter {
      (inQuotes || $0.isLuaName)
        && (!$0.hasPrefix("_") || word.hasPrefix("_"))
    }
  }

  /// The documented names of what objects of this type have.
  private func documentedNames(ofValueAt index: Int) -> [String] {
    let type = frame.typeName(at: index)
    return ScriptClass.all.first { $0.typeNames.contains(type) }
      .map(Reference.scripts.names(of:)) ?? []
  }

  private func tags(of object: NetworkObject) -> [String] {
    let objects = (object as? Network).map { [$0] + $0.groups } ?? [object]
    let behaviors = objects.flatMap(\.behaviors).map(\.behavior)
    return object.knownTags + behaviors.flatMap(recordedNames)
  }

  /// What a search finds of a recorder: the names of what it records, and of
  /// events the times and the indices by themselves.
  private func recordedNames(of behavior: any Behavior) -> [String] {
    guard let recorder = behavior as? any RecordingBehavior else { return [] }
    let suffixes = recorder is EventRecorder ? ["", ".t", ".i"] : [""]
    return recorder.variables.flatMap { name in suffixes.map { name + $0 } }
  }

  // MARK: Files

  /// The modules in a folder of one that `package.path` names; names of folders
  /// end with a point.
  private func modules(in folder: String) throws(LuaRaise) -> [String] {
    guard try pushValue(at: [.name("package"), .name("path")]),
      frame.kind(at: -1) == .string
    else { return [] }
    let path = try frame.string(at: -1, maximumLength: .max)
    var names = folder.isEmpty ? ["snn"] : []
    for template in path.split(separator: ";") {
      let parts = template.split(
        separator: "?", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].hasSuffix("/") else { continue }
      for file in files(in: parts[0] + folder) {
        if file.hasSuffix("/") {
          names.append(file.dropLast() + ".")
        } else if file.hasSuffix(parts[1]) {
          names.append(String(file.dropLast(parts[1].count)))
        }
      }
    }
    return names
  }

  /// The files in a folder; names of folders end with a slash.
  private func files(in folder: String) -> [String] {
    guard let directory = opendir(folder.isEmpty ? "." : folder) else {
      return []
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      if !name.hasPrefix(".") { names.append(name + (isFolder ? "/" : "")) }
    }
    return names
  }
}
