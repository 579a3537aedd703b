/// What a parameter may be, as far as its description tells.
extension ParameterDescription {
  /// What it must be in words, such as "a number or a tensor"; empty for anything.
  public var wanted: String {
    if isOpen { return "" }
    if !kinds.isEmpty { return kindList }
    if isTruth { return "true or false" }
    if !choices.isEmpty { return choiceList(" or ") }
    if isText { return "a text" }
    return isSingle ? "a number" : "a number or a tensor"
  }

  /// What `kinds` says in words; empty if it says nothing.
  public var kindList: String {
    let phrases = kinds.map(\.phrase)
    guard let last = phrases.last, phrases.count > 1 else {
      return phrases.joined()
    }
    return phrases.dropLast().joined(separator: ", ") + " or " + last
  }

  /// Whether nothing says of which kind it is.
  var isOpen: Bool {
    guard standard == nil, choices.isEmpty, kinds.isEmpty, case .plain = measure
    else { return false }
    return range.words().isEmpty && !isSingle
  }

  /// Whether texts are taken as they are.
  var isText: Bool {
    guard case .plain = measure else { return false }
    if kinds.contains(.text) { return true }
    guard case .text = standard else { return !choices.isEmpty }
    return true
  }

  /// Whether it is true or false.
  var isTruth: Bool {
    if case .number(.bool) = standard { return true }
    return false
  }
}
