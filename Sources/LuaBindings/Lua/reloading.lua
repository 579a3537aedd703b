-- Classes of behaviors whose file is loaded again: living behaviors take their
-- methods from the class, so a class gets what the file says and nothing else,
-- or stays what it was if the file fails.

local next, sort = next, table.sort

local Reloading = {}

-- Fields that every class has from the beginning.
local own_fields = {}

-- The metatable of each class, and where its methods are looked for that it
-- doesn't have, from the beginning.
local metatables, first_index = {}, {}

-- What the classes that were defined again had before, by class; nil if no file
-- is loaded again.
local before

-- Takes note of the fields of a class that has no methods yet.
function Reloading.know(class, metatable)
  metatables[class], first_index[class] = metatable, metatable.__index
  for name in next, class do
    own_fields[name] = true
  end
end

-- Empties a class that a file defines again.
function Reloading.begin_class(class)
  if not before or before[class] then
    return
  end
  local fields = {}
  for name, value in next, class do
    fields[name] = value
  end
  before[class] = { fields = fields, index = metatables[class].__index }
  metatables[class].__index = first_index[class]
  for name in next, fields do
    if not own_fields[name] then
      class[name] = nil
    end
  end
end

-- Whether a file is loaded again.
function Reloading.is_under_way()
  return before ~= nil
end

function Reloading.begin()
  before = {}
end

-- Returns the names of the classes that were defined again.
function Reloading.finish()
  local names = {}
  for class in next, before do
    names[#names + 1] = class.name
  end
  before = nil
  sort(names)
  return names
end

-- Makes the classes what they were.
function Reloading.undo()
  for class, old in next, before or {} do
    local fields = old.fields
    metatables[class].__index = old.index
    for name in next, class do
      if fields[name] == nil then
        class[name] = nil
      end
    end
    for name, value in next, fields do
      class[name] = value
    end
  end
  before = nil
end

return Reloading
