import Tensors

/// Lists of places: what picks by a mask reads a list of the places where it is
/// true, and all that pick by the same value of a mask read the same one.
extension Lowering {
  /// The list of the places where `mask` is true, and what orders its users
  /// behind the step that makes it; nil for no mask.
  ///
  /// - Precondition: `mask` has one axis and is contiguous.
  func places(
    of mask: ProgramTensor?
  ) -> (scan: PlaceScan, dependency: Dependency)? {
    guard let mask else { return nil }
    let known = scans.firstIndex { $0.mask.isSameValue(as: mask) }
    if let known { return (scans[known].scan, .places(known)) }
    let scan = PlaceScan(size: mask.shape[0])
    let dependency = Dependency.places(scans.count)
    scans.append((mask, scan))
    append(
      ScanStep(mask, scan), reads: [.cell(mask.cell)], writes: [dependency])
    return (scan, dependency)
  }

  /// The lists of what masks pick from the rows and the columns of what a cell
  /// holds, and what a step that uses them reads.
  func places(
    _ rows: ProgramTensor?, _ columns: ProgramTensor?, ofCell cell: Int
  ) -> (PlaceScan?, PlaceScan?, Set<Dependency>) {
    let lists = [rows, columns].map(places)
    return (
      lists[0]?.scan, lists[1]?.scan,
      Set([.cell(cell)] + lists.compactMap { $0?.dependency })
    )
  }
}
