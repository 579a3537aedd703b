import Foundation
import LuaBindings
import Testing

/// What `snn-lua init-editor` writes and says.
@Suite struct InitEditorTests {
  private func text(_ name: String, in place: Workplace) throws -> String {
    try String(
      contentsOf: place.folder.appending(path: name), encoding: .utf8)
  }

  @Test func itWritesDeclarationsAndSettings() throws {
    let place = try Workplace()
    #expect(
      try place.snnLua("init-editor")
        == Transcript(
          output: """
            Wrote .snn-lua/snn.meta.lua, the library's declarations.
            Wrote .luarc.json, which names them.

            """))
    #expect(
      try text(".snn-lua/snn.meta.lua", in: place) == LuaHost.annotations)
    #expect(
      try text(".luarc.json", in: place) == """
        {
          "runtime.version": "Lua 5.4",
          "workspace.library": [".snn-lua"]
        }

        """)
  }

  @Test func theSettingsAreJson() throws {
    let place = try Workplace()
    _ = try place.snnLua("init-editor")
    let settings =
      try JSONSerialization.jsonObject(
        with: Data(text(".luarc.json", in: place).utf8)) as? [String: Any]
    #expect(settings?["workspace.library"] as? [String] == [".snn-lua"])
  }

  @Test(arguments: ["model", "model/"])
  func itWritesInAnotherFolder(folder: String) throws {
    let place = try Workplace(["model/net.lua": ""])
    #expect(
      try place.snnLua("init-editor", folder)
        == Transcript(
          output: """
            Wrote model/.snn-lua/snn.meta.lua, the library's declarations.
            Wrote model/.luarc.json, which names them.

            """))
    #expect(
      try text("model/.snn-lua/snn.meta.lua", in: place)
        == LuaHost.annotations)
  }

  @Test func aSecondRunRenewsTheDeclarationsAlone() throws {
    let place = try Workplace()
    _ = try place.snnLua("init-editor")
    try "old".write(
      to: place.folder.appending(path: ".snn-lua/snn.meta.lua"),
      atomically: true, encoding: .utf8)
    #expect(
      try place.snnLua("init-editor")
        == Transcript(
          output: """
            Wrote .snn-lua/snn.meta.lua, the library's declarations.
            Left .luarc.json as it is: it names them.

            """))
    #expect(
      try text(".snn-lua/snn.meta.lua", in: place) == LuaHost.annotations)
  }

  @Test func settingsOfAnUserStayAsTheyAre() throws {
    let settings = "{ \"diagnostics.disable\": [\"lowercase-global\"] }\n"
    let place = try Workplace([".luarc.json": settings])
    #expect(
      try place.snnLua("init-editor")
        == Transcript(
          output: """
            Wrote .snn-lua/snn.meta.lua, the library's declarations.
            Left .luarc.json as it is: it has settings of yours. Add these to it:

              "runtime.version": "Lua 5.4",
              "workspace.library": [".snn-lua"]

            """))
    #expect(try text(".luarc.json", in: place) == settings)
  }

  @Test("E4: a folder that isn't there is an error")
  func aFolderThatIsNotThereIsAnError() throws {
    #expect(
      try Workplace().snnLua("init-editor", "models/lif")
        == Transcript(
          error: "snn-lua: init-editor: models/lif: No such file or"
            + " directory\n", status: 1))
  }

  @Test("E4: a file in the place of a folder above is an error")
  func aFileInThePlaceOfAFolderAboveIsAnError() throws {
    #expect(
      try Workplace(["models": "mine"]).snnLua("init-editor", "models/lif")
        == Transcript(
          error: "snn-lua: init-editor: models/lif: Not a directory\n",
          status: 1))
  }

  @Test func aFileInThePlaceOfTheFolderIsAnError() throws {
    let place = try Workplace([".snn-lua": "mine"])
    #expect(
      try place.snnLua("init-editor")
        == Transcript(
          error: "snn-lua: init-editor: .snn-lua: Not a directory\n", status: 1)
    )
    #expect(try text(".snn-lua", in: place) == "mine")
  }

  @Test func aFolderThatCannotBeWrittenIsAnError() throws {
    #expect(
      try Workplace().snnLua("init-editor", "/proc")
        == Transcript(
          error: """
            snn-lua: init-editor: /proc/.snn-lua: No such file or directory

            """, status: 1))
  }

  @Test func aFailureLeavesNoFileBehind() throws {
    let place = try Workplace([".snn-lua/snn.meta.lua/file": ""])
    let transcript = try place.snnLua("init-editor")
    #expect(
      transcript
        == Transcript(
          error: """
            snn-lua: init-editor: .snn-lua/snn.meta.lua: this is not a regular file

            """, status: 1))
    let left = try FileManager.default.contentsOfDirectory(
      atPath: place.folder.appending(path: ".snn-lua").path)
    #expect(left == ["snn.meta.lua"])
  }

  @Test func aSecondFolderIsAWrongCommandLine() throws {
    #expect(
      try Workplace().snnLua("init-editor", ".", "x")
        == Transcript(
          error: """
            snn-lua: init-editor: Unexpected argument 'x'
            Try 'snn-lua init-editor --help'.

            """, status: 2))
  }

  @Test func helpSaysWhatItDoes() throws {
    #expect(
      try Workplace().snnLua("init-editor", "--help")
        == Transcript(
          output: """
            OVERVIEW: Lets editors complete the names of the library and explain them.

            Writes the library's declarations for Lua's language server,
            .snn-lua/snn.meta.lua, and its settings, .luarc.json, which name them. Settings
            that are there stay as they are. Run it again after an update.

            USAGE: snn-lua init-editor [<folder>]

            ARGUMENTS:
              <folder>                The model's folder; the current one if not given.
                                      (default: .)

            OPTIONS:
              -h, --help              Show help information.


            """))
  }
}
