import Glibc
import TensorBindings

/// The bytes that this process may use: the machine's memory, or what its
/// control group allows.
var availableMemory: Int {
  let pages = Int(sysconf(Int32(_SC_PHYS_PAGES)))
  let size = Int(sysconf(Int32(_SC_PAGESIZE)))
  let installed = max(pages, 0) * max(size, 0)
  return min(installed, groupLimit() ?? installed)
}

private func groupLimit() -> Int? {
  for path in [
    "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
  ] {
    guard let file = fopen(path, "r") else { continue }
    defer { fclose(file) }
    var limit = 0
    let isNumber = withUnsafeMutablePointer(to: &limit) {
      withVaList([$0]) { vfscanf(file, "%ld", $0) } == 1
    }
    if isNumber, limit > 0 { return limit }
  }
  return nil
}
