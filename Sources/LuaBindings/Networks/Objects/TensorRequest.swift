import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What a new tensor is to be: a mode, or a table of it and more.
struct TensorRequest {
  let mode: TensorMode
  let scale: Operand?
  let density: Operand?
  let type: ElementType?
  /// The table, if there is one.
  let options: OptionTable?

  /// What is at `index`, and the type at `type`, which the table's precedes.
  @inline(__always)
  init(
    _ context: ScriptContext, _ frame: LuaFrame, _ index: Int, type place: Int?,
    _ what: String, _ known: [Binding.Parameter] = Binding.modeOptions
  ) throws(LuaRaise) {
    if frame.kind(at: index) == .table {
      let table = try OptionTable(context, frame, index, what, known)
      options = table
      try table.push(at: 1)
      mode = try context.mode(frame, frame.top, what)
      frame.pop()
      scale = try table.read("scale") { index throws(LuaRaise) in
        try context.factor(frame, index, "\(what): scale")
      }
      density = try table.read("density") { index throws(LuaRaise) in
        try context.factor(frame, index, "\(what): density")
      }
      let given = try table.index(of: "dtype")
      let named = try context.elementType(frame, given, "\(what): dtype")
      frame.pop()
      if let named {
        type = named
        return
      }
    } else {
      mode = try context.mode(frame, index, what)
      (options, scale, density) = (nil, nil, nil)
    }
    type = try place.flatMap { place throws(LuaRaise) in
      try context.elementType(frame, place, "\(what): dtype")
    }
  }
}

extension ScriptContext {
  /// The mode at `index`.
  func mode(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> TensorMode {
    switch frame.kind(at: index) {
    case .nil, .none: return .number(0)
    case .number: return .number(try scalar(frame, index))
    case .string: return .text(try frame.string(at: index))
    default:
      throw .message(
        "\(what): a mode is a number or a text such as \"uniform\", not a"
          + " \(frame.typeName(at: index))")
    }
  }

  /// The tensor or number at `index`.
  fileprivate func factor(
    _ frame: LuaFrame, _ index: Int, _ what: @autoclosure () -> String
  ) throws(LuaRaise) -> Operand {
    guard isOperand(frame, index) else {
      throw .message(
        "\(what()) must be a number or a tensor, got"
          + " \(frame.typeName(at: index))")
    }
    return try operand(frame, index)
  }

  /// The shape in the table at `index`, or in the numbers from there on; of
  /// nothing, that of a number.
  func listedShape(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Shape {
    if frame.isNoneOrNil(at: index) { return [] }
    if frame.kind(at: index) == .table { return try shape(frame, index).shape }
    var sizes: [Int] = []
    for place in index...max(index, frame.count) {
      if frame.isNoneOrNil(at: place) { break }
      sizes.append(try size(frame, place, argument: index))
    }
    return try raising { () throws(TensorError) in try Shape(sizes) }
  }
}
