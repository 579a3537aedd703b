/// An object that tells when it is released.
public final class Witness {
  private let onRelease: () -> Void

  /// Creates a witness that calls `onRelease` as it is released.
  public init(_ onRelease: @escaping () -> Void) { self.onRelease = onRelease }

  deinit { onRelease() }
}
