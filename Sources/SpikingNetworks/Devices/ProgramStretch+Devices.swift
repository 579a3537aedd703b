import Devices
import Tensors

/// What devices ask a stretch.
extension ProgramStretch {
  /// What messages call it: its behaviors.
  var label: String {
    entries.map(\.place).joined(separator: ", ")
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

  /// What the program is given, in order.
  ///
  /// - Throws: `DeviceError.wrongInput` for a variable that is no tensor any more.
  var inputTensors: [Tensor] {
    get throws(DeviceError) {
      var all = captured
      for index in 0..<inputs.count {
        let input = inputs[index]
        all[input.index] =
          input.state.takeUnretainedValue().tensor(at: input.slot)?.pointee
      }
      var result: [Tensor] = []
      for index in 0..<plan.program.inputCount {
        guard let tensor = all[index] else {
          throw .wrongInput(
            index: index, expected: "a tensor", found: "no tensor")
        }
        result.append(tensor)
      }
      return result
    }
  }

  /// The outputs that state variables become which are inputs, by the numbers of
  /// these.
  var carried: [Int: Int] {
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
}
