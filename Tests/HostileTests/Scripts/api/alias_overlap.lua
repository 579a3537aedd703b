-- expect: ok
-- mode: both
-- why: overlapping views: an error or a defined result, never order dependent
-- adapted: the result is defined: as if the operand had been copied first

for n = 2, 3000, 97 do
  local a, b = snn.arange(1, n), snn.arange(1, n)
  a:narrow(1, 1, n - 1):add_(a:narrow(1, 2, n - 1))
  b:narrow(1, 1, n - 1):add_(b:narrow(1, 2, n - 1):clone())
  assert(a:eq(b):all())
  a:narrow(1, 2, n - 1):copy_(a:narrow(1, 1, n - 1))
  b:narrow(1, 2, n - 1):copy_(b:narrow(1, 1, n - 1):clone())
  assert(a:eq(b):all())
end
