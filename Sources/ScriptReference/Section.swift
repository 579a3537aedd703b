import TensorBindings

/// Functions that are read about together.
package struct Section {
  package let title: String
  private let make: () -> [Binding]

  /// Its functions, which are made when they are asked for.
  package var bindings: [Binding] { make() }

  package init(
    title: String, bindings: @autoclosure @escaping () -> [Binding]
  ) {
    self.title = title
    make = bindings
  }
}
