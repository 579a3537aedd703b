/// The command line.
struct Options {
  var filter: String?
  var jsonPath: String?
  var threads: Int?
  var rounds: Int?
  var isQuick = false
  var isMarkdown = false
  var isHelp = false
  /// Whether to compare snn-lua with its peers instead.
  var isComparison = false
  /// Whether to measure how the time of an iteration grows instead.
  var isScaling = false
  var output = ".build/peers"

  static let help = """
    usage: snn-bench [--filter TEXT] [--json FILE] [--threads N] [--quick]
                     [--markdown]
           snn-bench --peers [--filter TEXT] [--output FOLDER] [--threads N]
                     [--rounds N] [--quick]
           snn-bench --scaling [--threads N] [--quick]

      --filter TEXT  only rows whose name has TEXT in it
      --json FILE    write the table to a file, too
      --threads N    the threads of large kernels; one per usable core if not given
      --quick        fewer and shorter batches
      --markdown     print the table in Markdown, with machine and date
      --peers        compare with other simulators (scripts/bench.sh installs
                     them); takes half an hour, or minutes with --quick
      --scaling      the time of an iteration for 100 to 20,000 neurons
      --output FOLDER
                     where peers.md and peers.json go; .build/peers if not given
      --rounds N     how often each simulator runs a model, unless it is slow;
                     3 if not given
    """

  /// - Throws: `CheckFailure` with what is wrong.
  init(_ arguments: some Sequence<String>) throws {
    var rest = Array(arguments)[...]
    func value(of option: String) throws -> String {
      guard let value = rest.popFirst() else {
        throw CheckFailure(description: "\(option) needs a value")
      }
      return value
    }
    func count(of option: String) throws -> Int {
      let text = try value(of: option)
      guard let count = Int(text), (1...256).contains(count) else {
        throw CheckFailure(
          description: "\(option) must be from 1 to 256, not \(text)")
      }
      return count
    }
    while let option = rest.popFirst() {
      switch option {
      case "--filter": filter = try value(of: option)
      case "--json": jsonPath = try value(of: option)
      case "--threads": threads = try count(of: option)
      case "--rounds": rounds = try count(of: option)
      case "--quick": isQuick = true
      case "--markdown": isMarkdown = true
      case "--peers": isComparison = true
      case "--scaling": isScaling = true
      case "--output": output = try value(of: option)
      case "--help", "-h": isHelp = true
      default:
        throw CheckFailure(description: "there is no option \(option)")
      }
    }
  }
}
