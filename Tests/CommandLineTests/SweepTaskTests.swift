import Foundation
import TestSupport
import Testing

@testable import snn_lua

/// Single runs of a sweep, as a queue of jobs asks for them, and the list of runs.
@Suite struct SweepTaskTests {
  @Test func aTaskRunsOneRun() throws {
    let place = try place()
    #expect(
      try place.snnLua("sweep", "--task", "3", "grid.lua")
        == Transcript(error: "snn-lua: run 3 of 4 (g=2 tau=10) finished\n"))
    #expect(place.text("runs/sweep.csv") == nil)
    #expect(
      try place.snnLua("sweep", "--task", "3", "grid.lua")
        == Transcript(error: "snn-lua: run 3 of 4 has finished before\n"))
  }

  @Test func aJobArrayOfSlurmMakesTheSameTable() throws {
    let place = try place()
    for task in 1...4 {
      let transcript = try place.snnLua(
        "sweep", "--quiet", "grid.lua",
        environment: ["SLURM_ARRAY_TASK_ID": "\(task)"])
      #expect(transcript == Transcript())
    }
    #expect(
      try place.snnLua(
        "sweep", "--collect", "grid.lua",
        environment: ["SLURM_ARRAY_TASK_ID": "1"])
        == Transcript(output: "4 of 4 runs finished: runs/sweep.csv\n"))
    #expect(place.text("runs/sweep.csv") == SweepTests.table)
  }

  @Test(arguments: [
    (["--task", "5"], [:], "--task is 5"),
    ([], ["SLURM_ARRAY_TASK_ID": "0"], "SLURM_ARRAY_TASK_ID is 0"),
    ([], ["SLURM_ARRAY_TASK_ID": "x"], "SLURM_ARRAY_TASK_ID is x"),
  ])
  func aTaskThatIsNoRunIsRefused(
    options: [String], environment: [String: String], problem: String
  ) throws {
    #expect(
      try place().snnLua(
        ["sweep"] + options + ["grid.lua"], environment: environment)
        == Transcript(
          error: "snn-lua: grid.lua: \(problem), and runs go from 1 to 4\n",
          status: 1))
  }

  @Test func aListShowsTheRunsAndHowFarTheyAre() throws {
    let place = try place()
    _ = try place.snnLua("sweep", "--task", "2", "grid.lua")
    #expect(
      try place.snnLua("sweep", "--list", "grid.lua")
        == Transcript(
          output: """
            run  seed              g  tau  status
              1  5103132997656651  1  10   unfinished
              2  6717404888216029  1  0.1  finished
              3  8746015278458442  2  10   unfinished
              4  4002432008702041  2  0.1  unfinished

            """))
  }
}
