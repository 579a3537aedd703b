import Devices
import Programs
import Tensors

/// A stretch on a device: gives it the state variables, has it run iterations, and takes
/// them back.
final class DeviceStretch {
  /// What runs on the processor.
  let stretch: ProgramStretch

  private let program: DeviceProgram
  private let pool: MemoryPool

  /// - Throws: `NetworkError.notOnDevice` for what only the processor does between
  ///   iterations, `DeviceError`.
  init(
    _ stretch: ProgramStretch, on device: any ComputeDevice, pool: MemoryPool
  ) throws {
    self.stretch = stretch
    self.pool = pool
    if stretch.relations.count > 0 {
      throw NetworkError.notOnDevice(
        what: stretch.label, reason: "it has variables with a next value")
    }
    if let owner = stretch.ownerOfNumber {
      throw NetworkError.notOnDevice(
        what: owner.label, reason: "it is set to a number in each iteration")
    }
    program = try DeviceProgram(
      stretch.plan.program, on: device, try stretch.inputTensors,
      carrying: stretch.carried)
    for (part, entry) in stretch.entries.enumerated() {
      program.draw(from: entry.random, in: part)
    }
  }

  /// Gives the device what state variables are now.
  func begin() throws {
    for (index, tensor) in try stretch.inputTensors.enumerated() {
      try program.write(tensor, index)
    }
    for index in 0..<stretch.numbers.count {
      let input = stretch.numbers[index]
      let value = input.state.takeUnretainedValue().peek(at: input.slot)
      if case .number(let number)? = value {
        program.set(input.number, to: number)
      }
    }
  }

  /// Has the device run the iteration of a number. Nobody waits for it.
  func run(iteration: Int) throws {
    if let number = stretch.iteration {
      program.set(number, to: .integer(iteration))
    }
    try program.run()
  }

  /// Waits until all is done that the device was asked for.
  func wait() throws { try program.finish() }

  /// Makes the state variables what they are on the device.
  func end() throws {
    let outputs = try program.takeBack(try stretch.inputTensors, in: pool)
    stretch.set(outputs)
  }
}

extension ProgramStretch {
  /// What messages call it: its behaviors.
  var label: String {
    entries.map { "\($0.label) of \($0.object.tag)" }
      .joined(separator: ", ")
  }

  /// Whether it sets a variable that it was made for as it is, such as a number: then
  /// the next iteration is another program.
  var changesWhatItIsMadeFor: Bool {
    (0..<writes.count).contains { place in
      let write = writes[place]
      let isMadeFor = { (state: Unmanaged<StateVariables>, slot: Int) in
        state.toOpaque() == write.state.toOpaque() && slot == write.slot
      }
      return (0..<constants.count).contains {
        isMadeFor(constants[$0].state, constants[$0].slot)
      }
        || write.isOutput
          && (0..<numbers.count).contains {
            isMadeFor(numbers[$0].state, numbers[$0].slot)
          }
    }
  }

  /// Whose variable is set to something that is no tensor, or nil.
  fileprivate var ownerOfNumber: Owner? {
    for index in 0..<writes.count where !writes[index].isOutput {
      return owners[writes[index].owner]
    }
    return nil
  }

  /// What the program is given, in order.
  fileprivate var inputTensors: [Tensor] {
    get throws {
      var all = captured
      for index in 0..<inputs.count {
        let input = inputs[index]
        all[input.index] =
          input.state.takeUnretainedValue().tensor(at: input.slot)?.pointee
      }
      return try (0..<plan.program.inputCount).map { index in
        guard let tensor = all[index] else {
          throw NetworkError.notOnDevice(
            what: label, reason: "what it reads is no tensor any more")
        }
        return tensor
      }
    }
  }

  /// The outputs that state variables become which are inputs, by the numbers of
  /// these.
  fileprivate var carried: [Int: Int] {
    var all: [Int: Int] = [:]
    for place in 0..<writes.count {
      let write = writes[place]
      for index in 0..<inputs.count
      where inputs[index].state.toOpaque() == write.state.toOpaque()
        && inputs[index].slot == write.slot
      {
        all[inputs[index].index] = write.index
      }
    }
    return all
  }

  /// Sets the state variables to outputs, and tells of it.
  fileprivate func set(_ outputs: [Tensor]) {
    for index in 0..<writes.count {
      let write = writes[index]
      write.state.takeUnretainedValue().setInOrder(
        at: write.slot, to: .tensor(outputs[write.index]), write.role)
      if write.settles >= 0 {
        write.state.takeUnretainedValue().endSettings(of: write.settles)
      }
    }
    tellOfSettings()
  }
}
