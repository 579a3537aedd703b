import DeviceTestSupport
import Devices
import TestSupport
import Testing

@testable import SpikingNetworks
@testable import Tensors

/// Networks on a device that fails, has no room, or computes something else.
@Suite(.needsDevice) struct DeviceFailureTests {
  /// Some drivers see only when something is written that there is no room.
  @Test func aLackOfMemoryNamesWhatHasNoRoom() throws {
    let network = try plasticNetwork(size: 20)
    var texts: [String] = []
    for calls in 0..<12 {
      let device = FailingDevice(try TestDevice.open())
      device.failure = .outOfMemory(
        device: "failing", what: "what is written", bytes: 80, inUse: 0,
        limit: 100)
      device.callsLeft = calls
      try network.place(on: DevicePlacement(device))
      let error = #expect(throws: BehaviorFailure.self) {
        try network.simulateIteration()
      }
      texts.append(error.map { "\($0)" } ?? "")
    }
    #expect(
      texts.contains { $0.contains("not enough memory on failing for exc.") },
      "\(texts)")
    try network.place(on: nil)
    try network.simulateIteration()
  }

  /// What a device has lost, only a new beginning mends.
  @Test func aNetworkThatHasLostVariablesBeginsAnew() throws {
    let network = try plasticNetwork(size: 20)
    let device = FailingDevice(try TestDevice.open())
    let place = DevicePlacement(device)
    var told: [NetworkError] = []
    place.onFailure = { told.append($0) }
    try network.place(on: place)
    try network.simulateIterations(5)
    device.callsLeft = 0
    // Somebody reads, outside of a run.
    let voltage = try network.neuronGroups[0].tensor(named: "voltage")
    #expect(voltage.doubles.allSatisfy { $0 == 0 })
    #expect(told.count == 1)
    let loss = try #require(told.first)
    #expect(throws: loss) { try network.simulateIteration() }
    device.callsLeft = nil
    try network.place(on: nil)
    #expect(throws: loss) { try network.simulateIteration() }
    #expect(throws: loss) { try network.save(to: "/dev/null") }
    try network.initialize()
    try network.simulateIterations(3)
  }

  @Test func aDeviceThatComputesOtherwiseIsFound() throws {
    let network = try plasticNetwork()
    let device = FailingDevice(try TestDevice.open())
    try network.place(on: DevicePlacement(device, isChecked: true))
    try network.simulateIterations(3)
    device.isWrong = true
    let error = #expect(throws: BehaviorFailure.self) {
      try network.simulateIterations(3)
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains(" on the processor in iteration 4"), "\(text)")
    #expect(text.contains("exc."), "\(text)")
  }

  /// Whatever call fails, the network says that it is lost unless nothing was, and
  /// recorders keep what they have.
  @Test func aDeviceThatFailsLosesNoRecording() throws {
    var (failures, isDone) = (0, false)
    let whole = try Recorder(["voltage"])
    try plasticNetwork(size: 20, others: [(9, whole)]).simulateIterations(6)
    let rows = try whole.data(of: "voltage").bits
    while !isDone {
      let recorder = try Recorder(["voltage"])
      let network = try plasticNetwork(size: 20, others: [(9, recorder)])
      try network.simulateIterations(2)
      let device = FailingDevice(try TestDevice.open())
      device.callsLeft = failures
      try network.place(on: DevicePlacement(device))
      do {
        try network.simulateIterations(4)
        isDone = true
      } catch {
        let text = "\(error)"
        try #require(text.contains("can't be used any more"), "\(text)")
        #expect(throws: (any Error).self) { try network.simulateIteration() }
        #expect(throws: (any Error).self) {
          try network.save(to: "/dev/null")
        }
      }
      let recorded = try recorder.data(of: "voltage")
      #expect(recorded.bits == Array(rows.prefix(recorded.count)))
      #expect(recorded.shape[0] >= 2)
      failures += 1
    }
    // Buffers, what is written to them, kernels, launches, and what is read.
    #expect(failures > 60)
  }
}
