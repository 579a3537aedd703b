import LuaBindings
import LuaRuntime

/// A host with a seed, so that nothing in a test depends on chance.
func makeHost(_ options: (inout LuaHost.Options) -> Void = { _ in }) throws
  -> LuaHost
{
  var settings = LuaHost.Options()
  settings.seed = 1
  options(&settings)
  return try LuaHost(settings)
}

/// Runs a chunk named `model.lua` after `local snn = require "snn"` on its
/// first line.
func run(_ source: String, in host: LuaHost? = nil) throws {
  let host = try host ?? makeHost()
  try host.run(
    "local snn = require \"snn\"; " + source, name: "@model.lua")
}

/// The message of the error that a chunk ends with, or nil if it ends well.
func message(of source: String, in host: LuaHost? = nil) throws -> String? {
  do {
    try run(source, in: host)
    return nil
  } catch let error as LuaError {
    return error.message
  }
}
