/// Weights and delays of the synapses between two groups.
struct DelayedSynapses<T> {
  let weights: UnsafePointer<T>

  /// The steps in memory from a source to the next, a target to the next.
  let weightSteps: (source: Int, target: Int)

  /// The delays, a row for each source.
  let delays: UnsafePointer<Int32>
}

/// The targets whose currents are added at a time: the part of the ring that
/// is written to stays in the cache.
private let scatterTargets = 512

/// Adds the weights from the spiking `sources` to `targets` into the rows of
/// `ring` in which they arrive.
///
/// Sources are added to each target in their order, so the result has the same
/// bits however the targets are split. `position` is the row that arrives at
/// once; there are `length` rows, more than the longest delay, of `width`
/// elements.
@inline(__always)
func scatterCurrents<T: NumericElement>(
  _ synapses: DelayedSynapses<T>, _ sources: UnsafePointer<Int>, _ count: Int,
  targets: Range<Int>, ring: UnsafeMutablePointer<T>, position: Int,
  length: Int, width: Int
) {
  let step = synapses.weightSteps.target
  var start = targets.lowerBound
  while start < targets.upperBound {
    let end = min(start &+ scatterTargets, targets.upperBound)
    for i in 0..<count {
      let weights = synapses.weights + sources[i] &* synapses.weightSteps.source
      let delays = synapses.delays + sources[i] &* width
      for target in start..<end {
        var row = position &+ Int(delays[target])
        if row >= length { row &-= length }
        let place = ring + (row &* width &+ target)
        place.pointee = T.sum(place.pointee, weights[target &* step])
      }
    }
    start = end
  }
}
