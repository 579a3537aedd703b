import Foundation
import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// The networks in examples/published against second implementations of them.
///
/// What they print at their default sizes is exact, see `ExampleTests`; here it is
/// compared with what the papers say. At sizes that have the papers' numbers, they
/// take minutes in a build for speed, and hours in another: `SNN_LUA_LONG=1` asks
/// for them.
@Suite struct PublishedTests {
  private static let isLong =
    ProcessInfo.processInfo.environment["SNN_LUA_LONG"] != nil

  private static func path(of name: String) -> String {
    ExampleTests.folder.appending(path: "published/\(name).lua").path
  }

  /// The numbers in lines, in their order.
  private static func numbers(in lines: [String]) -> [Double] {
    lines.joined(separator: " ").matches(of: /-?\d+(\.\d+)?/)
      .compactMap { Double($0.output.0) }
  }

  /// The numbers that an example prints without arguments.
  private static func promisedNumbers(of name: String) throws -> [Double] {
    numbers(in: try ExampleTests.promisedLines(of: path(of: name)))
  }

  /// The numbers that an example prints.
  private static func run(_ name: String, _ arguments: [Double]) throws
    -> [Double]
  {
    let host = try makeHost()
    let printed = PrintedLines()
    try host.capturePrint(in: printed)
    try host.runFile(
      path(of: name),
      arguments: arguments.map {
        Int(exactly: $0).map(LuaValue.integer) ?? .number($0)
      })
    return numbers(in: printed.lines)
  }

  @Test(.enabled(if: isLong), arguments: PublishedReference.all)
  func meansAreWithinThreeStandardErrors(of reference: PublishedReference)
    throws
  {
    let runs = try (1...reference.seeds).map { seed in
      try PublishedTests.run(
        reference.name, reference.arguments + [Double(seed)])
    }
    let count = Double(reference.seeds)
    for (place, expected) in reference.numbers.enumerated() {
      guard let expected else { continue }
      let values = runs.map { $0[place] }
      let mean = values.reduce(0, +) / count
      let variance =
        values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
      let error =
        (variance / count + expected.deviation * expected.deviation
        / Double(reference.referenceSeeds)).squareRoot()
      #expect(
        abs(mean - expected.mean) <= 3 * error,
        "\(reference.name), number \(place + 1): \(mean) ± \(error)")
    }
  }

  /// The columns are rate, CV and correlation; SR, SI fast, AI and SI slow.
  @Test func statesOfBrunelDifferInRateRegularityAndSynchrony() throws {
    let all = try PublishedTests.promisedNumbers(of: "brunel")
    try #require(all.count == 12)
    let (rates, cvs) = (
      [0, 3, 6, 9].map { all[$0] }, [1, 4, 7, 10].map { all[$0] }
    )
    let correlations = [2, 5, 8, 11].map { all[$0] }
    #expect(rates[0] > 250 && rates.dropFirst().allSatisfy { $0 < 100 })
    #expect(cvs[0] < 0.2 && cvs.dropFirst().allSatisfy { $0 > 0.5 })
    #expect(correlations[0] > 2 * correlations[2])
    #expect(correlations[3] > 1.2 * correlations[2])
  }

  /// Three standard deviations, since it is one seed.
  @Test func neuronsOfIzhikevichSpikeAsOftenAsInThePaper() throws {
    let reference = try #require(
      PublishedReference.all.first { $0.name == "izhikevich" })
    let rates = try PublishedTests.promisedNumbers(of: "izhikevich")
    for (rate, expected) in zip(rates, reference.numbers) {
      let (mean, deviation) = try #require(expected)
      #expect(abs(rate - mean) <= 3 * deviation)
    }
  }

  /// Rate, deviation and CV at first, then at last, and the weight.
  @Test func inhibitionOfVogelsLearnsToSlowExcitationDown() throws {
    let all = try PublishedTests.promisedNumbers(of: "vogels")
    try #require(all.count == 7)
    #expect(all[3] < all[0] / 1.5)
    #expect(all[5] > 2 * all[2])
    #expect(all[6] > 0)
  }

  /// By chance it would be one in ten.
  @Test func neuronsTellDigitsThatTheyWereNotTold() throws {
    let share = try PublishedTests.promisedNumbers(of: "diehl_cook")[0]
    #expect(share >= 40)
  }

  @Test(.enabled(if: isLong))
  func neuronsTellMostDigitsAfterAThousand() throws {
    for seed in 1...3 {
      #expect(
        try PublishedTests.run("diehl_cook", [40, 1000, Double(seed)])[0] >= 85)
    }
  }

  /// At a tenth of its size the rates are near those that are published of the
  /// whole.
  @Test(.enabled(if: isLong))
  func aTenthOfTheMicrocircuitHasTheRatesOfTheWhole() throws {
    let published = [0.90, 2.97, 4.41, 5.88, 7.57, 8.63, 1.11, 7.83]
    let all = try PublishedTests.run("potjans_diesmann", [0.1, 1100, 1])
    // The number of neurons, of synapses, then the layer and the rate of each.
    let rates = stride(from: 3, to: all.count, by: 2).map { all[$0] }
    try #require(rates.count == 8)
    for (rate, expected) in zip(rates, published) {
      #expect(abs(rate - expected) <= 0.25 * expected + 0.2)
    }
  }
}
