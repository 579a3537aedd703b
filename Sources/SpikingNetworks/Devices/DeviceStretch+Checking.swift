import Devices
import Programs
import Tensors

/// Looking whether the device computes what the processor does, iteration by iteration.
extension DeviceStretch {
  /// As `run(_:iteration:)`, but the processor runs the iteration first, which is undone,
  /// and then the two are compared.
  ///
  /// - Throws: `NetworkError.deviceDiffers`; then the device has run the iteration.
  func runChecked(_ stretch: ProgramStretch, iteration: Int) throws {
    let expected = try expectation(stretch)
    try run(stretch, iteration: iteration)
    for (place, own) in expected.outputs.enumerated() {
      let write = stretch.writes[place]
      let there = Tensor(
        layoutOf: program.outputLayout(write.index),
        storage: try program.newStorage(forOutput: write.index, in: pool))
      try program.readOutput(write.index, into: there.storage.ownBytes)
      try compare(
        own, there, stretch.owners[write.owner].label, iteration: iteration)
    }
    for (input, own) in zip(inputs.filter(\.isChanged), expected.changed) {
      let tensor = try tensor(input, stretch)
      guard
        let storage = Storage(byteCount: tensor.storage.byteCount, pool: pool)
      else { throw tensor.lackOfMemory }
      try program.readInput(input.index, into: storage.ownBytes)
      try compare(
        own, Tensor(layoutOf: tensor, storage: storage),
        stretch.label(of: input), iteration: iteration)
    }
  }

  /// What the processor makes of an iteration: what state variables are set to, and
  /// the inputs whose elements are changed. Everything is as it was then.
  private func expectation(
    _ stretch: ProgramStretch
  ) throws -> (outputs: [Tensor], changed: [Tensor]) {
    let changed = try inputs.filter(\.isChanged).map {
      try tensor($0, stretch)
    }
    let before = try changed.map { try $0.storage.duplicate(for: $0) }
    let onTheWay = try program.delayLines.map { try $0.pending() }
    let positions = stretch.entries.map(\.random.position)
    let result: (outputs: [Tensor], changed: [Tensor])
    do {
      defer {
        for (tensor, storage) in zip(changed, before) {
          tensor.storage.address.copyMemory(
            from: storage.address, byteCount: storage.byteCount)
        }
        for (entry, position) in zip(stretch.entries, positions) {
          entry.random.position = position
        }
      }
      try stretch.plan.run()
      result = (
        try (0..<stretch.writes.count).map {
          try stretch.plan.output(stretch.writes[$0].index).copied()
        },
        try changed.map {
          Tensor(layoutOf: $0, storage: try $0.storage.duplicate(for: $0))
        }
      )
    }
    for (line, pending) in zip(program.delayLines, onTheWay) {
      try line.restore(pending)
    }
    return result
  }

  private func compare(
    _ own: Tensor, _ there: Tensor, _ what: String, iteration: Int
  ) throws {
    let (a, b) = (try own.copied(), try there.copied())
    if a.hasSameBytes(as: b) { return }
    for number in 0..<a.count {
      var (rest, index) = (number, [Int]())
      for size in a.shape.list.reversed() {
        index.insert(rest % size, at: 0)
        rest /= size
      }
      let (x, y) = (try a.element(index), try b.element(index))
      // Of NaN, and of -0, there are several.
      if x.double.isNaN, y.double.isNaN { continue }
      if x == y, x.double.sign == y.double.sign { continue }
      throw NetworkError.deviceDiffers(
        device: placement.device.info.name,
        what: "\(what)\(index.map { $0 + 1 })", iteration: iteration,
        found: "\(y)", expected: "\(x)")
    }
  }
}

extension ProgramStretch {
  /// What messages call an input.
  fileprivate func label(of input: DeviceStretch.Input) -> String {
    guard let variable = input.variable else { return "a tensor of \(label)" }
    let source = inputs[variable]
    return owners.first {
      $0.state === source.state.takeUnretainedValue()
        && $0.state.slot(of: $0.name) == source.slot
    }?.label ?? label
  }
}

extension Tensor {
  fileprivate var lackOfMemory: TensorError {
    .outOfMemory(
      shape: shape, bytes: storage.byteCount, inUse: pool.countedBytes,
      limit: pool.limit)
  }
}

extension Storage {
  /// Memory with the same contents, for a copy of `tensor`.
  fileprivate func duplicate(for tensor: Tensor) throws(TensorError) -> Storage
  {
    guard let copy = Storage(byteCount: byteCount, pool: pool) else {
      throw tensor.lackOfMemory
    }
    copy.address.copyMemory(from: address, byteCount: byteCount)
    return copy
  }
}
