import LuaBindings
import SpikingNetworks
import Terminal

/// The line on a terminal that says how far a simulation is.
///
/// It appears when a simulation has gone on for half a second, and changes ten
/// times a second at most:
///
///     [########............] 420/1000 iterations, 840/s, 0:01 left
///
/// When the simulation ends, a last line stays:
///
///     1000 iterations in 1.2 s, 840/s
final class Progress {
  /// The simulation that is going on.
  private struct Simulation {
    let start: Double
    var lastWritten: Double?
  }

  private let now: () -> Double
  private let columns: () -> Int
  private let write: (String) -> Void
  private var simulation: Simulation?

  /// Creates a line that nothing is shown on yet.
  ///
  /// - Parameters:
  ///   - now: The time in seconds, from any moment on.
  ///   - columns: The width of the terminal at this moment.
  ///   - write: Writes to the terminal.
  init(
    now: @escaping () -> Double = { MonotonicTime.seconds },
    columns: @escaping () -> Int = { StandardStream.error.columns },
    write: @escaping (String) -> Void = { Terminal.write($0, to: .error) }
  ) {
    self.now = now
    self.columns = columns
    self.write = write
  }

  /// Follows the simulations of a network.
  func follow(_ network: Network) {
    network.onProgress = { [self] in report($0, of: $1) }
  }

  /// Takes note that `done` of `total` iterations have run: 0 begins a
  /// simulation, and all of them end it.
  func report(_ done: Int, of total: Int) {
    let time = now()
    guard done > 0, var simulation else {
      erase()
      self.simulation = Simulation(start: time)
      return
    }
    let elapsed = time - simulation.start
    guard elapsed >= 0.5 else {
      if done >= total { self.simulation = nil }
      return
    }
    let rate = Double(done) / elapsed
    if done >= total {
      let seconds = "\((elapsed * 10).rounded() / 10)"
      write("\r\(done) iterations in \(seconds) s, \(shown(rate))/s\u{1B}[K\n")
      self.simulation = nil
    } else if time - (simulation.lastWritten ?? 0) >= 0.1 {
      simulation.lastWritten = time
      self.simulation = simulation
      write("\r\(line(done, total, rate))\u{1B}[K")
    }
  }

  /// Ends the simulation, and removes the line if it is there.
  func erase() {
    if simulation?.lastWritten != nil { write("\r\u{1B}[K") }
    simulation = nil
  }

  /// The line, no wider than the terminal; the bar takes what the text leaves.
  private func line(_ done: Int, _ total: Int, _ rate: Double) -> String {
    let text =
      "\(done)/\(total) iterations, \(shown(rate))/s,"
      + " \(duration(Double(total - done) / rate)) left"
    // Terminals go to the next line when the last column is written.
    let room = columns() - 1
    let width = min(40, room - text.count - 3)
    guard width >= 5 else { return String(text.prefix(max(0, room))) }
    let full = Int(Double(width) * Double(done) / Double(total))
    let bar =
      String(repeating: "#", count: full)
      + String(repeating: ".", count: width - full)
    return "[\(bar)] \(text)"
  }
}

private func shown(_ rate: Double) -> String {
  rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(min(rate, 1e18)))"
}

/// Seconds as 0:01, or 2:46:20.
private func duration(_ seconds: Double) -> String {
  let all = Int(min(seconds, 1e9).rounded(.up))
  let (hours, minutes, rest) = (all / 3600, all / 60 % 60, all % 60)
  let start = hours > 0 ? "\(hours):\(padded(minutes))" : "\(minutes)"
  return "\(start):\(padded(rest))"
}

private func padded(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}
