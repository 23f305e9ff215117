import NetwrightIR
import NetwrightSelfCheck
import RandomGraphs
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Emitted code of random training graphs, compiled and run: the losses, every gradient and
/// everything that persists after two updates, against the reference in `f64`.
@Suite(.serialized) struct RandomProgramTests {
  private static func setting(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// So many graphs are one program, which bounds how long its compilation takes.
  private static let graphsOfProgram: UInt64 = 50

  /// As many as the gate has time for: a graph takes the compiler two seconds, the runtime forty.
  private static let defaultGraphs: UInt64 = 12

  /// `NETWRIGHT_COMPILED_GRAPHS=300` for more than one program, `NETWRIGHT_RANDOM_FIRST` for
  /// others; `NETWRIGHT_SANITIZE=address` or `thread` to watch them.
  private static let programs: [ClosedRange<UInt64>] = {
    let wanted = setting("NETWRIGHT_COMPILED_GRAPHS").flatMap { UInt64($0) } ?? defaultGraphs
    let count = max(wanted, 1)
    let first = setting("NETWRIGHT_RANDOM_FIRST").flatMap { UInt64($0) } ?? 1
    return stride(from: first, to: first + count, by: Int(graphsOfProgram)).map {
      $0...min($0 + graphsOfProgram, first + count) - 1
    }
  }()

  /// Of all programs, one after the other; gone after the last.
  private static let folder = Result { try TemporaryFolder() }

  /// `nil` where the setting names no sanitizer.
  private static let sanitizer: RandomProgram.Sanitizer? = {
    guard let name = setting("NETWRIGHT_SANITIZE") else { return RandomProgram.Sanitizer.none }
    return RandomProgram.Sanitizer(rawValue: name)
  }()

  @Test("compiled random training graphs give what the reference gives", arguments: programs)
  func agreement(seeds: ClosedRange<UInt64>) throws {
    let sanitizer = try #require(Self.sanitizer, "NETWRIGHT_SANITIZE is `address` or `thread`")
    let folder = try Self.folder.get()
    defer { if seeds == Self.programs.last { folder.remove() } }
    let program = try RandomProgram(seeds: seeds, .full, sanitizer, in: folder)
    #expect(program.trainings.count * 10 >= seeds.count * 8, "too many graphs cannot be emitted")
    let records = try program.run(threads: 1)
    for threads in 2...3 {
      let others = try program.run(threads: threads)
      for (number, training) in program.trainings.enumerated() {
        #expect(others[number].bits == records[number].bits, "seed \(training.seed)")
      }
    }
    for (training, record) in zip(program.trainings, records) {
      let check = try SelfCheck(training.source, training.inputs)
      let comparison = check.compare(record)
      #expect(
        comparison.differences.isEmpty,
        """
        seed \(training.seed): \(comparison.differences.prefix(3))
        \(GraphPrinter.text(of: training.forward))
        """)
    }
  }
}
