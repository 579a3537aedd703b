std = "lua54"
max_line_length = 80
self = false

files["Tests/LuaBindingsTests/Rows"] = {
  read_globals = { "row", "equal", "near", "fails" },
}
files["Tests/LuaBindingsTests/Rows/support.lua"] = {
  globals = { "row", "equal", "near", "fails" },
}
