import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Neurons in a grid. The methods get the engine's side of the grid: the prelude
/// finds it, and returns the grid where they give nothing.
extension Binding {
  static var grids: [Binding] {
    [
      moved("move", 0, "Moves all neurons by as much.") { grid, values in
        try grid.move(by: values)
      },
      moved("scale", 1, "Multiplies the coordinates.") { grid, values in
        try grid.scale(by: values)
      },
      moved(
        "noise", 1,
        "Moves each neuron by distances of its own, drawn evenly between minus"
          + " and plus these values."
      ) { grid, values in try grid.addNoise(reach: values) },
      Binding(
        owner: .dimension, name: "rotate", parameters: [axis3, angle],
        result: "self",
        summary: "Turns the neurons about an axis through 0, counterclockwise"
          + " for whom it points at."
      ) { context, frame throws(LuaRaise) in
        let grid = try context.grid(frame, 1)
        let axis = try context.numbers(frame, 2, "rotate")
        let angle = try frame.number(at: 3)
        try raisingAny { try grid.rotate(about: axis, angle: angle) }
        try context.mirrorPending(frame)
        return 0
      },
      Binding(
        owner: .dimension, name: "stretch_to_equal_size",
        parameters: [Parameter("group", "snn.NeuronGroup", "with a grid")],
        result: "self",
        summary: "Scales the coordinates so that both grids cover the same"
          + " space."
      ) { context, frame throws(LuaRaise) in
        let grid = try context.grid(frame, 1)
        let target = try context.neurons(frame, 2)
        try raisingAny { try grid.stretch(to: target) }
        try context.mirrorPending(frame)
        return 0
      },
      .areaMask,
      Binding(
        owner: .dimension, name: "apply_pattern_transformation_function",
        parameters: [
          Parameter("places", "snn.Tensor", "an int64 index for each neuron"),
          Parameter("height", "integer"), Parameter("width", "integer"),
        ],
        result: "self",
        summary:
          "Puts the neurons, in x and y, at places of another grid, which"
          + " are counted from 1 row by row."),
    ]
  }

  static let axis3 = Parameter("axis", "number[]", "the direction of the axis")
  static let angle = Parameter("angle", "number", "in radians")

  private static let coordinates =
    ["x", "y", "z"].map { Parameter($0, "number", isOptional: true) }
    + [Parameter("[integer]", "number", "these, in this order")]

  /// A method with a value for each axis, `standard` if it isn't given.
  private static func moved(
    _ name: String, _ standard: Int, _ summary: String,
    _ move: @escaping (NeuronDimension, [Double]) throws -> Void
  ) -> Binding {
    Binding(
      owner: .dimension, name: name,
      parameters: [
        Parameter(
          "x", "number|snn.Coordinates",
          "\(standard) if not given; or a table of all three",
          isOptional: true, options: coordinates)
      ]
        + ["y", "z"].map {
          Parameter(
            $0, "number", "\(standard) if not given", isOptional: true)
        },
      result: "self", summary: summary
    ) { context, frame throws(LuaRaise) in
      let grid = try context.grid(frame, 1)
      let values = try context.coordinates(
        frame, name, coordinates, standard: Double(standard))
      try raisingAny { try move(grid, values) }
      try context.mirrorPending(frame)
      return 0
    }
  }

  private static let area: [Parameter] =
    ["x", "y", "z"].flatMap { axis in
      [
        Parameter(
          "\(axis)min", "integer", "the first place; 0 if not given",
          isOptional: true),
        Parameter(
          "\(axis)max", "integer", "the one after the last; -1 if not given",
          isOptional: true),
      ]
    } + [Parameter("[integer]", "integer", "these, in this order")]

  private static var areaMask: Binding {
    Binding(
      owner: .dimension, name: "get_area_mask",
      parameters: [
        Parameter(
          "box", "snn.AreaOptions",
          "places in the grid from 0, the last not included; a negative end"
            + " counts from the end of the grid, which is -1",
          isOptional: true, options: area)
      ],
      result: "snn.Tensor",
      summary: "A mask of the neurons in a box of the grid.",
      product: .tensor
    ) { context, frame throws(LuaRaise) in
      let grid = try context.grid(frame, 1)
      let box = try OptionTable(context, frame, 2, "get_area_mask", area)
      var limits: [[Int]] = [[], []]
      for (place, option) in area.enumerated() where !option.isPositional {
        let end = place % 2
        let value = try box.read(option.name, or: place + 1) {
          index throws(LuaRaise) in
          try context.listed(frame, index, at: place / 2, "get_area_mask")
        }
        guard let limit = (value ?? .integer(-end)).exactInteger else {
          throw .message(
            "get_area_mask: \(shown(value?.double ?? 0)) is not a whole"
              + " number")
        }
        limits[end].append(limit)
      }
      return try context.give(
        frame,
        try raisingAny {
          try grid.areaMask(first: limits[0], end: limits[1])
        })
    }
  }

  /// `grid_size(behavior)` gives the number of neurons of a grid, or nil for
  /// another behavior.
  static var gridSize: Binding {
    native("grid_size") { context, frame throws(LuaRaise) in
      let found = try context.behavior(frame, 1).libraryBehavior
      guard let grid = found as? NeuronDimension else { return 0 }
      frame.push(try raisingAny { try grid.neuronCount() })
      return 1
    }
  }
}

extension ScriptContext {
  fileprivate func grid(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> NeuronDimension {
    let found = try behavior(frame, index).libraryBehavior
    guard let grid = found as? NeuronDimension else {
      throw frame.typeError(at: index, expected: "NeuronDimension")
    }
    return grid
  }

  /// The values for x, y and z from 2 on, which may be in a table there.
  fileprivate func coordinates(
    _ frame: LuaFrame, _ what: String, _ known: [Binding.Parameter],
    standard: Double
  ) throws(LuaRaise) -> [Double] {
    var values: [Double] = []
    let table =
      frame.kind(at: 2) == .table
      ? try OptionTable(self, frame, 2, what, known) : nil
    for (place, name) in ["x", "y", "z"].enumerated() {
      func value(_ index: Int) throws(LuaRaise) -> Double? {
        guard try isTrue(frame, index) else { return nil }
        return try listed(frame, index, at: place, what).double
      }
      let given =
        if let table {
          try table.read(name, or: place + 1, value) ?? nil
        } else {
          try value(place + 2)
        }
      values.append(given ?? standard)
    }
    return values
  }
}
