import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The same work on many things, by as many threads as there are processors.
enum ParallelMap {
  static let maximumThreads = 16
  /// As much as the first thread of a process has.
  static let stackBytes = 8 << 20

  /// The results in the order of the numbers, whatever the order in which they were made.
  static func run<Result: Sendable>(
    count: Int, _ body: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    let processors = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let threads = min(count, max(processors, 1), maximumThreads)
    guard threads > 1 else { return (0..<count).map(body) }
    let board = Board<Result>(count: count)
    let work: @Sendable () -> Void = {
      while let index = board.next() { board.put(body(index), at: index) }
    }
    let others = (1..<threads).compactMap { _ in start(work) }
    work()
    for thread in others { pthread_join(thread, nil) }
    return board.all
  }

  /// Hands out numbers and takes results.
  private final class Board<Result: Sendable>: Sendable {
    private let count: Int
    private let taken = Atomic(0)
    private let results: Mutex<[Result?]>

    init(count: Int) {
      self.count = count
      results = Mutex(Array(repeating: nil, count: count))
    }

    func next() -> Int? {
      let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      return index < count ? index : nil
    }

    func put(_ result: Result, at index: Int) { results.withLock { $0[index] = result } }
    var all: [Result] { results.withLock { $0.compactMap { $0 } } }
  }

  /// A thread, or `nil` where the system gives none: the others do its share.
  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let work = Unmanaged.passRetained(ThreadWork(body))
    guard let thread = startThread(work.toOpaque()) else {
      work.release()
      return nil
    }
    return thread
  }

  private static func startThread(_ work: UnsafeMutableRawPointer) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stackBytes)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let code = pthread_create(&thread, &attributes, { enterThread($0) }, work)
    pthread_attr_destroy(&attributes)
    return code == 0 ? thread : nil
  }
}

private final class ThreadWork: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func enterThread(_ raw: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let raw else { return nil }
  Unmanaged<ThreadWork>.fromOpaque(raw).takeRetainedValue().body()
  return nil
}
