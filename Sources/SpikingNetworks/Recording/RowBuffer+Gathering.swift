import Tensors

/// Rows as one tensor where there is no room for a copy of them.
extension RowBuffer {
  /// All rows in one tensor that shares the memory of the buffer.
  ///
  /// Chunk by chunk, they move into a range of addresses as large as the
  /// memory may be; a chunk gives its memory back before the next one moves, and
  /// such a range the part that has moved. Further rows are added there.
  ///
  /// - Throws: `TensorError.outOfMemory`, `.interrupted`, and no row is lost.
  mutating func gathered() throws(TensorError) -> Tensor {
    guard count > 0 else { return try copied() }
    let bytes = count * rowBytes
    if gathering == nil, chunks.count == 1 { return try lentChunk(bytes) }
    if gathering == nil || chunks.count > 1 {
      // Rows that were dropped since the mark move too: they may come back.
      let all = (count + changes.trimmed) * rowBytes
      let memory = ReservedMemory(
        capacity: max(pool.limit ?? 0, 2 * all), pool: pool)
      chunks = changes.chunks + chunks
      let start = changes.dropped
      var rest = Array(try parts(from: start).reversed())
      let (old, oldEnd) = (gathering, rest.last?.shape[0] ?? 0)
      // Nothing but `rest` holds the chunks from here on.
      (chunks, dropped, gathering) = ([], changes.trimmed, memory)
      (changes.chunks, changes.dropped) = ([], 0)
      var (moved, failure) = (0, TensorError?.none)
      while failure == nil, let part = rest.last {
        let isOld = old != nil && moved < oldEnd
        let held = part.shape[0]
        let count = isOld ? min(held, chunkCapacity) : held
        let end = moved + count
        do throws(TensorError) {
          guard let memory, memory.grow(to: end * rowBytes) else {
            throw .outOfMemory(
              shape: try shape, bytes: bytes, inUse: pool.bytesInUse,
              limit: pool.limit)
          }
          try gatheredRows(from: moved, to: end)
            .copy(from: part.narrowed(axis: 0, start: 0, count: count))
          rest.removeLast()
          if count < held {
            rest.append(
              try part.narrowed(axis: 0, start: count, count: held - count))
          }
          moved = end
          if isOld { old?.release(before: (start + moved) * rowBytes) }
        } catch { failure = error }
      }
      chunks = rest.reversed()
      if moved > 0 {
        chunks.insert(try gatheredRows(from: 0, to: moved), at: 0)
      } else {
        gathering = nil
      }
      used = chunks[chunks.count - 1].shape[0]
      setDroppedChunksAside()
      if let failure { throw failure }
    }
    guard let gathering,
      let result = Tensor(
        viewing: gathering.lend(from: dropped * rowBytes, byteCount: bytes),
        type: type, shape: try shape, steps: try shape.contiguousSteps,
        start: 0)
    else { return try copied() }
    return result
  }

  /// All rows, if they lie in one chunk, as that of a loaded network's do.
  private mutating func lentChunk(_ bytes: Int) throws(TensorError) -> Tensor {
    let start = chunks[0].start * type.byteCount + dropped * rowBytes
    guard
      let rows = Tensor(
        viewing: chunks[0].storage.part(from: start, byteCount: bytes),
        type: type, shape: try shape, steps: try shape.contiguousSteps,
        start: 0)
    else { return try copied() }
    isLent = true
    return rows
  }

  /// Some rows of the memory into which chunks are gathered.
  func gatheredRows(
    from start: Int, to end: Int
  ) throws(TensorError) -> Tensor {
    let shape = try Shape([end] + rowShape.list)
    guard let gathering,
      let rows = Tensor(
        viewing: gathering.storage(byteCount: shape.count * type.byteCount),
        type: type, shape: shape, steps: shape.contiguousSteps, start: 0)
    else { preconditionFailure("the memory of rows has their size") }
    return try rows.narrowed(axis: 0, start: start, count: end - start)
  }
}
