import Foundation
import Testing

/// What Swift can call of Lua. An error of Lua's is a longjmp, which must never
/// cross a Swift frame, so Swift must not even see a function that can raise.
@Suite struct HeaderTests {
  /// The functions of Lua's API that never raise, as its manual marks them.
  static let harmless: Set<String> = [
    "lua_absindex", "lua_checkstack", "lua_copy", "lua_getiuservalue",
    "lua_getlocal",
    "lua_getmetatable", "lua_gettop", "lua_getupvalue", "lua_iscfunction",
    "lua_isinteger", "lua_pushboolean",
    "lua_pushinteger", "lua_pushnil", "lua_pushnumber", "lua_pushvalue",
    "lua_rawequal", "lua_rawget", "lua_rawgeti", "lua_rawgetp", "lua_rawlen",
    "lua_rotate", "lua_setiuservalue", "lua_setmetatable", "lua_settop",
    "lua_setupvalue",
    "lua_toboolean", "lua_tointegerx", "lua_tonumberx", "lua_topointer",
    "lua_touserdata", "lua_type", "lua_typename",
  ]

  private static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func files(in folder: String) throws -> [URL] {
    let root = HeaderTests.package.appending(path: folder)
    let found = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: nil)
    return (found?.allObjects as? [URL] ?? [])
      .filter { !$0.hasDirectoryPath }
  }

  @Test func theHeadersDeclareNoFunctionThatCanRaise() throws {
    let headers = try files(in: "Sources/CLuaShim/include")
      .filter { $0.pathExtension == "h" }
    #expect(headers.count >= 2)
    for header in headers {
      // Comments may name what is missing on purpose.
      let text = try String(contentsOf: header, encoding: .utf8)
        .split(separator: "\n").map { $0.prefix { $0 != "/" } }
        .joined(separator: "\n")
      for match in text.matches(of: /\b(luaL?_\w+)\s*\(/) {
        let name = String(match.1)
        #expect(HeaderTests.harmless.contains(name), "\(name) in \(header)")
      }
      #expect(!text.contains("#include <lua"))
    }
  }

  @Test func onlyTheShimSeesTheWholeApi() throws {
    let sources = try files(in: "Sources").filter {
      $0.pathExtension == "swift"
    }
    #expect(sources.count > 100)
    for source in sources {
      let text = try String(contentsOf: source, encoding: .utf8)
      #expect(!text.contains("import CLua\n"), "\(source)")
      if !source.path.contains("/LuaRuntime/") {
        #expect(!text.contains("import CLuaShim"), "\(source)")
      }
    }
  }

  @Test func theEngineAndTheBindingsDoWithoutFoundation() throws {
    let folders = [
      "Tensors", "Programs", "Files", "SpikingNetworks", "LuaRuntime",
      "TensorBindings", "ScriptReference", "LuaBindings",
    ]
    for folder in folders {
      for source in try files(in: "Sources/\(folder)")
      where source.pathExtension == "swift" {
        let text = try String(contentsOf: source, encoding: .utf8)
        #expect(!text.contains("import Foundation"), "\(source)")
      }
    }
  }
}
