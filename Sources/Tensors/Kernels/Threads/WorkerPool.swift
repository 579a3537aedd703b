import CMachine
import Glibc
import Synchronization

/// The threads that large kernels are split over.
///
/// Work is cut into the same chunks whatever the number of threads, so results
/// never depend on it. Threads start with the first large piece of work.
public final class WorkerPool: @unchecked Sendable {
  /// The pool of this process.
  public static let shared = WorkerPool()

  /// The number of threads that work at the same time, the caller included:
  /// at first, one for each of `availableCores`.
  public var threadCount: Int {
    get { limit.load(ordering: .relaxed) }
    set { limit.store(max(1, min(newValue, 256)), ordering: .relaxed) }
  }

  /// How many cores this process may use: of a machine that others use too, often
  /// not all.
  public static var availableCores: Int {
    let count = Int(machine_processors())
    return max(1, count > 0 ? count : Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// How many pieces of work other threads have been woken for.
  public var wakeUps: Int { generation.load(ordering: .relaxed) }

  /// How many pieces of work of the calling thread were large enough for
  /// others to share, whether or not there were any.
  public var requests: Int { Int(bitPattern: pthread_getspecific(counter)) }

  private typealias Job = (Int) -> Void

  private let limit: Atomic<Int>
  private let isBusy = Atomic<Bool>(false)
  private let generation = Atomic<Int>(0)
  private let nextChunk = Atomic<Int>(0)
  private let activeWorkers = Atomic<Int>(0)
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(
    capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var job: UnsafePointer<Job>?
  private var chunkCount = 0
  private var invited = 0
  private var started = 0

  /// Where each thread keeps its `requests`, as the address of nothing.
  private var counter = pthread_key_t()

  private init() {
    pthread_key_create(&counter, nil)
    limit = Atomic(min(WorkerPool.availableCores, 256))
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(wake, nil)
  }

  /// Calls `body` once for each of `chunks` chunks, on several threads.
  ///
  /// Returns when all are done. A call from within `body`, or from a second
  /// thread meanwhile, runs its chunks itself.
  package func run(chunks: Int, _ body: (Int) -> Void) {
    pthread_setspecific(
      counter, UnsafeRawPointer(bitPattern: requests &+ 1))
    let threads = min(threadCount, chunks)
    guard threads > 1,
      isBusy.compareExchange(
        expected: false, desired: true, ordering: .acquiring
      ).exchanged
    else {
      for chunk in 0..<chunks { body(chunk) }
      return
    }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { pointer in
        share(pointer, chunks: chunks, threads: threads)
      }
    }
    isBusy.store(false, ordering: .releasing)
  }

  private func share(_ body: UnsafePointer<Job>, chunks: Int, threads: Int) {
    start(threads - 1)
    pthread_mutex_lock(mutex)
    job = body
    chunkCount = chunks
    invited = min(threads - 1, started)
    nextChunk.store(0, ordering: .relaxed)
    activeWorkers.store(invited, ordering: .relaxed)
    generation.add(1, ordering: .releasing)
    pthread_cond_broadcast(wake)
    pthread_mutex_unlock(mutex)
    work(body, chunks)
    // Who hasn't come yet needn't come any more.
    pthread_mutex_lock(mutex)
    let absent = invited
    invited = 0
    pthread_mutex_unlock(mutex)
    activeWorkers.subtract(absent, ordering: .relaxed)
    while activeWorkers.load(ordering: .acquiring) > 0 { sched_yield() }
  }

  private func work(_ body: UnsafePointer<Job>, _ chunks: Int) {
    while true {
      let chunk = nextChunk.add(1, ordering: .relaxed).oldValue
      if chunk >= chunks { return }
      body.pointee(chunk)
    }
  }

  private func start(_ wanted: Int) {
    while started < wanted {
      var all = sigset_t()
      var before = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_SETMASK, &all, &before)  // signals stay with the host
      var thread = pthread_t()
      let index = started
      let context = Unmanaged.passUnretained(self).toOpaque()
      let failed = pthread_create(
        &thread, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<WorkerPool>.fromOpaque(context).takeUnretainedValue()
            .serve()
          return nil
        }, context)
      pthread_sigmask(SIG_SETMASK, &before, nil)
      if failed != 0 { return }
      pthread_detach(thread)
      started = index + 1
    }
  }

