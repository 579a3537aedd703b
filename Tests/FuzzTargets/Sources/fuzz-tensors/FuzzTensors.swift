import Fuzzer

/// Programs of operations on tensors, each of which must give what plain loops
/// give.
@main enum FuzzTensors {
  static func main() {
    fuzz { bytes, count in
      var program = Program(Input(bytes, count))
      program.run()
      return 0
    }
  }
}
