import LuaBindings
import LuaRuntime

let host = try LuaHost()
do throws(LuaError) { try host.runFile(CommandLine.arguments[1]) } catch { print(error.description) }
