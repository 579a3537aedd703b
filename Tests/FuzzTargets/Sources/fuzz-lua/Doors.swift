/// What scripts that nobody has read must not reach.
enum Doors {
  /// Closes files, programs and the folders of modules.
  static let closed = """
    local snn = require "snn"
    os = {time = os.time, clock = os.clock, date = os.date}
    package.loaded.os, package.loaded.io, io = os, nil, nil
    package.path, package.searchers = "", {}
    dofile, loadfile = nil, nil
    for _, name in ipairs {"save", "load", "plot"} do snn[name] = nil end
    """
}
