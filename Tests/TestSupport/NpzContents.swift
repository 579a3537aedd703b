import Foundation

/// What Python's standard library finds in an `.npz` file: a line for each
/// array with its name, type, shape and elements. The archive is checked too.
///
/// - Throws: The system's error if there is no Python.
public func npzContents(_ path: String) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["python3", "-c", reader, path]
  let (output, error) = (Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = error
  try process.run()
  let text = try output.fileHandleForReading.readToEnd() ?? Data()
  let problem = try error.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return String(decoding: text + problem, as: UTF8.self)
}

private let reader = """
  import array, ast, struct, sys, zipfile
  codes = {"<f4": "f", "<f8": "d", "<i8": "q", "|b1": "?", "<f2": "e"}
  with zipfile.ZipFile(sys.argv[1]) as archive:
      assert archive.testzip() is None
      for name in archive.namelist():
          data = archive.read(name)
          assert data[:8] == b"\\x93NUMPY\\x01\\x00"
          (length,) = struct.unpack("<H", data[8:10])
          header = ast.literal_eval(data[10:10 + length].decode())
          kind, shape = header["descr"], header["shape"]
          values = [v for (v,) in
                    struct.iter_unpack("<" + codes[kind], data[10 + length:])]
          print(name, kind, shape, values)
  """
