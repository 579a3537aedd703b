import Synchronization

/// What a storage contains, in memory that isn't the processor's.
///
/// Whoever asks for the storage's `address` has the contents fetched, if they are
/// newer there, and the copy is let go of: from then on it may be out of date.
package final class RemoteCopy {
  /// Whether it is newer than the storage's own memory.
  @exclusivity(unchecked) package var isNewer = false

  /// The storage that has it, or nil.
  @exclusivity(unchecked)
  package fileprivate(set) var holder: Unmanaged<Storage>?

  /// Writes it to the storage's own memory.
  private let fetch: (UnsafeMutableRawBufferPointer) -> Void

  /// A copy that `fetch` gets.
  package init(fetch: @escaping (UnsafeMutableRawBufferPointer) -> Void) {
    self.fetch = fetch
  }

  fileprivate func write(to storage: Storage) {
    guard isNewer else { return }
    isNewer = false
    fetch(
      UnsafeMutableRawBufferPointer(
        start: storage.memory, count: storage.byteCount))
  }
}

extension Storage {
  /// Has what the storage contains be, or be as well, in a copy that no other storage
  /// has.
  package func attach(_ copy: RemoteCopy) {
    copy.holder = .passUnretained(self)
    self.copy = copy
  }

  /// Threads that share work may ask for an address at the same time.
  private static let isSettling = Mutex(())

  /// Fetches what is newer elsewhere, and lets go of that copy.
  @inline(never)
  package func settle() {
    Storage.isSettling.withLock { _ in
      copy?.write(to: self)
      detach()
    }
  }

  /// Lets go of the copy: nobody asks any more for what it contains.
  package func detach() {
    copy?.holder = nil
    copy = nil
  }

  /// The memory as it is, whatever the copy contains.
  package var ownBytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: memory, count: byteCount)
  }
}
