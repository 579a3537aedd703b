-- Compares the tables of the pages for users of PymoNNtorch with values.lua:
-- each piece of code has a value or a reason why it has none, and each value a
-- row.
-- Gets the folder of this file and the texts of the pages; says how many rows
-- are compared, and fails if that isn't most.

local here, texts = ..., { select(2, ...) }
local snn = require "snn"
local values = dofile(here .. "/values.lua")

local by_there, by_here, pairs_of = {}, {}, {}
for _, case in ipairs(values.cases) do
  by_there[case.there], by_here[case.here] = true, true
  pairs_of[case.there .. "\0" .. case.here] = true
end

local function pieces_of(cell)
  local pieces = {}
  for piece in cell:gmatch "`([^`]+)`" do
    pieces[#pieces + 1] = (piece:gsub("\1", "|"))
  end
  return pieces
end

-- The rows of the tables whose first line has these two titles in front.
local function rows_of(text)
  local rows, is_inside = {}, false
  for line in text:gmatch "[^\n]+" do
    if line:find "^| there | here |" or line:find "^| PymoNNtorch | here |" then
      is_inside = true
    elseif line:sub(1, 1) ~= "|" then
      is_inside = false
    elseif is_inside and not line:find "^| %-%-%-" then
      local cells = {}
      for cell in line:gsub("\\|", "\1"):sub(2):gmatch "([^|]*)|" do
        cells[#cells + 1] = cell
      end
      rows[#rows + 1] = {
        line = line, there = pieces_of(cells[1]), here = pieces_of(cells[2]),
        is_same = cells[2]:find "^ the same" ~= nil,
      }
    end
  end
  return rows
end

local problems, seen_there, seen_here = {}, {}, {}

local function check(piece, known, seen, row)
  seen[piece] = true
  if not known[piece] and not values.without[piece] then
    problems[#problems + 1] = ("%s\n  of the row %s\n  has no value, and no"
      .. " reason why"):format(piece, row.line)
  end
end

-- Whether a piece on the left has a value together with one on the right.
local function is_compared(row)
  for _, there in ipairs(row.there) do
    for _, piece in ipairs(row.is_same and { there } or row.here) do
      if pairs_of[there .. "\0" .. piece] then
        return true
      end
    end
  end
  return false
end

local compared, count = 0, 0
for _, text in ipairs(texts) do
  local rows = rows_of(text)
  if #rows < 10 then
    problems[#problems + 1] = "a page has no tables: " .. text:sub(1, 60)
  end
  for _, row in ipairs(rows) do
    count = count + 1
    for _, piece in ipairs(row.there) do
      check(piece, by_there, seen_there, row)
    end
    for _, piece in ipairs(row.is_same and row.there or row.here) do
      check(piece, by_here, seen_here, row)
    end
    compared = compared + (is_compared(row) and 1 or 0)
  end
end
for _, case in ipairs(values.cases) do
  if not seen_there[case.there] or not seen_here[case.here] then
    problems[#problems + 1] = ("there is a value for %s and %s, but no row")
      :format(case.there, case.here)
  end
end
for piece in snn.sorted_pairs(values.without) do
  if not seen_there[piece] and not seen_here[piece] then
    problems[#problems + 1] = "there is a reason for a piece of no row: "
      .. piece
  end
end
if #problems > 0 then
  error(table.concat(problems, "\n"), 0)
end
local report = ("%d of %d rows are compared by value"):format(compared, count)
if count < 150 or compared < 0.8 * count then
  error("only " .. report, 0)
end
print(report)
