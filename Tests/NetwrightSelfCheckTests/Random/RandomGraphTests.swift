import NetwrightIR
import NetwrightOps
import NetwrightSelfCheck
import RandomGraphs
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Random training graphs in all engines of this process: losses, every gradient, everything that
/// persists after two updates.
@Suite struct RandomGraphTests {
  /// `NETWRIGHT_RANDOM_GRAPHS=10000` for many more; `NETWRIGHT_RANDOM_FIRST` is the first seed.
  private static let seeds: ClosedRange<UInt64> = {
    func number(_ name: String) -> UInt64? { getenv(name).flatMap { UInt64(String(cString: $0)) } }
    let first = number("NETWRIGHT_RANDOM_FIRST") ?? 1
    return first...(first + max(number("NETWRIGHT_RANDOM_GRAPHS") ?? 300, 1) - 1)
  }()

  @Test("engines agree on random training graphs")
  func engines() async throws {
    let progress = Progress(from: Self.seeds.lowerBound)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          while progress.failures.withLock({ $0.count }) < 10 {
            let seed = progress.next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard seed <= Self.seeds.upperBound else { return }
            if let failure = try RandomCheck.check(seed: seed) {
              progress.failures.withLock { $0.append(failure) }
            }
          }
        }
      }
      try await group.waitForAll()
    }
    for failure in progress.failures.withLock({ $0 }) {
      let path = Corpus.keep(seed: failure.seed, reason: failure.reason, text: failure.text)
      Issue.record("\(failure)\nkept as \(path)")
    }
  }

  @Test("engines agree on random loops", arguments: 1...UInt64(60))
  func loops(seed: UInt64) throws {
    let failure = try RandomCheck.check(RandomLoop.make(seed: seed), seed: seed)
    #expect(failure == nil, "\(failure.map(\.description) ?? "")")
  }

  @Test("graphs that once failed do so no more", arguments: Corpus.all)
  func corpus(entry: Corpus.Entry) throws {
    let graph = try GraphParser.graph(entry.text, ops: opRegistry)
    let failure = try RandomCheck.check(graph, seed: entry.seed)
    #expect(failure == nil, "\(failure.map(\.description) ?? "")")
  }

  @Test("the corpus is there")
  func corpusIsRead() { #expect(Corpus.all.count >= 5) }

  @Test("random graphs have every op, and the same seed gives the same graph")
  func coverage() throws {
    var forward = OpCoverage()
    var training = OpCoverage()
    for seed in 1...300 as ClosedRange<UInt64> {
      let made = try RandomTraining(seed: seed)
      forward.add(made.forward)
      training.add(made.training)
    }
    print("ops in 300 random graphs, forward:\n\(forward.table)")
    // `fused` is made by passes; random numbers need inputs that only training steps have.
    #expect(Set(forward.missing).subtracting(["fused"]) == [], "\(training.table)")
    let (first, second) = (try RandomGraph.make(seed: 7), try RandomGraph.make(seed: 7))
    #expect(GraphPrinter.text(of: first) == GraphPrinter.text(of: second))
  }

  @Test("random graphs are valid and unlike each other, and their text reads back as they are")
  func valid() throws {
    var shapes = Set<String>()
    for seed in 1...60 as ClosedRange<UInt64> {
      let graph = try RandomGraph.make(seed: seed)
      #expect(GraphVerifier.faults(in: graph) == [])
      let text = GraphPrinter.text(of: graph)
      let again = try GraphParser.graph(text, ops: opRegistry)
      #expect(GraphPrinter.text(of: again) == text)
      shapes.insert(text)
    }
    #expect(shapes.count == 60)
  }
}

/// What the tasks of a run share.
private final class Progress: Sendable {
  let next: Atomic<UInt64>
  let failures = Mutex<[RandomCheck.Failure]>([])

  init(from first: UInt64) { next = Atomic(first) }
}
