import Fuzzer

/// Files: the first byte picks who reads them, the others are what is in them.
@main enum FuzzFiles {
  static func main() {
    fuzz { bytes, count in
      var input = Input(bytes, count)
      let reader = input.pick(FileReader.allCases)
      reader.read(input.rest)
      return 0
    }
  }
}
