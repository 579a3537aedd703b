import Glibc

/// A library that is opened when it is asked for: the program starts without it, and
/// runs where it isn't installed.
struct DynamicLibrary {
  private let handle: UnsafeMutableRawPointer

  /// A library that hasn't a function.
  struct MissingFunction: Error {
    let name: String
  }

  /// Opens the library of this name or path; nil if it isn't there.
  init?(_ name: String) {
    guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    self.handle = handle
  }

  /// The function `name` as one of the C function type `Function`.
  func function<Function>(
    _ name: String
  ) throws(MissingFunction) -> Function {
    guard let address = dlsym(handle, name) else {
      throw MissingFunction(name: name)
    }
    return unsafeBitCast(address, to: Function.self)
  }
}
