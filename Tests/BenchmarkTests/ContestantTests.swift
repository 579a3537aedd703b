import Foundation
import TestSupport
import Testing

@testable import snn_bench

@Suite struct ContestantTests {
  private let places = PeerPlaces(
    sources: "S", environments: "/peers", output: "/out", snnLua: "/snn-lua")

  @Test func snnLuaRunsItsOwnProgram() {
    let model = PeerModel(
      name: "LIF", script: "lif_stdp", size: 5_000, density: 0.01)
    let command = Contestant.compiled.command(
      model, threads: 2, seed: 1, in: places)
    #expect(command.program == "/snn-lua")
    #expect(
      command.arguments == [
        "--threads", "2", "S/Peers/Lua/run.lua", "S/Models/lif_stdp.lua",
        "5000",
        "299", "100", "1", "compiled", "density=0.01", "layout=sparse",
      ])
  }

  @Test func aPeerRunsItsScriptInItsEnvironment() {
    let model = PeerModel(name: "LIF", script: "lif_stdp", size: 100)
    let command = Contestant.brian2.command(
      model, threads: 1, seed: 3, in: places)
    #expect(command.program == "/peers/Brian2/bin/python")
    #expect(
      command.arguments == [
        "S/Peers/Brian2/lif_stdp.py", "100", "299", "300", "1", "3",
        "/out/builds/Brian2/lif_stdp-100-1",
      ])
    #expect(command.environment["OMP_NUM_THREADS"] == "1")
  }

  @Test func onlyWhoHasAScriptTakesPart() {
    for model in PeerModel.all(isQuick: false) {
      for contestant in Contestant.allCases where !contestant.isOwn {
        let script = packageFolder.appendingPathComponent(
          "Sources/snn-bench/Peers/\(contestant.rawValue)/"
            + "\(model.script).py")
        let isThere = (try? script.checkResourceIsReachable()) == true
        if contestant.absence(from: model) == nil { #expect(isThere) }
      }
    }
  }

  @Test func aQuickRunHasSomeOfTheModels() {
    let all = PeerModel.all(isQuick: false).map(\.title)
    let quick = PeerModel.all(isQuick: true).map(\.title)
    #expect(Set(quick).isSubset(of: all) && quick.count < all.count)
  }
}
