import LuaRuntime
import SpikingNetworks
import Tensors

/// Neurons and synapses in space, connections, and buffers.
extension Binding {
  static var space: [Binding] {
    [
      gridSize, areaMask, transform, stretch, rotate, rotationMatrix,
      partitionMasks, receptiveFieldMask, bufferRoll, distances, proximity,
      ring, receptiveField, connections, distanceExpression, matrixSize,
    ]
  }

  /// `grid_size(behavior)` gives the number of neurons of a grid, or nil for
  /// another behavior.
  private static var gridSize: Binding {
    native("grid_size") { engine, frame throws(LuaRaise) in
      let found = try engine.behavior(frame, 1).libraryBehavior
      guard let grid = found as? NeuronDimension else { return 0 }
      frame.push(try raisingAny { try grid.neuronCount() })
      return 1
    }
  }

  /// `area_mask(behavior, first, end)`
  private static var areaMask: Binding {
    produced("area_mask") { engine, frame throws(LuaRaise) in
      let grid = try engine.grid(frame, 1)
      let first = try engine.integers(frame, 2, "get_area_mask")
      let end = try engine.integers(frame, 3, "get_area_mask")
      return try raisingAny { try grid.areaMask(first: first, end: end) }
    }
  }

  /// `transform(behavior, what, values)`, with a value for x, y and z.
  private static var transform: Binding {
    native("transform") { engine, frame throws(LuaRaise) in
      let grid = try engine.grid(frame, 1)
      let what = try frame.string(at: 2)
      let values = try engine.numbers(frame, 3, what)
      try raisingAny {
        switch what {
        case "move": try grid.move(by: values)
        case "scale": try grid.scale(by: values)
        default: try grid.addNoise(reach: values)
        }
      }
      try engine.mirrorPending(frame)
      return 0
    }
  }

  private static var stretch: Binding {
    native("stretch") { engine, frame throws(LuaRaise) in
      let grid = try engine.grid(frame, 1)
      let target = try engine.neurons(frame, 2)
      try raisingAny { try grid.stretch(to: target) }
      try engine.mirrorPending(frame)
      return 0
    }
  }

  /// `rotate(behavior, axis, angle)`
  private static var rotate: Binding {
    native("rotate") { engine, frame throws(LuaRaise) in
      let grid = try engine.grid(frame, 1)
      let axis = try engine.numbers(frame, 2, "rotate")
      let angle = try frame.number(at: 3)
      try raisingAny { try grid.rotate(about: axis, angle: angle) }
      try engine.mirrorPending(frame)
      return 0
    }
  }

  /// `rotation_matrix(axis, angle)`
  private static var rotationMatrix: Binding {
    produced("rotation_matrix") { engine, frame throws(LuaRaise) in
      let axis = try engine.numbers(frame, 1, "rotation_matrix")
      let angle = try frame.number(at: 2)
      return try raisingAny {
        let values = try NeuronDimension.rotationMatrix(about: axis, angle)
        return try Tensor(values.map(Float.init), in: engine.pool)
          .reshaped([3, 3])
      }
    }
  }

  /// `partition_masks(group, steps)` gives a list of masks.
  private static var partitionMasks: Binding {
    native("partition_masks") { engine, frame throws(LuaRaise) in
      let group = try engine.neurons(frame, 1)
      let steps = try engine.integers(frame, 2, "partition_masks")
      let masks = try raisingAny { try group.partitionMasks(steps) }
      try frame.newTable(arrayCount: masks.count)
      for (index, mask) in masks.enumerated() {
        try engine.pushNew(frame, mask)
        try frame.rawSet(at: -2, index: index + 1)
      }
      return 1
    }
  }

  /// `receptive_field_mask(group, other, margins)`
  private static var receptiveFieldMask: Binding {
    produced("receptive_field_mask") { engine, frame throws(LuaRaise) in
      let group = try engine.neurons(frame, 1)
      let other = try engine.neurons(frame, 2)
      let margins = try engine.numbers(
        frame, 3, "get_subgroup_receptive_field_mask")
      return try raisingAny {
        try group.receptiveFieldMask(of: other, margins: margins)
      }
    }
  }

  /// `buffer_roll(object, buffer, new, counter)`
  private static var bufferRoll: Binding {
    Binding(owner: .prelude, name: "buffer_roll", summary: "", product: .tensor)
    { engine in
      { frame throws(LuaRaise) in
        if frame.payload(at: 2, of: engine.tracedType) != nil {
          return try engine.rollTraced(frame)
        }
        return try engine.give(frame, try engine.rolled(frame))
      }
    }
  }

  /// `distances(synapse)`
  private static var distances: Binding {
    produced("distances") { engine, frame throws(LuaRaise) in
      let group = try engine.synapses(frame, 1)
      return try raisingAny { try group.distances() }
    }
  }

  private static var proximity: Binding {
    produced("get_distance_mat") { engine, frame throws(LuaRaise) in
      let group = try engine.synapses(frame, 1)
      let radius = try frame.number(at: 2)
      return try raisingAny { try group.proximity(radius: radius) }
    }
  }

  private static var ring: Binding {
    produced("get_ring_mat") { engine, frame throws(LuaRaise) in
      let group = try engine.synapses(frame, 1)
      let (radius, exponent) = (
        try frame.number(at: 2), try frame.number(at: 3)
      )
      return try raisingAny {
        try group.ring(radius: radius, exponent: exponent)
      }
    }
  }

