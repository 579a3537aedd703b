-- expect: ok
-- mode: default
-- limits: seconds=60
-- why: texts in a picture are texts: no command of gnuplot or of the shell

local x = snn.arange(1, 5)
for i, text in ipairs {
  '"; system("touch hacked"); "', "'; system('touch hacked'); '",
  "`touch hacked`", '\nsystem("touch hacked")\n', "$(touch hacked)",
  '\\"; system("touch hacked") #', "!touch hacked", "a\0b", "\xff\xfe{/=99 x}",
  "@{^2}_{", ("x"):rep(5000), "%s%n%d", "\\", '"', "'", "\r\n", "EOD\n$data",
} do
  local path = i % 2 == 0 and "a.svg" or "a.png"
  pcall(function()
    snn.plot.lines(x, {
      title = text, xlabel = text, ylabel = text, labels = { text },
    }):save(path)
  end)
  pcall(function() snn.plot.lines(x):save(text) end)
  pcall(function() snn.plot.lines(x):save(text .. ".png") end)
  assert(not io.open "hacked", text)
end
