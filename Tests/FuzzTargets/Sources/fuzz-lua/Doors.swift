/// What scripts that nobody has read must not reach.
enum Doors {
  /// Closes files, programs and modules, and what of Lua's own library can run
  /// for ever in one call, where no request to stop is heard.
  static let closed = """
    snn = require "snn"
    for _, name in ipairs {"save", "load", "plot"} do snn[name] = nil end
    os = {time = os.time, clock = os.clock, date = os.date}
    package.loaded.os, package.loaded.io, io = os, nil, nil
    package.path, package.searchers = "", {}
    dofile, loadfile, debug.setmetatable = nil, nil, nil

    -- Patterns may try all ways to cut a text.
    for _, name in ipairs {"find", "match", "gmatch", "gsub"} do
      local original = string[name]
      string[name] = function(text, pattern, ...)
        assert(#tostring(text) <= 64 and #tostring(pattern) <= 12, "too long")
        return original(text, pattern, ...)
      end
    end
    local rep = string.rep
    function string.rep(text, count, ...)
      assert(count < 1000000, "too many")
      return rep(text, count, ...)
    end

    -- A table may lie about its length.
    for name, original in pairs(table) do
      table[name] = function(list, ...)
        assert(not getmetatable(list), "a table with a metatable")
        return original(list, ...)
      end
    end
    local move = table.move
    function table.move(list, first, last, ...)
      assert(last - first < 1000000 and last - first >= 0, "too many")
      return move(list, first, last, ...)
    end

    local attach = setmetatable
    function setmetatable(value, metatable)
      assert(not metatable or not rawget(metatable, "__gc"), "a finalizer")
      return attach(value, metatable)
    end
    """
}