  /// What a thread does: waits for work, a moment awake and then asleep.
  private func serve() {
    var seen = 0
    while true {
      var spins = 0
      while generation.load(ordering: .acquiring) == seen && spins < 2_000 {
        spins += 1
      }
      pthread_mutex_lock(mutex)
      while generation.load(ordering: .relaxed) == seen {
        pthread_cond_wait(wake, mutex)
      }
      seen = generation.load(ordering: .relaxed)
      let isInvited = invited > 0
      if isInvited { invited -= 1 }
      let (body, chunks) = (job, chunkCount)
      pthread_mutex_unlock(mutex)
      if isInvited, let body {
        work(body, chunks)
        activeWorkers.subtract(1, ordering: .acquiringAndReleasing)
      }
    }
  }
}

/// The number of elements in a chunk of a reduction, which its result depends
/// on.
package let parallelGrain = 1 << 16

/// The number of elements in a chunk of work where each counts for itself.
package let elementGrain = 1 << 14

/// What an element of a cheap loop costs, in picoseconds.
package let elementCost = 250

/// The cost of work, in picoseconds, from which threads are woken for it.
///
/// It costs the caller some microseconds to wake a thread, and until the thread
/// is there, some more pass: less work is done sooner alone.
package let parallelMinimum = 20_000_000

/// Calls `body` with ranges that cover `0..<count`, in parallel if there are
/// several chunks of `grain` and the work is worth waking threads.
///
/// `cost` is what one of the `count` costs, in picoseconds. The ranges depend
/// on `count` and `grain` alone.
///
/// - Throws: `TensorError.interrupted` if somebody broke off large work: then
///   ranges are missing.
@inline(__always)
package func forEachChunk(
  of count: Int, grain: Int = parallelGrain, cost: Int = elementCost,
  _ body: (Range<Int>) -> Void
) throws(TensorError) {
  if count <= grain || count &* cost < parallelMinimum {
    return forEachChunkToEnd(of: count, grain: grain, cost: cost, body)
  }
  let interruption = Interruption.current
  if let interruption, interruption.hasBudget {
    interruption.spend(count: count, cost: cost)
  }
  let chunks = (count &+ grain &- 1) / grain
  WorkerPool.shared.run(chunks: chunks) { chunk in
    if let interruption, interruption.isBreakingOff { return }
    let start = chunk &* grain
    body(start..<min(start &+ grain, count))
  }
  try interruption?.check()
}

/// As `forEachChunk`, where a chunk can be much work: `body` looks at the
/// interruption that it is given, and returns early if it breaks off.
///
/// - Throws: `TensorError.interrupted`: then results are missing.
@inline(__always)
package func forEachLongChunk(
  of count: Int, grain: Int = parallelGrain, cost: Int = elementCost,
  _ body: (Range<Int>, Interruption?) -> Void
) throws(TensorError) {
  let interruption = Interruption.current
  try forEachChunk(of: count, grain: grain, cost: cost) {
    body($0, interruption)
  }
  try interruption?.check()
}

/// As `forEachChunk`, for work that nobody can break off.
@inline(__always)
func forEachChunkToEnd(
  of count: Int, grain: Int = parallelGrain, cost: Int = elementCost,
  _ body: (Range<Int>) -> Void
) {
  if count <= grain || count &* cost < parallelMinimum {
    var start = 0
    repeat {
      let end = min(start &+ grain, count)
      body(start..<end)
      start = end
    } while start < count
    return
  }
  let chunks = (count &+ grain &- 1) / grain
  WorkerPool.shared.run(chunks: chunks) { chunk in
    let start = chunk &* grain
    body(start..<min(start &+ grain, count))
  }
}
