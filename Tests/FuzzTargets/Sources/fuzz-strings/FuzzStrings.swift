import Fuzzer
import SpikingNetworks
import Tensors

/// Texts in the small languages of models: the first byte picks the language,
/// the others are the text.
@main enum FuzzStrings {
  static func main() {
    fuzz { bytes, count in
      var input = Input(bytes, count)
      let language = input.pick(Language.allCases)
      let text = input.text
      // Whatever a text means, reading it is an error at most.
      try? language.read(text, in: Model())
      return 0
    }
  }
}
