import Programs
import Testing

@testable import Devices
@testable import Tensors

/// What a run hands on to the next one, without a device.
@Suite struct CarriedCellTests {
  let pool = MemoryPool()

  @Test func memoryGoesRound() throws {
    // 0 becomes what 1 is, 1 what is computed in 2.
    let turns = try #require(DeviceTurns([0: 1, 1: 2]))
    #expect(turns.phaseCount == 3)
    let memory = (0..<4).map { run in
      (0..<4).map { turns.memory(of: $0, in: run) }
    }
    #expect(
      memory == [[0, 1, 2, 3], [1, 2, 0, 3], [2, 0, 1, 3], [0, 1, 2, 3]])
  }

  @Test func turnsOfSeveralLengthsEndTogether() throws {
    let turns = try #require(DeviceTurns([0: 1, 2: 3, 3: 4, 5: 5]))
    #expect(turns.phaseCount == 6)
    #expect(DeviceTurns([:])?.phaseCount == 1)
    // Two that exchange what they have.
    #expect(DeviceTurns([0: 1, 1: 0])?.phaseCount == 2)
  }

  @Test func turnsThatTakeTooLongAreRefused() {
    var (sources, cell) = ([Int: Int](), 0)
    for length in [2, 3, 5, 7] {
      for _ in 1..<length {
        sources[cell] = cell + 1
        cell += 1
      }
      cell += 1
    }
    #expect(DeviceTurns(sources) == nil)
  }

  /// A program on `a` and `b` that gives both, and a new tensor of twice `a`.
  private func program(
    changing: Bool = false, of shape: Shape = [4]
  ) throws -> (LoweredProgram, [Int]) {
    let inputs = try (0..<2).map { _ in try Tensor.zeros(shape, in: pool) }
    let builder = ProgramBuilder(pool: pool)
    let x = try ["a", "b"].enumerated().map { place, name in
      try builder.input(like: inputs[place], named: name)
    }
    let twice = try builder.applying(.multiply, x[0], .scalar(2))
    if changing { try builder.apply(.add, to: x[0], .scalar(1)) }
    let program = builder.finish(outputs: x + [twice]).lowered()
    return (
      program,
      program.cells.map { max($0.byteCount, shape.count * 4) }
    )
  }

  @Test func whatTwoVariablesBecomeIsCopied() throws {
    let (program, bytes) = try program()
    let carried = try CarriedCells([0: 2, 1: 2], of: program, bytes: bytes)
    #expect(carried.copies.count == 1)
    #expect(carried.sources == [0: 2, 1: 3])
    let kept = try CarriedCells([1: 0], of: program, bytes: bytes)
    #expect(kept.copies.map(\.source) == [0])
  }

  @Test func oneTensorUnderTwoNamesIsNotChanged() throws {
    let (program, bytes) = try program(changing: true)
    #expect(
      throws: DeviceError.noDeviceForm(
        what: "b and a become one tensor, which is changed in place",
        position: nil)
    ) {
      _ = try CarriedCells([1: 0], of: program, bytes: bytes)
    }
    // If `a` becomes another one, `b` has its memory alone.
    let carried = try CarriedCells([1: 0, 0: 2], of: program, bytes: bytes)
    #expect(carried.sources == [1: 0, 0: 2])
    #expect(carried.copies.isEmpty)
  }

  @Test func aPartOfOtherMemoryIsNotHandedOn() throws {
    let (program, bytes) = try program()
    #expect(throws: DeviceError.self) {
      _ = try CarriedCells([0: 2], of: program, bytes: bytes.map { $0 * 2 })
    }
  }
}
