import Fuzzer

/// The file of a saved network as fields, from behind the word with its length.
func savedNetworkFields(_ bytes: [UInt8]) -> [Field] {
  var reader = FieldReader(Array(bytes.dropLast(8)), from: 24)
  reader.block(.padded) { reader, _ in
    for _ in 0..<reader.number() {
      for _ in 0..<reader.number() {
        reader.savedValue()
        reader.savedValue()
      }
    }
  }
  for _ in 0..<reader.number() {
    let code = reader.number()
    reader.block(.padded) { reader, length in
      reader.elements(length / FieldReader.widths[code], code: code)
    }
  }
  require(reader.left == 0, "\(reader.left) bytes are left over")
  return reader.fields
}

/// The file of a saved network with these fields and a right checksum.
func savedNetworkFile(_ fields: [Field]) -> [UInt8] {
  let content = Field.bytes(of: fields)
  let padding = [UInt8](repeating: 0, count: -content.count & 7)
  let body =
    [0x7F, 0x53, 0x4E, 0x4E, 0x0D, 0x0A, 0x1A, 0x0A] + littleEndian(1)
    + littleEndian(content.count + padding.count) + content + padding
  let checksum = Int(bitPattern: UInt(savedNetworkChecksum(of: body)))
  return body + littleEndian(checksum)
}

extension FieldReader {
  fileprivate mutating func savedValue() {
    switch code() {
    case 3, 4, 7, 8, 9: number()
    case 5: text()
    case 6: tensor()
    case 10:
      for _ in 0..<4 { number() }
      tensor()
    default: break
    }
  }

  private mutating func tensor() {
    number()
    let rank = number()
    for _ in 0..<2 * rank + 1 { number() }
  }
}
