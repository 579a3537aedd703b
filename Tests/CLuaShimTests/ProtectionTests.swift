import CLuaShim
import Testing

/// The protected wrappers turn whatever Lua raises into a status.
@Suite final class ProtectionTests {
  private let host: OpaquePointer
  private let L: OpaquePointer

  init() throws {
    let callbacks = clua_callbacks(
      call: { _, _, _ in 0 }, destroy: { _, _ in }, collected: { _ in false },
      counted: { _, _ in })
    host = try #require(clua_open(callbacks, 1 << 20))
    L = try #require(clua_mainthread(host))
    #expect(clua_openlibraries(L, false) == CLUA_OK)
  }

  deinit { clua_close(host) }

  private func load(_ source: String) -> Int32 {
    clua_load(L, source, source.utf8.count, "=test")
  }

  private func errorText() -> String {
    var length = 0
    guard clua_pusherrortext(L) == CLUA_OK,
      let bytes = clua_tobytes(L, -1, &length)
    else { return "" }
    return String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: length),
      as: UTF8.self)
  }

  @Test func anErrorInACallIsAStatus() {
    #expect(load("local x = nil + 1") == CLUA_OK)
    #expect(clua_call(L, 0, 0) == CLUA_ERRRUN)
    #expect(
      errorText() == "test:1: attempt to perform arithmetic on a nil value")
    #expect(lua_gettop(L) == 2)  // the error and its text
  }

  @Test func aSyntaxErrorIsAStatus() {
    #expect(load("x = = 1") == CLUA_ERRSYNTAX)
    #expect(lua_gettop(L) == 1)
  }

  @Test func bytecodeIsRefused() {
    let bytes: [CChar] = [27, 76, 117, 97, 84]
    #expect(clua_load(L, bytes, bytes.count, "=test") == CLUA_ERRSYNTAX)
    #expect(errorText().contains("attempt to load a binary chunk"))
  }

  @Test func wantOfMemoryIsAStatus() {
    let large = [CChar](repeating: 65, count: 2 << 20)
    #expect(clua_pushbytes(L, large, large.count) == CLUA_ERRMEM)
    lua_settop(L, 0)
    #expect(clua_newtable(L, 1 << 20, 0) == CLUA_ERRMEM)
    lua_settop(L, 0)
    // The state goes on.
    #expect(load("return 1 + 1") == CLUA_OK)
    #expect(clua_call(L, 0, 1) == CLUA_OK)
    #expect(lua_tonumberx(L, -1, nil) == 2)
  }

  @Test func aKeyThatCannotBeStoredIsAStatus() {
    #expect(clua_newtable(L, 0, 0) == CLUA_OK)
    lua_pushnumber(L, .nan)
    lua_pushboolean(L, 1)
    #expect(clua_rawset(L, 1) == CLUA_ERRRUN)
    #expect(errorText().contains("index is NaN"))
  }

  @Test func aTracebackIsTakenOnceAndForgotten() {
    #expect(load("error('boom')") == CLUA_OK)
    #expect(clua_call(L, 0, 0) == CLUA_ERRRUN)
    var length = 0
    #expect(clua_traceback(host, &length) != nil && length > 0)
    clua_forgettraceback(L)
    #expect(clua_traceback(host, &length) == nil)
  }
}
