import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Fields of behaviors that compiled functions set: they live between iterations,
/// in the engine, and the behavior's table is told of them before Lua runs.
extension Binding {
  static var tracedFields: [Binding] { [readField, writeField, retrace] }

  /// `read_field(handle, behavior, name)` gives what stands for a field that
  /// changes; nil, if it is neither a number nor a tensor.
  private static var readField: Binding {
    native("read_field") { context, frame throws(LuaRaise) in
      let (fields, name) = try context.field(frame)
      let tracer = try context.tracer()
      let field = tracer.program.field(name, in: fields)
      let value = try raising { () throws(TensorError) in
        try tracer.program.read(field, isLive: true)
      }
      guard let value else { return 0 }
      return try context.push(frame, Traced(value))
    }
  }

  /// `write_field(handle, behavior, name, value)`
  private static var writeField: Binding {
    native("write_field") { context, frame throws(LuaRaise) in
      let (fields, name) = try context.field(frame)
      let value: ProgramValue
      switch try context.tracedOperand(frame, 4) {
      case .scalar(let scalar): value = .constant(scalar)
      case .number(let number): value = .number(number)
      case .tensor(let tensor): value = .tensor(tensor)
      }
      let program = try context.tracer().program
      _ = try raising { () throws(TensorError) in
        try program.write(program.field(name, in: fields), value)
      }
      return 0
    }
  }

  /// `retrace()` has the program be made anew, and everything be looked at that
  /// other programs have read.
  private static var retrace: Binding {
    native("retrace") { context, _ throws(LuaRaise) in
      try context.tracer().program.noteIncomplete()
      context.traceHost.time &+= 1
      return 0
    }
  }
}

extension ScriptContext {
  /// The fields that change of the behavior with the handle at 1 and the table at
  /// 2, and the name at 3 of one of them, which is as it is in the table.
  fileprivate func field(
    _ frame: LuaFrame
  ) throws(LuaRaise) -> (StateVariables, String) {
    guard let behavior = try behavior(frame, 1) as? LuaBehavior else {
      throw frame.typeError(at: 1, expected: "behavior written in Lua")
    }
    guard try tracer().program.entry?.behavior is any TracedBehavior else {
      throw .message("fields of behaviors change in their 'forward' alone")
    }
    let name = try frame.string(at: 3)
    _ = behavior.fields.slot(of: name)
    try takeField(frame, name, of: behavior, table: 2)
    return (behavior.fields, name)
  }

  /// Takes over the fields that change of a behavior, whose table is on top, as
  /// scripts have left them.
  func takeFields(
    _ frame: LuaFrame, of behavior: LuaBehavior
  ) throws(LuaRaise) {
    for name in behavior.fields.names {
      try takeField(frame, name, of: behavior, table: frame.top)
    }
  }

  private func takeField(
    _ frame: LuaFrame, _ name: String, of behavior: LuaBehavior, table: Int
  ) throws(LuaRaise) {
    try frame.rawGet(at: table, key: name)
    defer { frame.pop() }
    let fields = behavior.fields
    let slot = fields.slot(of: name)
    if let tensor = frame.payload(at: -1, of: tensorType)?.pointee {
      if let known = fields.tensor(at: slot)?.pointee,
        known.isSameView(as: tensor), known.type == tensor.type
      {
        return
      }
      return fields.setValue(at: slot, to: .tensor(tensor))
    }
    guard frame.kind(at: -1) == .number else {
      if fields.peek(at: slot) != nil { fields.setValue(at: slot, to: nil) }
      return
    }
    let number = try scalar(frame, frame.top)
    if case .number(let known)? = fields.peek(at: slot),
      known.kind == number.kind,
      known.double.bitPattern == number.double.bitPattern,
      known == number || known.double.isNaN
    {
      return
    }
    fields.setValue(at: slot, to: .number(number))
  }

  /// Stores a field that a compiled function has set in the behavior's table.
  func storeField(
    _ frame: LuaFrame, _ name: String, _ value: StateValue?,
    _ behavior: any TracedBehavior, of object: NetworkObject
  ) throws(LuaRaise) {
    pushAnchored(frame, behavior, of: object.network)
    defer { frame.pop() }
    guard frame.kind(at: -1) == .table else { return }
    switch value {
    case .tensor(let tensor): try pushNew(frame, tensor)
    case .number(let number): push(frame, number)
    case .sparse, .text, .opaque, nil: return
    }
    try frame.rawSet(at: -2, key: name)
  }
}
