import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// A tensor that a script hands over, and where it comes from.
struct RecordedData {
  let tensor: Tensor
  let origin: Origin?
}

extension ScriptContext {
  /// The data at `index`: a tensor, or a recorder, whose first variable it is.
  ///
  /// `expected` is what messages call it.
  func recordedData(
    _ frame: LuaFrame, _ index: Int, _ what: String,
    expected: String = "a tensor"
  ) throws(LuaRaise) -> RecordedData {
    if let handle = frame.payload(at: index, of: behaviorType),
      let recorder = handle.pointee.behavior as? any RecordingBehavior,
      let variable = recorder.variables.first
    {
      let data = try raisingAny {
        try recorder.data(under: variable, countingFrom: 1)
      }
      guard let data else {
        throw .message(
          "\(what): the \(recorder.name) has recorded nothing; initialize its"
            + " network and run it")
      }
      return RecordedData(
        tensor: data,
        origin: recorder.recording(under: variable).map {
          Origin(recording: $0, tensor: data)
        })
    }
    guard isTensor(frame, index) else {
      throw .message(
        "\(what): expected \(expected), got \(unusable(frame, index))")
    }
    let tensor = try tensor(frame, index)
    return RecordedData(tensor: tensor, origin: origins.origin(of: tensor))
  }
}
