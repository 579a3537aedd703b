import Devices

/// What of a network runs on its device, and what that has cost so far.
public struct DeviceReport: CustomStringConvertible {
  /// A behavior, and where it runs.
  public struct Row {
    /// The behavior and its object: `LIF (key 1) of exc`.
    public let behavior: String
    /// Why it runs on the processor; nil if it runs on the device.
    public let reasonForHost: String?
    /// How many kernels the program has in which it runs on the device.
    public let launches: Int
  }

  /// The device.
  public let device: DeviceDescription

  /// The behaviors that run, in order.
  public let rows: [Row]

  /// What was done so far.
  public let work: DevicePlacement.Work

  /// How much memory of the device's the network has.
  public let byteCount: Int

  /// What an iteration has cost on average: kernels that were launched, and bytes
  /// that were written there and read back.
  public var perIteration: (launches: Double, written: Double, read: Double) {
    let count = Double(max(1, work.iterations))
    return (
      Double(work.launches) / count, Double(work.bytesWritten) / count,
      Double(work.bytesRead) / count
    )
  }

  /// The report for people, a line for each behavior.
  public var description: String {
    let (launches, written, read) = perIteration
    let head =
      "\(device.name) (\(device.id)): \(byteCount) bytes there,"
      + " \(work.iterations) iterations; in each, on average,"
      + " \(DeviceReport.shown(launches)) launches,"
      + " \(DeviceReport.shown(written)) bytes written there and"
      + " \(DeviceReport.shown(read)) read back"
    let table = alignedRows(
      rows.map { row in
        [
          row.behavior,
          row.reasonForHost.map { "on the processor: \($0)" }
            ?? "on the device, in a program of \(row.launches) launches",
        ]
      })
    return ([head] + table.map { "  " + $0 }).joined(separator: "\n")
  }

  private static func shown(_ number: Double) -> String {
    let text = "\((number * 10).rounded() / 10)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Network {
  /// What runs on the network's device; nil if it has none.
  public var deviceReport: DeviceReport? {
    guard let placement = context.placement else { return nil }
    var known: [ObjectIdentifier: ProgramStretch] = [:]
    for case (let entries, let stretch?) in programs {
      for entry in entries { known[ObjectIdentifier(entry)] = stretch }
    }
    let rows = scheduledBehaviors.filter {
      $0.behavior.hasForward && $0.behavior.isEnabled
    }.map { entry in
      let stretch = known[ObjectIdentifier(entry)]
      let there = stretch?.there
      return DeviceReport.Row(
        behavior: entry.place,
        reasonForHost: there != nil
          ? nil : stretch?.reasonForHost ?? entry.reasonForHost,
        launches: there?.program.launchCount ?? 0)
    }
    return DeviceReport(
      device: placement.device.info, rows: rows, work: placement.work,
      byteCount: placement.byteCount)
  }
}

extension ScheduledBehavior {
  /// Why it runs on the processor, without a program.
  fileprivate var reasonForHost: String {
    if behavior is any RecordingBehavior { return "it records" }
    if (behavior as? any TracedBehavior)?.isTraceable == true {
      return "it hasn't run yet"
    }
    return reasonForCall
  }

  /// How messages about devices name it.
  var place: String { "\(label) of \(object.tag)" }

  /// Why it is called, and not traced.
  var reasonForCall: String {
    (behavior as? any TracedBehavior)?.reasonForCall ?? "it isn't compiled"
  }
}
