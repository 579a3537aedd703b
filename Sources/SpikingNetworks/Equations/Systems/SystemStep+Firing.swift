import Tensors

/// What neurons do in an iteration: they take a step, fire, and are reset.
extension SystemStep {
  func run() throws {
    guard let firing = system.firing else {
      return try integrate(mayFire: nil)
    }
    let mayFire = try beginRefractoriness(firing)
    try integrate(mayFire: mayFire)
    let spike = try spikes(firing, mayFire)
    for statement in firing.reset {
      try put(
        try algebra.choose(
          spike, try value(of: statement.value), else: values[statement.target]),
        into: statement.target)
    }
    try endRefractoriness(firing, spike)
    if let number = system.number(of: Firing.lastSpike) {
      try put(
        try algebra.choose(
          spike, values[EquationSystem.time], else: values[number]),
        into: number)
    }
  }

  /// Which neurons fire.
  private func spikes(
    _ firing: Firing, _ mayFire: A.Value?
  ) throws -> A.Value {
    var spike = try algebra.truth(of: try value(of: firing.threshold))
    if algebra.layout(of: spike).shape == nil {
      spike = try algebra.full(
        try system.shape(of: 0, for: object), spike, type: .bool)
    }
    if let mayFire { spike = try algebra.combine(.and, spike, mayFire) }
    try algebra.set(firing.spike, of: object, to: spike)
    return spike
  }

  /// Which neurons may fire in this iteration; nil if all always may.
  ///
  /// A time counts from the iteration of the spike: after one of 2 ms, steps of
  /// 0.1 ms later, the 20th is the first in which the neuron may fire again.
  private func beginRefractoriness(_ firing: Firing) throws -> A.Value? {
    guard let refractory = firing.refractory,
      let number = system.number(of: Firing.mayFire)
    else { return nil }
    switch refractory {
    case .time:
      guard let left = system.number(of: Firing.left) else { return nil }
      try put(
        try algebra.combine(
          .maximum,
          try algebra.combine(.subtract, values[left], try algebra.value(1.0)),
          try algebra.value(0.0)), into: left)
      try put(
        try algebra.compare(.equal, values[left], try algebra.value(0.0)),
        into: number)
    case .condition(let condition):
      try put(
        try algebra.combine(
          .or, values[number],
          try algebra.apply(
            .logicalNot, try algebra.truth(of: try value(of: condition)))),
        into: number)
    }
    return values[number]
  }

  private func endRefractoriness(_ firing: Firing, _ spike: A.Value) throws {
    guard let refractory = firing.refractory,
      let number = system.number(of: Firing.mayFire)
    else { return }
    if case .time(let time) = refractory,
      let left = system.number(of: Firing.left)
    {
      try put(
        try algebra.choose(
          spike, try iterations(of: try value(of: time)), else: values[left]),
        into: left)
    }
    try put(
      try algebra.combine(
        .and, values[number], try algebra.apply(.logicalNot, spike)),
      into: number)
  }

  /// How many iterations a time in seconds is: whole ones, but for rounding.
  private func iterations(of time: A.Value) throws -> A.Value {
    let step = values[EquationSystem.step]
    let margin = 1e-3
    guard algebra.layout(of: time).shape != nil else {
      return try algebra.compute("iterations", [time, step]) {
        .float(($0[0].double / $0[1].double + margin).rounded(.down))
      }
    }
    return try algebra.apply(
      .floor,
      try algebra.combine(
        .add, try algebra.combine(.divide, time, step),
        try algebra.value(margin)))
  }
}

extension EquationSystem {
  /// The number of a variable of the object itself that is worked with.
  func number(of name: String) -> Int? {
    used.first {
      isState($0) && locals[$0].owner == nil && locals[$0].name == name
    }
  }
}
