import CFuzzer

/// Calls `test` with inputs until it ends the process, or the time that the
/// command line names is over.
public func fuzz(
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) {
  var count = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
    CommandLine.unsafeArgv
  _ = LLVMFuzzerRunDriver(&count, &arguments, test)
}

/// Ends the process unless `condition` holds: a finding.
public func require(
  _ condition: Bool, _ message: @autoclosure () -> String
) {
  if !condition { fatalError(message()) }
}
