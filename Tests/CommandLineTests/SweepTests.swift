import Foundation
import TestSupport
import Testing

@testable import snn_lua

/// Parameter sweeps from end to end.
@Suite struct SweepTests {
  static let model = """
    local snn = require "snn"
    local tau, g = snn.args.tau, snn.args.g
    local refused = io.open "../../refused"
    if refused and g == 2 then error "boom" end
    snn.result { product = tau * g, draw = snn.rand(1)[1] }
    print(tau, g)
    """

  static let grid = """
    return {
      model = "model.lua",
      parameters = { tau = { 10, 0.1 }, g = { 1, 2 } },
    }
    """

  static let table = """
    run,seed,g,tau,draw,product,status
    1,5103132997656651,1,10,0.7759963870048523,10,finished
    2,6717404888216029,1,0.1,0.14371329545974731,0.1,finished
    3,8746015278458442,2,10,0.08088064193725586,20,finished
    4,4002432008702041,2,0.1,0.455944299697876,0.2,finished

    """

  @Test(arguments: [1, 2, 7])
  func anyNumberOfJobsMakesTheSameTable(jobs: Int) throws {
    let place = try place()
    #expect(
      try place.snnLua("sweep", "--quiet", "--jobs", "\(jobs)", "grid.lua")
        == Transcript())
    #expect(place.text("runs/sweep.csv") == Self.table)
  }

  @Test func aSweepTellsOfEachRunAndOfTheTable() throws {
    let place = try place()
    #expect(
      try place.snnLua("sweep", "--jobs", "1", "grid.lua")
        == Transcript(
          output: "4 of 4 runs finished: runs/sweep.csv\n",
          error: """
            snn-lua: run 1 of 4 (g=1 tau=10) finished
            snn-lua: run 2 of 4 (g=1 tau=0.1) finished
            snn-lua: run 3 of 4 (g=2 tau=10) finished
            snn-lua: run 4 of 4 (g=2 tau=0.1) finished

            """))
    #expect(place.text("runs/0002/stdout.txt") == "0.1\t1\n")
    #expect(place.text("runs/0002/stderr.txt") == "")
    #expect(
      place.text("runs/0002/finished") == place.text("runs/0002/run.lua"))
  }

  @Test func aRunCanBeRepeatedOutsideOfTheSweep() throws {
    let place = try place()
    _ = try place.snnLua("sweep", "grid.lua")
    _ = try place.snnLua(
      "--seed", "6717404888216029", "--set", "g=1", "--set", "tau=0.1",
      "--results", "alone.csv", "model.lua")
    #expect(place.text("alone.csv") == place.text("runs/0002/results.csv"))
  }

  @Test func pathsStartWhereTheFileIs() throws {
    let place = try Workplace([
      "study/model.lua": "print(require 'part')", "study/part.lua": "return 3",
      "study/grid.lua": "return { model = 'model.lua', folder = 'a/b' }",
    ])
    #expect(
      try place.snnLua("sweep", "--quiet", "study/grid.lua") == Transcript())
    #expect(
      place.text("study/a/b/0001/stdout.txt") == "3\tstudy/part.lua\n"
        || place.text("study/a/b/0001/stdout.txt")?.hasPrefix("3\t/") == true)
    #expect(
      place.text("study/a/b/sweep.csv")
        == "run,seed,status\n1,5103132997656651,finished\n")
  }

  // MARK: What goes wrong

  @Test(arguments: [nil, "draw,pro", "draw,product\n", "draw,product\n1\n"])
  func aRunWhoseResultsAreDamagedIsToldAndRunsAgain(text: String?) throws {
    let place = try place()
    _ = try place.snnLua("sweep", "grid.lua")
    if let text {
      try place.write(text, to: "runs/0002/results.csv")
    } else {
      try FileManager.default.removeItem(
        at: place.folder.appending(path: "runs/0002/results.csv"))
    }
    #expect(
      try place.snnLua("sweep", "--collect", "grid.lua")
        == Transcript(
          output: "3 of 4 runs finished, 1 damaged: runs/sweep.csv\n"))
    #expect(
      place.text("runs/sweep.csv")?
        .contains("\n2,6717404888216029,1,0.1,,,damaged\n") == true)
    #expect(
      try place.snnLua("sweep", "grid.lua")
        == Transcript(
          output: "4 of 4 runs finished: runs/sweep.csv\n",
          error: "snn-lua: run 2 of 4 (g=1 tau=0.1) finished\n"))
    #expect(place.text("runs/sweep.csv") == Self.table)
  }

  @Test func aFailedRunIsToldAndRunsAgain() throws {
    let place = try place(["refused": ""])
    let failed = try place.snnLua("sweep", "--jobs", "1", "grid.lua")
    #expect(
      failed
        == Transcript(
          output: "2 of 4 runs finished, 2 failed: runs/sweep.csv\n",
          error: """
            snn-lua: run 1 of 4 (g=1 tau=10) finished
            snn-lua: run 2 of 4 (g=1 tau=0.1) finished
            snn-lua: run 3 of 4 (g=2 tau=10) failed with exit status 1: see \
            runs/0003/stderr.txt
            snn-lua: run 4 of 4 (g=2 tau=0.1) failed with exit status 1: see \
            runs/0004/stderr.txt

            """, status: 1))
    #expect(
      place.text("runs/sweep.csv")?.hasSuffix(
        "\n4,4002432008702041,2,0.1,,,failed\n")
        == true)
    #expect(place.text("runs/0003/stderr.txt")?.contains("boom") == true)

    try FileManager.default.removeItem(
      at: place.folder.appending(path: "refused"))
    #expect(
      try place.snnLua("sweep", "--jobs", "1", "grid.lua")
        == Transcript(
          output: "4 of 4 runs finished: runs/sweep.csv\n",
          error: """
            snn-lua: run 3 of 4 (g=2 tau=10) finished
            snn-lua: run 4 of 4 (g=2 tau=0.1) finished

            """))
    #expect(place.text("runs/sweep.csv") == Self.table)
  }

  @Test func anInterruptedRunRunsAgain() throws {
    let place = try place()
    _ = try place.snnLua("sweep", "grid.lua")
    // As if the machine had stopped: the marker is written last.
    try FileManager.default.removeItem(
      at: place.folder.appending(path: "runs/0002/finished"))
    _ = try place.snnLua("sweep", "--collect", "grid.lua")
    #expect(
      place.text("runs/sweep.csv")?
        .contains("2,6717404888216029,1,0.1,,,unfinished\n") == true)
    #expect(
      try place.snnLua("sweep", "grid.lua").error
        == "snn-lua: run 2 of 4 (g=1 tau=0.1) finished\n")
    #expect(place.text("runs/sweep.csv") == Self.table)
  }

  @Test func aSweepThatIsKilledGoesOnWhereItWas() throws {
    // The model kills the sweep, the parent of the shell's parent.
    let place = try place([
      "model.lua": Self.model + """

        if os.remove("../../kills") then
          os.execute [[
            read -r _ _ _ parent _ < /proc/$PPID/stat
            kill -9 $parent
          ]]
          os.exit(1)
        end
        """, "kills": "",
    ])
    let killed = try place.snnLua("sweep", "--jobs", "1", "grid.lua")
    #expect(killed.output == "" && killed.status == 9)
    #expect(
      try place.snnLua("sweep", "--list", "grid.lua").output
        .components(separatedBy: "unfinished").count == 5)
    #expect(
      try place.snnLua("sweep", "--quiet", "grid.lua") == Transcript())
    #expect(place.text("runs/sweep.csv") == Self.table)
  }

  @Test func aRunThatIsKilledHasFailed() throws {
    let place = try Workplace([
      "model.lua": "os.execute('kill -9 $PPID')",
      "grid.lua": "return { model = 'model.lua' }",
    ])
    #expect(
      try place.snnLua("sweep", "grid.lua")
        == Transcript(
          output: "0 of 1 runs finished, 1 failed: runs/sweep.csv\n",
          error: "snn-lua: run 1 of 1 failed with signal 9: see"
            + " runs/0001/stderr.txt\n", status: 1))
  }

  @Test func aChangedSweepLeavesFinishedRunsAlone() throws {
    let place = try place([
      "other.lua": "return { model = 'model.lua', seed = 2 }"
    ])
    _ = try place.snnLua("sweep", "grid.lua")
    let transcript = try place.snnLua("sweep", "other.lua")
    #expect(
      transcript
        == Transcript(
          error: "snn-lua: runs/0001: a run with other parameters has finished"
            + " here; give the changed sweep another folder, or remove this"
            + " one\n", status: 1))
    #expect(place.text("runs/sweep.csv") == Self.table)
  }

  @Test func aModelThatIsMissingIsToldBeforeAnyRun() throws {
    let place = try Workplace(["grid.lua": "return { model = 'none.lua' }"])
    #expect(
      try place.snnLua("sweep", "grid.lua")
        == Transcript(
          error: "snn-lua: none.lua: No such file or directory\n", status: 1))
    #expect(place.text("runs") == nil)
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    let place = try place([
      "grid.lua": "return { model = 'model.lua', folder = 'model.lua/x' }"
    ])
    #expect(
      try place.snnLua("sweep", "grid.lua")
        == Transcript(
          error: "snn-lua: model.lua: Not a directory\n", status: 1))
  }

  @Test func aMissingFileIsNamed() throws {
    #expect(
      try Workplace().snnLua("sweep", "none.lua")
        == Transcript(
          error: "snn-lua: cannot open none.lua: No such file or directory\n",
          status: 1))
  }

  // MARK: Options

  @Test func recordsAreKeptIfAskedFor() throws {
    let place = try Workplace([
      "model.lua": OutputTests.model,
      "grid.lua": "return { model = 'model.lua', record = true }",
    ])
    #expect(try place.snnLua("sweep", "--quiet", "grid.lua") == Transcript())
    #expect(
      try npzContents(
        place.folder.appending(path: "runs/0001/record.npz").path)
        == OutputTests.record)
  }

  @Test func runsShareTheCoresThatTheProcessMayUse() throws {
    let place = try Workplace([
      "model.lua": """
      for i = -30, -1 do
        if arg[i] == "--threads" then print(arg[i + 1]) end
      end
      """,
      "grid.lua": "return { model = 'model.lua' }",
    ])
    let transcript = try place.shell(
      """
      first=$(sed -n 's/^Cpus_allowed_list:[^0-9]*\\([0-9]*\\).*/\\1/p' \
        /proc/self/status)
      exec taskset -c "$first" "$1" sweep --quiet --jobs 1 grid.lua
      """)
    #expect(transcript == Transcript())
    #expect(place.text("runs/0001/stdout.txt") == "1\n")
  }

  @Test func remarksOfRunsAreToldOf() throws {
    let place = try Workplace([
      "model.lua": "return snn.args.tau",
      "grid.lua": "return { model = 'model.lua', parameters = { taau = 1 } }",
    ])
    #expect(
      try place.snnLua("sweep", "grid.lua").error
        == "snn-lua: run 1 of 1 (taau=1) finished, with remarks: see"
        + " runs/0001/stderr.txt\n")
    #expect(
      place.text("runs/0001/stderr.txt")?
        .hasSuffix("did you mean 'tau'?\n") == true)
  }

  @Test func parametersArriveToTheLastBit() throws {
    let place = try Workplace([
      "model.lua": """
      local a = snn.args
      assert(a.third == 1 / 3 and a.tiny == 5e-324 and a.big == math.huge)
      assert(a.text == "10" and a.quoted == '"x"\\n,' and a.on == false)
      assert(math.type(a.whole) == "integer" and math.type(a.real) == "float")
      """,
      "grid.lua": """
      return {
        model = "model.lua",
        runs = {
          {
            third = 1 / 3, tiny = 5e-324, big = math.huge, text = "10",
            quoted = '"x"\\n,', on = false, whole = 1, real = 1.0,
          },
        },
      }
      """,
    ])
    #expect(try place.snnLua("sweep", "--quiet", "grid.lua") == Transcript())
  }

  @Test("C9: every column of a table has a name of its own")
  func everyColumnOfATableHasANameOfItsOwn() throws {
    let place = try Workplace([
      "model.lua": """
      snn.result { x = 1, x_result = 2, x_result_2 = 3, run = 4, status = 5 }
      snn.result("none", 0 / 0)
      snn.result("minus", -(0 / 0))
      """,
      "grid.lua": "return { model = 'model.lua', parameters = { x = 7 } }",
    ])
    #expect(try place.snnLua("sweep", "--quiet", "grid.lua") == Transcript())
    let lines = try #require(place.text("runs/sweep.csv"))
      .split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    let cells = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
    #expect(cells.count == 11)
    #expect(cells["x"] == "7" && cells["x_result"] == "2")
    #expect(cells["x_result_2"] == "3" && cells["x_result_3"] == "1")
    #expect(cells["run_result"] == "4" && cells["status_result"] == "5")
    #expect(cells["none"] == "nan" && cells["minus"] == "nan")
  }

  @Test func aResultWithTheNameOfAParameterHasAnotherColumn() throws {
    let place = try Workplace([
      "model.lua": "snn.result('a', 2 * snn.args.a) snn.result('run', 5)",
      "grid.lua": "return { model = 'model.lua', parameters = { a = 3 } }",
    ])
    _ = try place.snnLua("sweep", "grid.lua")
    #expect(
      place.text("runs/sweep.csv") == """
        run,seed,a,a_result,run_result,status
        1,5103132997656651,3,6,5,finished

        """)
  }
}

/// A folder with the sweep and its model, and other files.
func place(_ files: [String: String] = [:]) throws -> Workplace {
  try Workplace(
    ["model.lua": SweepTests.model, "grid.lua": SweepTests.grid].merging(files)
    { $1 })
}
