import LuaRuntime
import Programs
import SpikingNetworks
import TensorBindings
import Tensors

/// Variables of sub-groups in traced functions.
extension Binding {
  static var tracedSubGroups: [Binding] { [isPart, partTraced, setPartTraced] }

  /// `is_part(object)` tells whether an object is a sub-group.
  private static var isPart: Binding {
    native("is_part") { context, frame throws(LuaRaise) in
      frame.push(try context.object(frame, 1) is NeuronSubGroup)
      return 1
    }
  }

  /// `part_traced(sub_group, variable)` gives the elements of a variable of the base
  /// group that belong to a sub-group.
  private static var partTraced: Binding {
    native("part_traced") { context, frame throws(LuaRaise) in
      guard case .tensor(let tensor)? = try context.traced(frame, 2) else {
        frame.pushValue(at: 2)
        return 1
      }
      return try context.push(frame, try context.part(of: tensor, frame))
    }
  }

  /// `set_part_traced(sub_group, variable, value, name)`
  private static var setPartTraced: Binding {
    native("set_part_traced") { context, frame throws(LuaRaise) in
      let builder = try context.tracer().builder(at: frame)
      let name = try frame.string(at: 4)
      guard let group = try context.object(frame, 1) as? NeuronSubGroup else {
        throw frame.typeError(at: 1, expected: "NeuronSubGroup")
      }
      guard case .tensor(let tensor)? = try context.traced(frame, 2) else {
        throw .message(context.partProblem(name, of: group))
      }
      let part = try context.part(of: tensor, frame)
      if case .tensor(let view) = part, view.isSameView(as: tensor),
        group.size != group.base.size
      {
        throw .message(
          context.partProblem(
            name, "a tensor of shape \(tensor.shape)", of: group))
      }
      try context.assign(
        frame, builder, part, try context.elementsOperand(frame, 3))
      return 0
    }
  }
}

extension ScriptContext {
  /// Why a sub-group can't write to a variable of its base group.
  fileprivate func partProblem(
    _ name: String, _ found: String? = nil, of group: NeuronSubGroup
  ) -> String {
    if !group.base.state.hasVariable(name) {
      return "\(group.base.label) has no variable '\(name)' when a function is"
        + " compiled: create it for the whole group in initialize"
    }
    return
      "'\(name)' of \(group.base.label), to which a sub-group writes, must be"
      + " a tensor with an element for each neuron, not \(found ?? "a number")"
  }

  /// The elements of `tensor` that belong to the sub-group at 1; all, if it has no
  /// axis of neurons.
  fileprivate func part(
    of tensor: ProgramTensor, _ frame: LuaFrame
  ) throws(LuaRaise) -> Traced {
    guard let part = try object(frame, 1) as? NeuronSubGroup else {
      throw frame.typeError(at: 1, expected: "NeuronSubGroup")
    }
    let builder = try tracer().builder
    let axis = (0..<min(tensor.shape.rank, 2)).first {
      tensor.shape[$0] == part.base.size
    }
    guard let axis else { return .tensor(tensor) }
    if let range = part.places.range {
      return .tensor(
        try raising { () throws(TensorError) in
          try builder.viewed(tensor) { view throws(TensorError) in
            try view.narrowed(
              axis: axis, start: range.lowerBound, count: range.count)
          }
        })
    }
    let indices = try tracer().indices(of: part)
    return .selection(
      try raising { () throws(TensorError) in
        try builder.selection(
          of: tensor,
          axis == 0
            ? [.indices(indices, base: 0)] : [.all, .indices(indices, base: 0)])
      })
  }
}
