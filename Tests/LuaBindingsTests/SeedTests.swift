import LuaBindings
import LuaRuntime
import SpikingNetworks
import Testing

/// Seeds of networks that are given none.
@Suite struct SeedTests {
  /// The seeds of the first four networks of a script with this one.
  private func seeds(of seed: UInt64) throws -> [UInt64] {
    var seeds: [UInt64] = []
    let host = try makeHost { $0.seed = seed }
    host.onNetwork = { seeds.append($0.seed) }
    try run("for _ = 1, 4 do snn.Network {} end", in: host)
    return seeds
  }

  @Test("A2: networks of neighboring seeds have nothing in common")
  func networksOfNeighboringSeedsHaveNothingInCommon() throws {
    let all = try (0..<100).flatMap { try seeds(of: $0) }
    #expect(Set(all).count == 400)
    #expect(all.allSatisfy { $0 < 1 << 53 })
  }

  @Test("A2: the first network has the seed of the script")
  func theFirstNetworkHasTheSeedOfTheScript() throws {
    let found = try seeds(of: 42)
    #expect(found[0] == 42)
    #expect(try seeds(of: 42) == found)
  }
}
