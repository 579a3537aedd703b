import Glibc
import TensorBindings

/// The system's clock that nobody sets.
package enum MonotonicTime {
  /// The nanoseconds since some moment in the past.
  package static var nanoseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
  }

  /// The seconds since then.
  package static var seconds: Double { Double(nanoseconds) * 1e-9 }
}
