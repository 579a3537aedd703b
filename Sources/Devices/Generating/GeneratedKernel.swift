/// A piece of memory that a program works on.
enum DeviceMemory: Hashable {
  /// That of a cell.
  case cell(Int)
  /// A list of places, with their number at the beginning.
  case list(Int)
  /// Of each of those that are listed or not, its place in the list from 1, or 0.
  case ranks(Int)
  /// What is on its way on a delay line: a ring with a row for each step.
  case ring(Int)
  /// The rows of the rings that arrive next, a word for each.
  case positions
  /// What never changes.
  case table(ConstantTable)
  /// Memory of the kernels of one step, under its name.
  case scratch(String, byteCount: Int)
  /// Numbers as elements, eight bytes for each.
  case numbers
  /// The sources of random numbers, three words for each part.
  case sources
}

/// A kernel: its text, and what it is launched with.
struct GeneratedKernel {
  let name: String
  /// What it works on, in the order of its parameters.
  let memory: [DeviceMemory]
  let groups: Int
  let text: String
}

/// A kernel while it is written.
struct KernelWriter {
  private let name: String
  private let program: KernelProgram
  private var memory: [DeviceMemory] = []
  private var parameters: [String] = []
  /// The lines of the body.
  var lines: [String] = []

  init(_ name: String, _ program: KernelProgram) {
    self.name = name
    self.program = program
  }

  /// The name of the parameter for a piece of memory with elements of a type in
  /// kernels.
  mutating func parameter(_ piece: DeviceMemory, _ type: String) -> String {
    let name =
      switch piece {
      case .cell(let cell): "\(program.names[cell])_\(cell)"
      case .list(let list): "list_\(list)"
      case .ranks(let list): "ranks_\(list)"
      case .ring(let line): "ring_\(line)"
      case .positions: "positions"
      case .table(let table): table.name
      case .scratch: "scratch"
      case .numbers: "numbers"
      case .sources: "sources"
      }
    if !memory.contains(piece) {
      memory.append(piece)
      parameters.append("GLOBAL \(type) *\(name)")
    }
    return name
  }

  /// The kernel, below a remark that says what it does.
  func finish(groups: Int, remark: [String]) -> GeneratedKernel {
    let text = """
      /* \(remark.map(KernelWriter.plain).joined(separator: "\n   ")) */
      KERNEL \(name)(\(parameters.joined(separator: ", "))) {
      \(lines.map { "  \($0)\n" }.joined())}

      """
    return GeneratedKernel(
      name: name, memory: memory, groups: max(1, groups), text: text)
  }

  /// A line that compilers of all drivers read, and that ends no remark.
  private static func plain(_ line: String) -> String {
    String(line.map { $0.isASCII ? $0 : "." })
      .split(separator: "*/", omittingEmptySubsequences: false)
      .joined(separator: "* /")
  }
}
