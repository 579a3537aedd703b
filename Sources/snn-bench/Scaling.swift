import Foundation
import LuaBindings
import LuaRuntime
import Tensors

/// What an iteration costs against the number of neurons, dense and sparse,
/// with one thread and with several.
///
/// The model is LIF + STDP, compiled. Dense, each spike reaches all neurons;
/// sparse, one in a hundred.
struct Scaling {
  private let isQuick: Bool
  private let threads: Int

  private var sizes: [Int] {
    isQuick
      ? [100, 1_000, 5_000]
      : [100, 300, 1_000, 3_000, 5_000, 10_000, 20_000]
  }

  /// A row of the table: medians in µs an iteration.
  private struct Line {
    let size: Int
    let layout: String
    let alone: Double
    let shared: Double
  }

  /// Measures and prints a table in Markdown, and a drawing of it.
  static func run(_ options: Options) throws {
    let scaling = Scaling(
      isQuick: options.isQuick,
      threads: options.threads ?? WorkerPool.shared.threadCount)
    print(
      "| neurons | synapses | µs, 1 thread | µs, \(scaling.threads) threads |"
        + " ratio | |\n| ---: | --- | ---: | ---: | ---: | --- |")
    for layout in ["dense", "sparse"] {
      for size in scaling.sizes {
        print(scaling.text(try scaling.line(size, layout)))
        fflush(nil)
      }
    }
    print("\n" + Machine().description)
  }

  private func line(_ size: Int, _ layout: String) throws -> Line {
    var times: [[Double]] = [[], []]
    for _ in 0..<(isQuick ? 1 : 3) {
      for (index, count) in [1, threads].enumerated() {
        times[index].append(try time(size, layout, threads: count))
      }
    }
    return Line(
      size: size, layout: layout, alone: median(times[0]),
      shared: median(times[1]))
  }

  /// The µs of an iteration, over the first 300 after the first one.
  private func time(
    _ size: Int, _ layout: String, threads: Int
  ) throws -> Double {
    WorkerPool.shared.threadCount = threads
    let host = try LuaHost()
    let options =
      layout == "sparse"
      ? "{ compiled = true, layout = 'sparse', density = 0.01 }"
      : "{ compiled = true }"
    try host.run(
      """
      local model = ...
      local net = load(model, "=model")(\(size), 1, \(options))
      net:simulate_iterations(1)
      _, milliseconds = net:simulate_iterations(300)
      """, name: "=scaling", arguments: [.string(Model.lifSTDP.source)])
    return try number("milliseconds", of: host) * 1_000 / 300
  }

  /// The number in a global variable.
  private func number(_ name: String, of host: LuaHost) throws -> Double {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "snn-bench-\(getpid())")
    defer { try? FileManager.default.removeItem(at: file) }
    try host.run(
      """
      local file = assert(io.open(..., "w"))
      file:write(string.format("%.17g", \(name)))
      file:close()
      """, name: "=scaling", arguments: [.string(file.path)])
    let text = try String(contentsOf: file, encoding: .utf8)
    guard let value = Double(text) else {
      throw CheckFailure(description: "\(name) is no number: \(text)")
    }
    return value
  }

  private func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }

  /// The line, with a bar on a logarithmic scale from 0.1 µs.
  private func text(_ line: Line) -> String {
    let best = min(line.alone, line.shared)
    let length = max(1, Int((log10(max(best, 0.1)) + 1) * 8))
    return "| \(line.size) | \(line.layout) | \(shown(line.alone)) |"
      + " \(shown(line.shared)) |"
      + " \(shown(line.shared / line.alone)) |"
      + " `\(String(repeating: "#", count: length))` |"
  }

  private func shown(_ value: Double) -> String {
    String(format: value < 10 ? "%.2f" : value < 1_000 ? "%.1f" : "%.0f", value)
  }
}
