import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Sub-groups, and the ends of synapse groups.
extension Binding {
  static var subGroups: [Binding] {
    [
      newSubGroup, partOf, setPart, behaviorList, connectEnd, replaceField,
      copyPart, ownTags,
    ]
  }

  /// `new_sub_group(group, mask, tag)` gives the handle, the first tag, the
  /// size, the numbers of the neurons in the base, and the mask of the base.
  private static var newSubGroup: Binding {
    native("new_sub_group") { context, frame throws(LuaRaise) in
      let group = try context.neurons(frame, 1)
      let mask = try context.neuronMask(frame, 2, of: group, "sub_group")
      let tag = try context.text(frame, 3, "sub_group: tag") ?? ""
      let part = try raisingAny {
        try NeuronSubGroup(of: group, where: mask, tag: tag)
      }
      try frame.pushNewObject(context.objectType, ObjectHandle(object: part))
      try frame.push(part.tag)
      frame.push(part.size)
      let (numbers, whole) = try raising { () throws(TensorError) in
        let numbers = try part.places.indices()
        try numbers.apply(.add, 1)
        return (numbers, try part.places.mask())
      }
      try context.pushNew(frame, numbers)
      try context.pushNew(frame, whole)
      return 5
    }
  }

  /// `part_of(sub_group, value)` gives the elements of a tensor that belong to
  /// the sub-group, and any other value as it is.
  private static var partOf: Binding {
    Binding(owner: .prelude, name: "part_of", summary: "", product: .selection)
    { context in
      { frame throws(LuaRaise) in
        let part = try context.subGroup(frame, 1)
        guard context.isTensor(frame, 2) else {
          frame.pushValue(at: 2)
          return 1
        }
        let tensor = try context.tensor(frame, 2)
        let picked = try raising { () throws(TensorError) in
          try part.part(of: tensor)
        }
        switch picked {
        case nil: frame.pushValue(at: 2)
        case .view(let view)?: try context.pushNew(frame, view)
        case .selection(let selection)?:
          frame.fill(context.selectionType, selection)
          context.noteGrowth(frame)
        }
        return 1
      }
    }
  }

  /// `set_part(sub_group, name, value)`
  private static var setPart: Binding {
    native("set_part") { context, frame throws(LuaRaise) in
      let part = try context.subGroup(frame, 1)
      guard frame.kind(at: 2) == .string else {
        throw .message(
          "\(part.label): the name of a variable must be a string, got"
            + " \(frame.typeName(at: 2))")
      }
      let name = try frame.string(at: 2)
      guard context.isOperand(frame, 3) else {
        throw .message(
          "\(part.label): '\(name)' can only be set to a number, a boolean or a"
            + " tensor, not a \(context.unusable(frame, 3))")
      }
      let value = try context.operand(frame, 3)
      try raisingAny { try part.set(name, to: value) }
      try context.mirrorPending(frame)
      return 0
    }
  }

  /// `behavior_list(object)` gives the behaviors of an object, lowest key
  /// first.
  private static var behaviorList: Binding {
    native("behavior_list") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      try frame.newTable()
      for (index, entry) in object.behaviors.enumerated() {
        context.pushAnchored(frame, entry.behavior, of: object.network)
        try frame.rawSet(at: -2, index: index + 1)
      }
      return 1
    }
  }

  /// `connect_end(synapse, name, group)` gives the neuron group and all tags.
  private static var connectEnd: Binding {
    native("connect_end") { context, frame throws(LuaRaise) in
      let synapses = try context.synapses(frame, 1)
      let isSource = try frame.string(at: 2) == "src"
      let end = try context.end(
        frame, 3, isSource ? "connect_src" : "connect_dst")
      guard let network = synapses.network else {
        throw .message("connect: the network was released")
      }
      try context.activating(frame, network) {
        if isSource {
          try synapses.connect(source: end)
        } else {
          try synapses.connect(destination: end)
        }
      }
      context.pushAnchored(
        frame, isSource ? synapses.source : synapses.destination, of: network)
      try context.pushList(frame, synapses.tags)
      return 2
    }
  }

  /// `replace_field(object, name, value)` sets a field that scripts can't.
  private static var replaceField: Binding {
    native("replace_field") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      context.pushAnchored(frame, object, of: object.network)
      guard frame.kind(at: -1) == .table, frame.pushMetatable(of: -1) else {
        return 0
      }
      frame.rawGet(at: -1, index: 2)
      frame.pushValue(at: 2)
      frame.push(false)
      try frame.rawSet(at: -3)
      frame.rawGet(at: -2, index: 3)
      frame.pushValue(at: 2)
      frame.pushValue(at: 3)
      try frame.rawSet(at: -3)
      return 0
    }
  }

  /// `copy_part(synapse, whole)` copies the variables of the group that
  /// `synapse` is a part of.
  private static var copyPart: Binding {
    native("copy_part") { context, frame throws(LuaRaise) in
      let part = try context.synapses(frame, 1)
      let whole = try context.synapses(frame, 2)
      try raisingAny { try part.copyVariables(ofWhole: whole) }
      try context.mirrorPending(frame)
      return 0
    }
  }

  /// `own_tags(object)` gives those that not every object of its kind has.
  private static var ownTags: Binding {
    native("own_tags") { context, frame throws(LuaRaise) in
      try context.pushList(frame, try context.object(frame, 1).ownTags)
      return 1
    }
  }
}

extension ScriptContext {
  /// The neuron group at `index`.
  func neurons(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> NeuronGroup {
    guard let group = try object(frame, index) as? NeuronGroup else {
      throw frame.typeError(at: index, expected: "NeuronGroup")
    }
    return group
  }

  /// The synapse group at `index`.
  func synapses(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> SynapseGroup {
    guard let group = try object(frame, index) as? SynapseGroup else {
      throw frame.typeError(at: index, expected: "SynapseGroup")
    }
    return group
  }

  fileprivate func subGroup(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> NeuronSubGroup {
    guard let part = try object(frame, index) as? NeuronSubGroup else {
      throw frame.typeError(at: index, expected: "NeuronSubGroup")
    }
    return part
  }

  /// The mask at `index`, which may also be indices or a range
  /// `{first, last}`.
  fileprivate func neuronMask(
    _ frame: LuaFrame, _ index: Int, of group: NeuronGroup, _ what: String
  ) throws(LuaRaise) -> Tensor {
    guard frame.kind(at: index) == .table || isTensor(frame, index) else {
      throw .message(
        "\(what): expected a bool mask, int64 indices or a range {first, last},"
          + " got \(unusable(frame, index))")
    }
    let mask = try raising { () throws(TensorError) in
      try Tensor.zeros([group.size], type: .bool, in: pool)
    }
    let selector = try DenseReceiver(self, frame)
      .selector(at: index, mask.shape, axis: 0)
    if case .mask(let given) = selector { return given }
    let count: Int
    let picked = try raising { () throws(TensorError) in
      try mask.subscripting([selector])
    }
    switch picked {
    case .view(let view): count = view.count
    case .selection(let selection): count = selection.count
    }
    let found = try raising { () throws(TensorError) in
      try picked.assign(true)
      return try mask.reduced(.countNonzero).integer
    }
    guard found == count else {
      throw .message("\(what): a neuron is listed twice")
    }
    return mask
  }
}
