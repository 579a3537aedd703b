import SpikingNetworks
import Testing

@Suite struct QuantityTests {
  static let times: [(String, Double)] = [
    ("100 ms", 100), ("1.5 s", 1500), ("0.1 ms", 0.1), ("100us", 0.1),
    ("5*second", 5000), ("2 * seconds", 2000), ("ms", 1), ("1e-3s", 1),
    ("3 msecond", 3), ("7 milliseconds", 7), ("2 min", 120_000),
    ("1 hour", 3_600_000), ("250 µs", 0.25), ("-5 ms", -5), ("1e3 ns", 0.001),
  ]

  @Test(arguments: times)
  func aTimeIsRead(text: String, ms: Double) throws {
    #expect(try Quantity(text, .time).value(inPowerOfTen: -3) == ms)
  }

  @Test func prefixesGoWithEveryUnit() throws {
    #expect(try Quantity("-65 mV", .voltage).value(inPowerOfTen: -3) == -65)
    #expect(try Quantity("10 nS", .conductance).value(inPowerOfTen: -9) == 10)
    #expect(try Quantity("100 Mohm", .resistance).value == 100e6)
    #expect(try Quantity("2 kHz", .frequency).value == 2000)
    #expect(try Quantity("0.5 namp", .current).value(inPowerOfTen: -9) == 0.5)
  }

  static let mistakes: [(String, String)] = [
    ("100", "time '100', column 4: a time has a unit, such as '10 ms'"),
    ("", "time '', column 1: a time has a unit, such as '10 ms'"),
    (
      "5 mss",
      "time '5 mss', column 3: there is no unit 'mss'; did you mean 'ms'?"
    ),
    (
      "5 mV",
      "time '5 mV', column 3: mV is a unit of voltage, not of time"
    ),
    ("5 ms s", "time '5 ms s', column 6: 's' is not expected"),
    ("1e999 ms", "time '1e999 ms', column 1: the number is too large"),
  ]

  @Test(arguments: mistakes)
  func aMistakeIsExplained(text: String, explanation: String) {
    #expect(message { _ = try Quantity(text, .time) } == explanation)
  }
}
