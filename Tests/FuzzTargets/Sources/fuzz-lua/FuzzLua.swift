import Fuzzer
import LuaBindings
import Tensors

/// Lua: the bytes are a script of a stranger's, for a host of its own.
@main enum FuzzLua {
  static func main() {
    fuzz { bytes, count in
      let input = Input(bytes, count)
      InputFile.shared.write(input.rest)
      let pool = FuzzLua.run(InputFile.shared.path)
      require(pool.bytesInUse == 0, "tensors outlive their host")
      return 0
    }
  }

  /// Runs the file at `path` in a sandbox, and returns what the tensors' memory
  /// was taken from.
  private static func run(_ path: String) -> MemoryPool {
    let host: LuaHost
    do {
      host = try LuaHost(options)
      try host.run(patterns, name: "=patterns")
    } catch { fatalError("the host can't be made: \(error.message)") }
    try? host.runFile(path)
    require(host.lua.stackDepth == 0, "the stack is not balanced")
    // Whatever the script did, the next one runs, unless no memory is left.
    do { try host.run("local x = 1 + 1", name: "=after") } catch {
      require(error.kind == .memory, "the host is lost: \(error.message)")
    }
    return host.pool
  }

  private static var options: LuaHost.Options {
    var options = LuaHost.Options()
    options.seed = 1
    options.sandbox = Sandbox(modules: ".", files: ".")
    options.limits.luaMemory = 32 << 20
    options.limits.tensorMemory = 32 << 20
    options.limits.instructions = 100_000
    options.limits.objects = 10_000
    return options
  }

  /// Keeps patterns short: matching one may take time that grows with any power
  /// of the text's length, in which nothing is heard.
  private static let patterns = """
    for _, name in ipairs {"find", "match", "gmatch", "gsub"} do
      local original = string[name]
      string[name] = function(text, pattern, ...)
        assert(#tostring(text) <= 64 and #tostring(pattern) <= 12, "too long")
        return original(text, pattern, ...)
      end
    end
    """
}

extension InputFile {
  /// The one file.
  static let shared = InputFile()
}
