/// Where the texts of an axis' marks have room: along the axis, without touching.
struct MarkRoom {
  /// The length of the axis.
  let length: Double

  /// How long a letter is along the axis.
  var letter = 0.0

  /// How long a text is along the axis without its letters, and the gap to the
  /// next one.
  let gap: Double

  /// Whether all marks of a scale have room.
  func holds(_ scale: Scale) -> Bool {
    let ends = scale.marks.map { mark in
      let half = (Double(mark.text.count) * letter + gap) / 2
      let place = scale.position(of: mark.value) * length
      return (place - half, place + half)
    }
    return zip(ends, ends.dropFirst()).allSatisfy { $0.1 <= $1.0 }
  }
}
