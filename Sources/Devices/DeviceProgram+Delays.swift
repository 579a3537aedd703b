import Programs
import Tensors

/// The delay lines of a program on a device.
final class DeviceLines {
  /// The lines, as the processor has them.
  let all: [DelayLine]

  /// How many steps each makes in a run.
  let stepCounts: [Int]

  /// Those that aren't only looked at.
  let changed: Set<Int>

  /// What is on its way, once it was written to the device.
  fileprivate(set) var copies: [RemoteCopy] = []

  init(_ all: [DelayLine], stepCounts: [Int], changed: Set<Int>) {
    (self.all, self.stepCounts) = (all, stepCounts)
    self.changed = changed
  }

  /// The size of a line's ring.
  func byteCount(_ line: Int) -> Int { all[line].ring.storage.byteCount }
}

/// What is on its way goes to the device when it isn't there, and back when somebody asks
/// for it. Where in its ring a line is, both sides count.
extension DeviceProgram {
  /// The delay lines on which spikes and currents of the program are on their way.
  package var delayLines: [DelayLine] { lines.all }

  /// Has each delay line be as it is on the device, which forgets it.
  package func settleLines() {
    for copy in lines.copies { copy.holder?.takeUnretainedValue().settle() }
  }

  /// Gives the device what is on its way, unless it has it.
  func writeLines() throws(DeviceError) {
    if lines.all.isEmpty { return }
    if lines.copies.isEmpty {
      for index in lines.all.indices {
        let ring = try buffer(.ring(index))
        // It is there as long as somebody may ask for it.
        lines.copies.append(
          RemoteCopy(in: remote) { [device] in
            try device.read(ring, from: 0, into: $0)
          })
      }
    }
    for (index, line) in lines.all.enumerated() {
      let (storage, copy) = (line.ring.storage, lines.copies[index])
      if storage.copy === copy { continue }
      // Who has had it before, keeps it.
      copy.holder?.takeUnretainedValue().settle()
      try device.write(
        UnsafeRawBufferPointer(
          start: storage.address, count: storage.byteCount),
        to: try buffer(.ring(index)), at: 0)
      try device.write(
        [UInt64(line.position)], to: try buffer(.positions), at: index * 8)
      storage.attach(copy)
    }
  }

  /// Takes note that each line has moved on.
  func advanceLines() {
    for index in lines.changed {
      lines.all[index].advance(by: lines.stepCounts[index])
      lines.copies[index].isNewer = true
    }
  }
}
