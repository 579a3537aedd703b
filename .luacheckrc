std = "lua54"
max_line_length = 80
self = false

for _, folder in ipairs { "Faults", "Rows" } do
  files["Tests/LuaBindingsTests/" .. folder] = {
    read_globals = { "row", "equal", "near", "fails", "with_file" },
  }
end
files["Tests/LuaBindingsTests/Rows/support.lua"] = {
  globals = { "row", "equal", "near", "fails", "with_file" },
}
-- Lists that programs have made.
for _, name in ipairs {
  "Functions/functions", "Functions/tensors", "Functions/algebra",
  "Models/EProp/gradients",
} do
  files["Tests/LuaBindingsTests/" .. name .. ".lua"] = {
    max_line_length = false,
  }
end
files["Tests/LuaBindingsTests/Equations/brian.lua"] = {
  max_line_length = false,
}
-- What the pieces of the porting page talk about.
files["Tests/LuaBindingsTests/Porting"] = {
  allow_defined_top = true, ignore = { "131" },
}
