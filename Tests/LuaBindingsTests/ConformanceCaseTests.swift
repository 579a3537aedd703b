import Files
import Foundation
import Tensors
import TestSupport
import Testing

/// The comparison with ground truth finds what is wrong.
@Suite struct ConformanceCaseTests {
  /// A case with one output of a rule, and what a model wrote.
  private struct Trial {
    let folder: TemporaryFolder
    let truth: ConformanceCase

    init(_ rule: String, wanted: [Float]) throws {
      folder = try TemporaryFolder()
      let output = #"{"file": "wanted.npy", "compare": \#(rule)}"#
      try #"{"outputs": {"x": \#(output)}}"#
        .write(
          toFile: folder.path("manifest.json"), atomically: true,
          encoding: .utf8)
      try Tensor(wanted, in: MemoryPool())
        .save(path: folder.path("wanted.npy"))
      truth = try ConformanceCase(folder: folder.url)
    }

    func problems(_ found: [Float], shape: [Int]? = nil) throws -> [String] {
      try Tensor(found, in: MemoryPool()).reshaped(shape ?? [found.count])
        .save(path: folder.path("x.npy"))
      return try truth.problems(ofOutputsIn: folder.url)
    }
  }

  @Test func exactAcceptsEqualElementsOnly() throws {
    let trial = try Trial(#"{"mode": "exact"}"#, wanted: [1, 0, 1])
    #expect(try trial.problems([1, 0, 1]) == [])
    #expect(
      try trial.problems([1, 1, 0]) == [
        "x: 2 of 3 elements are wrong, the first at [1]: 1.0, wanted 0.0"
      ])
  }

  @Test func closeAllowsWhatItsTolerancesSay() throws {
    let trial = try Trial(
      #"{"mode": "close", "rtol": 0.125, "atol": 0.5}"#, wanted: [8, -8])
    #expect(try trial.problems([9.5, -6.5]) == [])
    #expect(
      try trial.problems([9.5, -6.25]) == [
        "x: 1 of 2 elements are wrong, the first at [1]: -6.25, wanted -8.0"
      ])
    #expect(try trial.problems([.nan, -8]).count == 1)
    #expect(try trial.problems([.infinity, -8]).count == 1)
  }

  @Test func quantilesAreInterpolated() throws {
    // Of the differences 0, 1, 2, 4 the 0.5 quantile is 1.5, as in NumPy.
    let found: [Float] = [0, 2, 1, 4]
    let trial = try Trial(
      #"{"mode": "quantile", "limits": [[0.5, 1.5], [1, 4]]}"#,
      wanted: [0, 0, 0, 0])
    #expect(try trial.problems(found) == [])
    #expect(try trial.problems([0, 0, 0, .nan]).count == 1)
    let strict = try Trial(
      #"{"mode": "quantile", "limits": [[0.5, 1.25]]}"#, wanted: [0, 0, 0, 0])
    #expect(
      try strict.problems(found) == [
        "x: the 0.5 quantile of the differences is 1.5, wanted at most 1.25"
      ])
  }

  @Test func aWrongShapeIsRejected() throws {
    let trial = try Trial(#"{"mode": "exact"}"#, wanted: [1, 0])
    #expect(
      try trial.problems([1, 0], shape: [2, 1]) == [
        "x: has shape [2, 1], wanted [2]"
      ])
  }

  @Test func aMissingOutputIsRejected() throws {
    let trial = try Trial(#"{"mode": "exact"}"#, wanted: [1])
    #expect(
      try trial.truth.problems(ofOutputsIn: trial.folder.url) == [
        "x: the model didn't write it"
      ])
  }

  @Test func aMissingCaseIsAnError() throws {
    #expect(throws: MissingConformance.self) {
      try ConformanceCase(named: "00-none")
    }
  }
}
