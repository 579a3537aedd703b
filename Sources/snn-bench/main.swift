// Measures what a user of snn-lua pays. Each result is checked before it is
// timed; a wrong one ends the program with status 1.

import Foundation
import LuaRuntime
import Tensors

let options: Options
do {
  options = try Options(CommandLine.arguments.dropFirst())
} catch {
  FileHandle.standardError.write(
    Data("snn-bench: \(error)\n\(Options.help)\n".utf8))
  exit(2)
}
if options.isHelp {
  print(Options.help)
  exit(0)
}
if let threads = options.threads { WorkerPool.shared.threadCount = threads }
if options.isComparison || options.isScaling {
  do {
    if options.isScaling { try Scaling.run(options) }
    if options.isComparison { try Comparison.run(options) }
    exit(0)
  } catch {
    FileHandle.standardError.write(Data("snn-bench: \(error)\n".utf8))
    exit(1)
  }
}

let benchmarks =
  Benchmark.bindings + Benchmark.eager + Benchmark.selections
  + Benchmark.memory + Benchmark.sparse + Benchmark.chains
  + Benchmark.functions + Benchmark.random + Benchmark.models
  + [Benchmark.startup]
let sampler = Sampler(isQuick: options.isQuick)
var rows: [Row] = []
var failures = 0
if !options.isMarkdown { print(Table.line(Table.titles)) }
for benchmark in benchmarks {
  if let filter = options.filter, !benchmark.name.contains(filter) { continue }
  do {
    let row = try benchmark.row(sampler)
    rows.append(row)
    if !options.isMarkdown { print(Table.line(row.cells)) }
    fflush(nil)
  } catch {
    failures += 1
    FileHandle.standardError.write(
      Data("snn-bench: \(benchmark.name): \(error)\n".utf8))
  }
}
let table = Table(rows: rows, machine: Machine())
print(options.isMarkdown ? table.markdown : "\n\(table.machine)")
if let path = options.jsonPath {
  try table.json.write(toFile: path, atomically: true, encoding: .utf8)
}
exit(failures == 0 ? 0 : 1)
