/// The names in expressions.
extension Syntax {
  /// The names that stand in the expression, of those with a path the first
  /// part; each as often as it is there. Names of functions don't count.
  var names: [String] {
    switch self {
    case .number, .quantity: []
    case .name(let path, _): [path[0]]
    case .call(let path, let arguments, _):
      (path.count > 1 ? [path[0]] : []) + arguments.flatMap(\.value.names)
    case .method(let receiver, _, let arguments, _):
      receiver.names + arguments.flatMap(\.value.names)
    case .prefix(_, let inner, _): inner.names
    case .infix(_, let left, let right, _): left.names + right.names
    case .list(let items, _): items.flatMap(\.names)
    case .index(let base, let selectors, _):
      base.names
        + selectors.flatMap { selector -> [String] in
          switch selector {
          case .single(let index): index.names
          case .range(let start, let end):
            (start?.names ?? []) + (end?.names ?? [])
          }
        }
    }
  }
}
