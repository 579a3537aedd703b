import Glibc
import LuaBindings

/// A clock that only runs forward.
enum Clock {
  /// Nanoseconds since some moment in the past.
  static var now: Int { MonotonicTime.nanoseconds }

  /// How many nanoseconds `body` takes.
  static func measure(_ body: () throws -> Void) rethrows -> Double {
    let start = now
    try body()
    return Double(now - start)
  }

  /// The date of today, as 2026-01-31.
  static var date: String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 16)
    let length = strftime(&text, text.count, "%Y-%m-%d", &parts)
    return String(decoding: text[..<length].map(UInt8.init), as: UTF8.self)
  }
}
