-- expect: ok
-- mode: sandbox
-- why: require finds what is below the script's folder alone, by names alone

for _, name in ipairs {
  "../own/sandbox_paths", "..own.sandbox_paths", "/etc/passwd", "a/b", "a\0b",
  "",
  ".", "..", "own/x", "...", "io", "debug", "package", "\n",
  ("x"):rep(1000000), ("x."):rep(100000), "%2e%2e", "x;y", "?",
  "snn.native", "snn.prelude", "*", "~",
} do
  assert(not pcall(require, name), name)
end
for _, value in ipairs { 5, {}, true, print, snn, setmetatable({}, {}) } do
  assert(not pcall(require, value))
end
assert(not pcall(require))
assert(require "snn" == snn)
