import Glibc
import LuaBindings
import SpikingNetworks

/// The line on a terminal that says how far a simulation is.
///
/// It appears when a simulation has gone on for half a second, changes ten
/// times a second at most, and is gone when the simulation ends:
///
///     420/1000 iterations, 840/s, 0:01 left
final class Progress {
  /// The simulation that is going on.
  private struct Simulation {
    let start: Double
    let doneAtStart: Int
    var done: Int
    var lastWritten: Double?
  }

  private let now: () -> Double
  private let write: (String) -> Void
  private var simulation: Simulation?

  /// Creates a line that nothing is shown on yet.
  ///
  /// - Parameters:
  ///   - now: The time in seconds, from any moment on.
  ///   - write: Writes to the terminal.
  init(
    now: @escaping () -> Double = monotonicTime,
    write: @escaping (String) -> Void = { snn_lua.write($0, to: .error) }
  ) {
    self.now = now
    self.write = write
  }

  /// Follows the simulations of all networks that scripts make from now on.
  func follow(_ host: LuaHost) {
    host.onNetwork = { [self] network in
      network.onProgress = { [self] in report($0, of: $1) }
    }
  }

  /// Takes note that `done` of `total` iterations have run.
  ///
  /// A number that is not above the last one begins another simulation.
  func report(_ done: Int, of total: Int) {
    if done >= total { return erase() }
    let time = now()
    guard var simulation, done > simulation.done else {
      erase()
      simulation = Simulation(start: time, doneAtStart: done, done: done)
      return
    }
    simulation.done = done
    let elapsed = time - simulation.start
    if elapsed >= 0.5, time - (simulation.lastWritten ?? 0) >= 0.1 {
      simulation.lastWritten = time
      let rate = Double(done - simulation.doneAtStart) / elapsed
      write("\r\(text(done, total, rate))\u{1B}[K")
    }
    self.simulation = simulation
  }

  /// Ends the simulation, and removes the line if it is there.
  func erase() {
    if simulation?.lastWritten != nil { write("\r\u{1B}[K") }
    simulation = nil
  }

  private func text(_ done: Int, _ total: Int, _ rate: Double) -> String {
    let shown = rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate))"
    let left = Int(min(Double(total - done) / rate, 1e9).rounded(.up))
    let (hours, minutes, seconds) = (left / 3600, left / 60 % 60, left % 60)
    let start = hours > 0 ? "\(hours):\(padded(minutes))" : "\(minutes)"
    return
      "\(done)/\(total) iterations, \(shown)/s, \(start):\(padded(seconds))"
      + " left"
  }
}

private func padded(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}

/// Seconds that no one sets.
private func monotonicTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
