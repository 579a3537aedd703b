/// Weights and delays of the synapses between two groups, with the steps in
/// memory from a source to the next and from a target to the next.
struct DelayedSynapses<T> {
  let weights: UnsafePointer<T>
  let delays: UnsafePointer<Int32>
  let weightSteps: (source: Int, target: Int)
  let delaySteps: (source: Int, target: Int)
}

/// Adds the weights from the spiking `sources` to `targets` into the rows of
/// `ring` in which they arrive.
///
/// Sources are added to each target in their order, whichever of the loops is
/// the inner one, so the result has the same bits for both layouts and however
/// the targets are split.
///
/// `position` is the row that arrives at once; there are `length` rows, more
/// than the longest delay, of `width` elements.
@inline(__always)
func scatterCurrents<T: NumericElement>(
  _ synapses: DelayedSynapses<T>, _ sources: UnsafePointer<Int>, _ count: Int,
  targets: Range<Int>, ring: UnsafeMutablePointer<T>, position: Int,
  length: Int, width: Int
) {
  let (weightStep, delayStep) = (
    synapses.weightSteps.target, synapses.delaySteps.target
  )
  @inline(__always)
  func add(_ weight: T, _ delay: Int32, _ target: Int) {
    var row = position &+ Int(delay)
    if row >= length { row &-= length }
    let place = ring + (row &* width &+ target)
    place.pointee = T.sum(place.pointee, weight)
  }
  if delayStep == 1 {
    for i in 0..<count {
      let weights = synapses.weights + sources[i] &* synapses.weightSteps.source
      let delays = synapses.delays + sources[i] &* synapses.delaySteps.source
      for target in targets {
        add(weights[target &* weightStep], delays[target], target)
      }
    }
  } else {
    for target in targets {
      let weights = synapses.weights + target &* weightStep
      let delays = synapses.delays + target &* delayStep
      for i in 0..<count {
        let source = sources[i]
        add(
          weights[source &* synapses.weightSteps.source],
          delays[source &* synapses.delaySteps.source], target)
      }
    }
  }
}
