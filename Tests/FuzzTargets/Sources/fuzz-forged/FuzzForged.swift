import Fuzzer

/// Forged files: valid ones, some fields of which are other ones, with right
/// lengths and checksums around them. The first byte picks the file, the others
/// are the changes.
@main enum FuzzForged {
  static func main() {
    fuzz { bytes, count in
      var input = Input(bytes, count)
      let file = input.pick(ForgedFile.all)
      var fields = file.fields
      var changes = 0
      while !input.isAtEnd, changes < 16 {
        Change(&input).apply(to: &fields)
        changes += 1
      }
      write(file.bytes(fields), to: file.path)
      file.use()
      return 0
    }
  }
}
