import Synchronization

/// Memory that isn't the processor's, where copies of storages are.
package final class RemoteMemory {
  /// Whether whoever asks for an address now only reads: then copies stay good.
  @exclusivity(unchecked) package var isOnlyRead = false

  /// Told of each copy that was fetched: how many bytes, or what has failed.
  @exclusivity(unchecked)
  package var onFetch: ((Result<Int, any Error>) -> Void)?

  /// Memory without copies.
  package init() {}

  /// Calls `body`, which reads what it asks for and changes nothing.
  package func reading<Result>(
    _ body: () throws -> Result
  ) rethrows -> Result {
    let outer = isOnlyRead
    isOnlyRead = true
    defer { isOnlyRead = outer }
    return try body()
  }
}

/// What a storage contains, in other memory.
///
/// Whoever asks for the storage's `address` has the contents fetched, if they are
/// newer there, and the copy is let go of, for it may be out of date from then on;
/// unless it is known that nothing is changed.
package final class RemoteCopy {
  /// Whether there was any copy yet, so that who looks for some in each iteration
  /// needs to look only here. It is set once.
  package nonisolated(unsafe) private(set) static var wereAny = false

  /// Whether it is newer than the storage's own memory.
  @exclusivity(unchecked) package var isNewer = false

  /// The storage that has it, or nil.
  @exclusivity(unchecked)
  package fileprivate(set) var holder: Unmanaged<Storage>?

  /// Where it is.
  fileprivate let memory: RemoteMemory

  /// Writes it to the storage's own memory.
  private let fetch: (UnsafeMutableRawBufferPointer) throws -> Void

  /// A copy in `memory` that `fetch` gets.
  package init(
    in memory: RemoteMemory,
    fetch: @escaping (UnsafeMutableRawBufferPointer) throws -> Void
  ) {
    (self.memory, self.fetch) = (memory, fetch)
    RemoteCopy.wereAny = true
  }

  fileprivate func write(to storage: Storage) {
    guard isNewer else { return }
    isNewer = false
    let bytes = storage.ownBytes
    let result = Result {
      do {
        try fetch(bytes)
      } catch {
        // What it was is lost.
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        throw error
      }
      return bytes.count
    }
    memory.onFetch?(result)
  }
}

extension Storage {
  /// Has what the storage contains be, or be as well, in a copy that no other storage
  /// has.
  package func attach(_ copy: RemoteCopy) {
    detach()
    copy.holder = .passUnretained(self)
    self.copy = copy
  }

  /// Threads that share work may ask for an address at the same time.
  private static let isSettling = Mutex(())

  /// Fetches what is newer elsewhere, and lets go of that copy unless it is only read.
  @inline(never)
  package func settle() {
    Storage.isSettling.withLock { _ in
      guard let copy else { return }
      copy.write(to: self)
      if !copy.memory.isOnlyRead { detach() }
    }
  }

  /// Lets go of the copy: nobody asks any more for what it contains.
  package func detach() {
    copy?.holder = nil
    copy?.isNewer = false
    copy = nil
  }

  /// The memory as it is, whatever the copy contains.
  package var ownBytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: memory, count: byteCount)
  }
}
