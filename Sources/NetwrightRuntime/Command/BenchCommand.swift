#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `bench`: times training steps on one random batch in memory, printed as one JSON object.
enum BenchCommand {
  static let options: [CommandOptions.Option] = [
    .init(name: "steps", placeholder: "N", help: "timed steps (default: 50)"),
    .init(name: "warmup", placeholder: "N", help: "steps before the timed ones (default: 10)"),
    .threads,
  ]

  static func run(_ options: CommandOptions, _ description: ProgramDescription) throws -> Int32 {
    let steps = try options.integer("steps", minimum: 1) ?? 50
    let warmup = try options.integer("warmup", minimum: 0) ?? 10
    let threads = try options.integer("threads", minimum: 1) ?? ProgramMain.defaultThreads
    let seed = description.trainingPlan.seed
    let program = description.makeProgram(threads)
    program.initialize(seed: seed)
    SyntheticBatch.fill(program, seed: seed)
    var step: Int64 = 0
    for _ in 0..<warmup {
      step += 1
      _ = program.trainStep(step: step, seed: seed)
    }
    var milliseconds: [Double] = []
    for _ in 0..<steps {
      step += 1
      let start = Clock.seconds
      _ = program.trainStep(step: step, seed: seed)
      milliseconds.append((Clock.seconds - start) * 1e3)
    }
    milliseconds.sort()
    let members = [
      ("workload", JSONText.string(description.name)), ("threads", String(threads)),
      ("median_ms", rounded(median(milliseconds))), ("min_ms", rounded(milliseconds[0])),
      ("parameters", String(program.parameterCount)),
      ("flops_per_step", String(description.flopsPerStep)),
      ("peak_rss_mb", rounded(PeakMemory.megabytes)),
    ]
    Console.write(JSONText.object(members) + "\n", to: STDOUT_FILENO)
    return 0
  }

  /// The middle of ascending values, or the mean of the two middle ones.
  static func median(_ sorted: [Double]) -> Double {
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private static func rounded(_ value: Double) -> String {
    JSONText.number((value * 1e4).rounded() / 1e4)
  }
}
