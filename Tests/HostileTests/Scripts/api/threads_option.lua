-- expect: ok
-- mode: default
-- why: thread counts out of range
-- adapted: threads are an option of the command line

local program = arg and arg[-1] or "snn-lua"
for i = -20, -1 do
  if arg[i] and arg[i]:find "snn%-lua$" then
    program = arg[i]
  end
end
for _, count in ipairs {
  "0", "-1", "1000000000", "nan", "x", "", "1.5", "257", "9223372036854775808",
} do
  local ok, _, status = os.execute(("%q --threads=%q -e '' 2>errors")
    :format(program, count))
  assert(not ok and status == 2, count)
end
for _, count in ipairs { "1", "2", "256" } do
  assert(os.execute(("%q --threads %s -e 'snn.zeros(1000000):add_(1)'")
    :format(program, count)))
end
