#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Synchronization

/// Threads that stay: one parallel region after another without making a thread.
///
/// The caller of `run` is thread 0. A thread that cannot be made is done without: `count` says how
/// many there are, and results do not depend on it. One region at a time; `run` must not be called
/// from inside a region. Calls of `run` from several threads take turns.
public final class Team: @unchecked Sendable {
  /// Threads of a region, the caller included.
  public let count: Int

  private let shared: TeamShared
  /// Touched by whoever has the turn of `runStep`.
  private var choice = CrewChoice()
  private let choosing = Lock()
  private var threads: [pthread_t] = []

  /// Threads of the largest team.
  public static let most = 256

  /// A team of `threads` threads, at least one and at most `most`.
  public init(threads: Int) {
    let wanted = min(max(threads, 1), Self.most)
    shared = TeamShared()
    var made: [pthread_t] = []
    for index in 1..<max(wanted, 1) {
      guard let thread = shared.startThread(index: index) else { break }
      made.append(thread)
    }
    self.threads = made
    count = made.count + 1
    shared.open(count: count)
  }

  deinit {
    shared.stop()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Runs `body` once on every thread of the team and returns when all are done.
  public func run(_ body: (Part) -> Void) {
    if count == 1 { return body(Part(index: 0, count: 1, team: self)) }
    shared.turn.lock()
    defer { shared.turn.unlock() }
    withoutActuallyEscaping(body) { escaping in
      shared.job = Job(team: self, body: escaping)
      shared.gate.wait(count: count)
      body(Part(index: 0, count: count, team: self))
      shared.gate.wait(count: count)
      shared.job = nil
    }
  }

  /// As `run`, by the whole team or by the caller alone as one part, whichever is faster at present;
  /// for steps that are much alike and whose results do not depend on the number of parts.
  public func runStep(_ body: (Part) -> Void) {
    if count == 1 { return body(Part(index: 0, count: 1, team: self)) }
    choosing.lock()
    defer { choosing.unlock() }
    let start = Barrier.nanoseconds()
    if choice.usesTeam { run(body) } else { body(Part(index: 0, count: 1, team: self)) }
    choice.record(nanoseconds: Double(Barrier.nanoseconds() &- start))
  }

  /// Waits until every thread of the region has come here.
  @usableFromInline
  func barrier() { shared.inner.wait(count: count) }
}

/// What a region runs.
private struct Job {
  let team: Team
  let body: (Part) -> Void
}

/// What the threads of a team share; outlives the team until the last thread has left.
private final class TeamShared: @unchecked Sendable {
  /// Begins and ends regions.
  let gate = Barrier()
  /// Barriers inside a region.
  let inner = Barrier()
  /// Lets callers of `run` take turns.
  let turn = Lock()
  /// Written by thread 0 before the gate opens and after it closes.
  var job: Job?
  private var isStopping = false
  private var count = 1
  private let opened = Barrier()

  /// A thread for place `index`, or nil when the system gives none.
  func startThread(index: Int) -> pthread_t? {
    let start = Unmanaged.passRetained(ThreadStart(shared: self, index: index))
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(&thread, nil, { raw in enterThread(raw) }, start.toOpaque())
      if code == 0 { return thread }
    #else
      var thread = pthread_t()
      let code = pthread_create(&thread, nil, { raw in enterThread(raw) }, start.toOpaque())
      if code == 0 { return thread }
    #endif
    start.release()
    return nil
  }

  /// Tells the threads how many they are.
  func open(count: Int) {
    self.count = count
    opened.release()
  }

  /// Ends the threads; called outside any region.
  func stop() {
    isStopping = true
    if count > 1 { gate.wait(count: count) }
  }

  /// The life of a thread: region after region until `stop`.
  func serve(index: Int) {
    opened.waitForRelease()
    while true {
      gate.wait(count: count)
      if isStopping { return }
      if let job { job.body(Part(index: index, count: count, team: job.team)) }
      gate.wait(count: count)
    }
  }
}

/// The argument of a new thread.
private final class ThreadStart {
  let shared: TeamShared
  let index: Int

  init(shared: TeamShared, index: Int) {
    self.shared = shared
    self.index = index
  }
}

/// Where a new thread begins.
private func enterThread(_ raw: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let raw else { return nil }
  let start = Unmanaged<ThreadStart>.fromOpaque(raw).takeRetainedValue()
  start.shared.serve(index: start.index)
  return nil
}
