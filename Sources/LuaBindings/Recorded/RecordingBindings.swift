import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Reading what recorders have written to files.
extension Binding {
  static var loadRecording: Binding {
    Binding(
      owner: .library, name: "load_recording",
      parameters: [Parameter("path", "string")],
      result: "table<string, snn.Tensor|boolean>",
      summary: "What a recorder wrote to its file: recording.voltage has the"
        + " rows, recording[\"voltage.t\"] their iterations; of events,"
        + " recording.spike has rows [t, i], recording[\"spike.t\"] and"
        + " recording[\"spike.i\"] their columns. recording.is_complete is false"
        + " without the mark of the end, which is there between simulations:"
        + " the program was killed while it simulated, or the disk was full,"
        + " and this is what came before."
    ) { context in
      { frame throws(LuaRaise) in
        let path = try context.path(frame, 1, "load_recording")
        let recording = try raising { () throws(TensorError) in
          try LoadedRecording(path: path, in: context.pool)
        }
        try frame.newTable()
        for name in recording.names {
          let data = try raisingAny {
            try recording.data(under: name, countingFrom: 1)
          }
          try context.pushNew(frame, data)
          try frame.rawSet(at: -2, key: name)
        }
        frame.push(recording.isComplete)
        try frame.rawSet(at: -2, key: "is_complete")
        return 1
      }
    }
  }
}
