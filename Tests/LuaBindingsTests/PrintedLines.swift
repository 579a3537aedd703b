import LuaBindings
import LuaRuntime

/// What a script has printed.
final class PrintedLines {
  fileprivate(set) var lines: [String] = []
}

extension LuaHost {
  /// Lets `print` add its lines to `output` instead of writing them.
  func capturePrint(in output: PrintedLines) throws(LuaError) {
    let print = try lua.makeFunction(name: "print") { frame throws(LuaRaise) in
      var words: [String] = []
      for index in 0..<frame.count {
        try frame.pushDescription(of: index + 1)
        words.append(try frame.string(at: -1))
      }
      output.lines.append(words.joined(separator: "\t"))
      return 0
    }
    try lua.setGlobal("print", print)
  }
}