  private static var receptiveField: Binding {
    native("get_max_receptive_field_size") { engine, frame throws(LuaRaise) in
      let group = try engine.synapses(frame, 1)
      let sizes = try raisingAny { try group.maximumReceptiveField() }
      for size in sizes { frame.push(size) }
      return sizes.count
    }
  }

  /// `connections(synapse, rule, value, autapses)`
  private static var connections: Binding {
    produced("connections") { engine, frame throws(LuaRaise) in
      let group = try engine.synapses(frame, 1)
      let rule = try engine.rule(frame, named: 2, 3)
      let allowsAutapses =
        frame.isNoneOrNil(at: 4) ? true : try frame.boolean(at: 4)
      return try raisingAny {
        try group.connections(rule, allowsAutapses: allowsAutapses)
      }
    }
  }

  /// `distance_expression(synapse, text)` gives its value for the distances.
  private static var distanceExpression: Binding {
    native("distance_expression") { engine, frame throws(LuaRaise) in
      let group = try engine.synapses(frame, 1)
      let text = try frame.string(at: 2)
      let value = try raisingAny { try group.value(ofDistance: text) }
      switch value {
      case .scalar(let scalar): engine.push(frame, scalar)
      case .tensor(let tensor): try engine.pushNew(frame, tensor)
      }
      return 1
    }
  }

  /// `matrix_dim(synapse)` gives the sizes of the axes of its matrices.
  private static var matrixSize: Binding {
    native("matrix_dim") { engine, frame throws(LuaRaise) in
      let group = try engine.synapses(frame, 1)
      try raisingAny { try group.checkConnected() }
      frame.push(group.matrixShape[0])
      frame.push(group.matrixShape[1])
      return 2
    }
  }
}

extension Engine {
  fileprivate func grid(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> NeuronDimension {
    let found = try behavior(frame, index).libraryBehavior
    guard let grid = found as? NeuronDimension else {
      throw frame.typeError(at: index, expected: "NeuronDimension")
    }
    return grid
  }

  /// The numbers in the list at `index`.
  fileprivate func numbers(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> [Double] {
    try scalars(frame, index, what).map(\.double)
  }

  private func scalars(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> [Scalar] {
    guard frame.kind(at: index) == .table else {
      throw .message(
        "\(what): expected a list of numbers, got"
          + " \(unusable(frame, index))")
    }
    var result: [Scalar] = []
    for position in try 0..<min(frame.listLength(at: index), 8) {
      frame.rawGet(at: index, index: position + 1)
      guard let number = frame.numberIfPresent(at: -1) else {
        throw .message(
          "\(what): expected a number at [\(position + 1)] of the list, got"
            + " \(frame.typeName(at: -1))")
      }
      let whole = frame.integerIfPresent(at: -1)
      result.append(whole.map(Scalar.integer) ?? .float(number))
      frame.pop()
    }
    return result
  }

  /// The whole numbers in the list at `index`.
  fileprivate func integers(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> [Int] {
    var result: [Int] = []
    for number in try scalars(frame, index, what) {
      guard let integer = number.exactInteger else {
        throw .message("\(what): \(shown(number.double)) is not a whole number")
      }
      result.append(integer)
    }
    return result
  }

  /// The rule of connection with the name and the value at two indices.
  fileprivate func rule(
    _ frame: LuaFrame, named name: Int, _ value: Int
  ) throws(LuaRaise) -> ConnectionRule {
    let name = try frame.string(at: name)
    switch name {
    case "in_degree", "out_degree":
      guard let count = frame.integerIfPresent(at: value) else {
        let found =
          frame.numberIfPresent(at: value).map(shown)
          ?? "a \(frame.typeName(at: value))"
        throw .message(
          "connect: \(name) must be a whole number, not \(found)")
      }
      return name == "in_degree" ? .inDegree(count) : .outDegree(count)
    case "rule":
      switch frame.kind(at: value) == .string
        ? try frame.string(at: value) : ""
      {
      case "all": return .all
      case "one_to_one": return .oneToOne
      default:
        try frame.pushDescription(of: value)
        throw .message(
          "connect: rule must be \"all\" or \"one_to_one\", not"
            + " \(try frame.string(at: -1))")
      }
    default:
      guard isOperand(frame, value) else {
        throw .message(
          "connect: \(name) must be a number or a tensor, got"
            + " \(unusable(frame, value))")
      }
      return .probability(try operand(frame, value))
    }
  }
}

extension Engine {
  /// The buffer at 2, with its rows moved on as the arguments behind it say.
  fileprivate func rolled(_ frame: LuaFrame) throws(LuaRaise) -> Tensor {
    let buffer = try tensor(frame, 2)
    let new: Operand? =
      frame.isNoneOrNil(at: 3) ? nil : try operand(frame, 3)
    let isBackward =
      frame.isNoneOrNil(at: 4) ? false : try frame.boolean(at: 4)
    let result = try raising { () throws(TensorError) in
      try buffer.rolled(new: new, isBackward: isBackward)
    }
    // A buffer that is the result of a roll was kept. Of others, the caller's
    // instructions tell.
    if !buffer.hasSpareMemory, frame.isCalledAsStatement("buffer_roll") {
      throw .message(
        "buffer_roll: the rolled buffer is dropped, and the one that was"
          + " given stays as it is; write neurons.buffer ="
          + " neurons:buffer_roll(neurons.buffer, new)")
    }
    return result
  }
}
