import Fuzzer
import Glibc
import LuaBindings

/// Lua: the bytes are a script for a host of its own.
@main enum FuzzLua {
  static func main() {
    Deadline.watch()
    fuzz { bytes, count in
      let input = Input(bytes, count)
      InputFile.shared.write(input.rest)
      FuzzLua.run(InputFile.shared.path)
      return 0
    }
  }

  fileprivate static func run(_ path: String) {
    var options = LuaHost.Options()
    options.seed = 1
    options.luaLimit = 32 << 20
    options.tensorLimit = 32 << 20
    guard let host = try? LuaHost(options) else {
      fatalError("the host can't be made")
    }
    do { try host.run(Doors.closed, name: "=doors") } catch {
      fatalError("the doors stay open: \(error.message)")
    }
    Deadline.set(milliseconds: 300, for: host)
    try? host.runFile(path)
    Deadline.clear()
    host.forgetInterrupt()
    require(host.lua.stackDepth == 0, "the stack is not balanced")
    // Whatever the script did, the next one runs, unless no memory is left.
    do { try host.run("local x = 1 + 1", name: "=after") } catch {
      require(error.kind == .memory, "the host is lost: \(error.message)")
    }
  }
}

extension InputFile {
  /// The one file.
  static let shared = InputFile()
}
