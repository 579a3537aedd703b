import ArgumentParser
import Files
import Glibc
import LuaBindings
import Tensors
import Terminal

/// `snn-lua init-editor`: lets editors with Lua's language server know the
/// library.
struct InitEditor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init-editor",
    abstract:
      "Lets editors complete the names of the library and explain them.",
    usage: "snn-lua init-editor [<folder>]",
    discussion: """
      Writes the library's declarations for Lua's language server, \
      .snn-lua/snn.meta.lua, and its settings, .luarc.json, which name them. \
      Settings that are there stay as they are. Run it again after an update.
      """,
    helpNames: .shortAndLong)

  @Argument(
    help: "The model's folder; the current one if not given.",
    completion: .directory)
  var folder = "."

  /// Writes the files and says what it did; returns the exit status.
  func execute() -> Int32 {
    do throws(TensorError) {
      try checkFolder()
      try makeFolders(path(".snn-lua"))
      try replaceFile(
        at: path(".snn-lua/snn.meta.lua"), with: Array(LuaHost.annotations.utf8)
      )
      write(
        "Wrote \(path(".snn-lua/snn.meta.lua")), the library's declarations.\n",
        to: .output)
      try writeSettings()
      return 0
    } catch {
      write("snn-lua: init-editor: \(error)\n", to: .error)
      return 1
    }
  }

  /// Throws unless the model's folder is there: a name that is misspelled isn't
  /// made.
  private func checkFolder() throws(TensorError) {
    if folder.isEmpty { return }
    guard let directory = opendir(folder) else { throw systemError(folder) }
    closedir(directory)
  }

  private func path(_ name: String) -> String {
    folder == "." || folder.isEmpty
      ? name : folder + (folder.hasSuffix("/") ? "" : "/") + name
  }

  /// The settings of the language server, which finds the folder from its own.
  static let settings = """
    {
      "runtime.version": "Lua 5.4",
      "workspace.library": [".snn-lua"]
    }

    """

  private func writeSettings() throws(TensorError) {
    let path = path(".luarc.json")
    guard let found = try readFile(path) else {
      try replaceFile(at: path, with: Array(Self.settings.utf8))
      write("Wrote \(path), which names them.\n", to: .output)
      return
    }
    if found.contains("\".snn-lua\"") {
      write("Left \(path) as it is: it names them.\n", to: .output)
      return
    }
    write(
      """
      Left \(path) as it is: it has settings of yours. Add these to it:

        "runtime.version": "Lua 5.4",
        "workspace.library": [".snn-lua"]

      """, to: .output)
  }
}

/// Runs `snn-lua init-editor` with what follows on the command line; returns
/// the exit status.
func initEditor(_ arguments: [String]) -> Int32 {
  do {
    return try InitEditor.parse(arguments).execute()
  } catch  where InitEditor.exitCode(for: error) == .success {
    write(InitEditor.helpMessage(columns: 80) + "\n", to: .output)
    return 0
  } catch {
    write(
      """
      snn-lua: init-editor: \(InitEditor.message(for: error))
      Try 'snn-lua init-editor --help'.

      """, to: .error)
    return 2
  }
}

// MARK: Files

/// The text of a file, or nil if there is none.
private func readFile(_ path: String) throws(TensorError) -> String? {
  guard let file = fopen(path, "re") else {
    if errno == ENOENT { return nil }
    throw systemError(path)
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 14)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    bytes += chunk[..<count]
    if count < chunk.count { break }
  }
  guard ferror(file) == 0 else { throw systemError(path) }
  return String(decoding: bytes, as: UTF8.self)
}
