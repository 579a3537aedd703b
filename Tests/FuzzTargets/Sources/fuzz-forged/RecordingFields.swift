import Fuzzer

/// The file of a recorder as fields, from behind its header.
func recordingFields(_ bytes: [UInt8]) -> [Field] {
  var reader = FieldReader(bytes, from: 16)
  var areEvents: [Bool] = []
  while reader.left > 0 {
    reader.block(.chunk) { reader, length in
      let end = reader.left - length
      while reader.left > end {
        let kind = reader.code()
        if kind == 3 {
          reader.entries(areEvents)
        } else if kind != 4 {
          areEvents.append(kind == 2)
          reader.code()
          reader.text()
        }
      }
    }
  }
  return reader.fields
}

/// The file of a recorder with these fields.
func recordingFile(_ fields: [Field]) -> [UInt8] {
  [0x7F, 0x52, 0x45, 0x43, 0x0D, 0x0A, 0x1A, 0x0A] + littleEndian(2)
    + Field.bytes(of: fields)
}

extension FieldReader {
  fileprivate mutating func entries(_ areEvents: [Bool]) {
    let isOfEvents = areEvents[number(width: 4)]
    let type = code()
    var size = 1
    for _ in 0..<code() { size *= number() }
    let count = number()
    elements(count, code: 1)
    elements(count * (isOfEvents ? 1 : size), code: type)
  }
}
