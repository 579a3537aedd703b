import Testing

@testable import snn_lua

/// Sweeps of one folder at a time.
@Suite struct SharedSweepTests {
  @Test("C8: a run that another sweep has finished isn't run again")
  func aRunThatAnotherSweepHasFinishedIsNotRunAgain() throws {
    // The first run has another sweep run the second.
    let place = try Workplace([
      "model.lua": """
      local list = assert(io.open("../../ran", "a"))
      list:write(snn.args.x, "\\n")
      list:close()
      if snn.args.x == 1 then
        assert(os.execute(
          'cd ../.. && "$SNN" sweep --quiet --task 2 grid.lua'))
      end
      """,
      "grid.lua": """
      return { model = "model.lua", parameters = { x = { 1, 2 } } }
      """,
    ])
    let transcript = try place.shell(
      "SNN=$1 exec \"$1\" sweep --jobs 1 grid.lua")
    #expect(
      transcript
        == Transcript(
          output: "2 of 2 runs finished: runs/sweep.csv\n",
          error: "snn-lua: run 1 of 2 (x=1) finished\n"))
    #expect(place.text("ran") == "1\n2\n")
  }

  @Test("C8: a sweep waits for a run that another one has begun")
  func aSweepWaitsForARunThatAnotherOneHasBegun() throws {
    // The run ends once another sweep has met it.
    let place = try Workplace([
      "model.lua": """
      local list = assert(io.open("../../ran", "a"))
      list:write("ran\\n")
      list:close()
      if os.remove "../../first" then
        os.execute [[
          cd ../..
          { "$SNN" sweep --task 1 grid.lua > second 2>&1; echo > done; } \\
            > /dev/null 2>&1 &
        ]]
        local line
        repeat
          local second = io.open "../../second"
          line = second and second:read "l"
          if second then
            second:close()
          end
        until line
      end
      """,
      "grid.lua": "return { model = 'model.lua' }", "first": "",
    ])
    let transcript = try place.shell(
      """
      mkfifo done
      SNN=$1 "$1" sweep --quiet grid.lua
      read -r _ < done
      """)
    #expect(transcript == Transcript())
    #expect(
      place.text("second")
        == "snn-lua: run 1 of 1 is run by another process; waiting for it\n")
    #expect(place.text("ran") == "ran\n")
  }

  @Test("C8: only one at a time has the lock of a run")
  func onlyOneAtATimeHasTheLockOfARun() throws {
    let place = try Workplace(["lock": ""])
    let path = place.folder.appending(path: "lock").path
    var lock = try RunLock(path, waits: false)
    #expect(lock != nil && lock?.problem == nil)
    #expect(try RunLock(path, waits: false) == nil)
    lock = nil
    #expect(try RunLock(path, waits: false) != nil)
    #expect(place.text("lock") == "")
  }
}
