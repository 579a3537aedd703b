/// Writes the places where `mask` is true, in ascending order, each times
/// `step`; returns how many there are.
///
/// Few neurons fire at a time, so 64 elements are looked at together. There is
/// room for one place more than there can be.
func findPlaces(
  _ mask: UnsafePointer<UInt8>, _ count: Int, step: Int = 1,
  into places: UnsafeMutablePointer<Int>
) -> Int {
  findPlaces(mask, 0..<count, step: step, into: places)
}

/// As `findPlaces`, for work that somebody may break off.
///
/// - Throws: `TensorError.interrupted`: then places are missing.
func findPlacesOrStop(
  _ mask: UnsafePointer<UInt8>, _ count: Int, step: Int,
  into places: UnsafeMutablePointer<Int>
) throws(TensorError) -> Int {
  var found = 0
  try forEachPart(of: count) { part in
    found &+= findPlaces(mask, part, step: step, into: places + found)
  }
  return found
}

private func findPlaces(
  _ mask: UnsafePointer<UInt8>, _ range: Range<Int>, step: Int,
  into places: UnsafeMutablePointer<Int>
) -> Int {
  let bytes = UnsafeRawPointer(mask)
  let count = range.upperBound
  var found = 0
  var i = range.lowerBound
  while i &+ 64 <= count {
    let words = bytes + i
    let first = word(words, 0) | word(words, 1) | word(words, 2)
    let second = word(words, 3) | word(words, 4) | word(words, 5)
    if first | second | word(words, 6) | word(words, 7) != 0 {
      for j in 0..<8 {
        found = take(word(words, j), at: i &+ 8 &* j, step, places, found)
      }
    }
    i &+= 64
  }
  while i &+ 8 <= count {
    found = take(word(bytes + i, 0), at: i, step, places, found)
    i &+= 8
  }
  while i < count {
    places[found] = i &* step
    found &+= mask[i] != 0 ? 1 : 0
    i &+= 1
  }
  return found
}

/// Eight elements of a mask, the first one lowest.
@inline(__always)
private func word(_ bytes: UnsafeRawPointer, _ index: Int) -> UInt64 {
  UInt64(
    littleEndian: bytes.loadUnaligned(
      fromByteOffset: index &* 8, as: UInt64.self))
}

/// Adds the places of the bytes of `word` that aren't 0; returns how many
/// places there are then.
@inline(__always)
private func take(
  _ word: UInt64, at first: Int, _ step: Int,
  _ places: UnsafeMutablePointer<Int>, _ count: Int
) -> Int {
  var (word, count) = (word, count)
  while word != 0 {
    let byte = word.trailingZeroBitCount >> 3
    places[count] = (first &+ byte) &* step
    count &+= 1
    word &= ~(0xFF << UInt64(truncatingIfNeeded: byte &* 8))
  }
  return count
}
