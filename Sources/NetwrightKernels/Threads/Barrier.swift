#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import CNetwrightVector
import Synchronization

/// A mutual exclusion lock at a fixed address.
final class Lock: @unchecked Sendable {
  let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }
}

/// A meeting point of a fixed number of threads, to be used again and again.
///
/// Waiting spins for about 50 microseconds, then parks, so that a busy neighbour gets the core.
final class Barrier: @unchecked Sendable {
  private let arrived = Atomic<Int>(0)
  private let generation = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let lock = Lock()
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  /// How long a wait spins, in nanoseconds.
  private static let spinLimit = 50_000

  init() {
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
  }

  /// Waits until `count` threads have called this.
  func wait(count: Int) {
    let current = generation.load(ordering: .acquiring)
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == count {
      arrived.store(0, ordering: .relaxed)
      release()
    } else {
      wait(while: current)
    }
  }

  /// Lets everybody go who waits now.
  func release() {
    generation.add(1, ordering: .sequentiallyConsistent)
    // Pairs with the order in `park`: either we see the sleeper or it sees the new generation.
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
      lock.lock()
      pthread_cond_broadcast(condition)
      lock.unlock()
    }
  }

  /// Waits for the first `release`, which may have been already.
  func waitForRelease() { wait(while: 0) }

  private func wait(while current: Int) {
    var began = 0
    for _ in 0..<100_000 {
      for _ in 0..<32 {
        if generation.load(ordering: .acquiring) != current { return }
        nw_pause()
      }
      let now = Self.nanoseconds()
      if began == 0 { began = now } else if now &- began > Self.spinLimit { break }
    }
    park(while: current)
  }

  private func park(while current: Int) {
    lock.lock()
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while generation.load(ordering: .sequentiallyConsistent) == current {
      pthread_cond_wait(condition, lock.mutex)
    }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    lock.unlock()
  }

  /// Monotonic time.
  static func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
  }
}
