/// Other looks at the same memory.
extension Reference {
  func selected(_ axis: Int, _ place: Int) -> Reference {
    var sizes = shape
    sizes.remove(at: axis)
    return view(sizes) { index in
      var index = index
      index.insert(place, at: axis)
      return index
    }
  }

  /// The elements at `places` along `axis`.
  func picked(_ axis: Int, _ places: [Int]) -> Reference {
    var sizes = shape
    sizes[axis] = places.count
    return view(sizes) { index in
      var index = index
      index[axis] = places[index[axis]]
      return index
    }
  }

  func transposed(_ first: Int, _ second: Int) -> Reference {
    var sizes = shape
    sizes.swapAt(first, second)
    return view(sizes) { index in
      var index = index
      index.swapAt(first, second)
      return index
    }
  }

  func unsqueezed(_ axis: Int) -> Reference {
    var sizes = shape
    sizes.insert(1, at: axis)
    return reshaped(sizes)
  }

  func reshaped(_ sizes: [Int]) -> Reference {
    Reference(memory: memory, type: type, shape: sizes, places: places)
  }
}
