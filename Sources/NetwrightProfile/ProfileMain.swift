import NetwrightKernels
import NetwrightRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The command line of a program that was made to be profiled; `netwright bench --profile` runs it
/// and gives the figures their names.
public enum ProfileMain {
  /// `PROGRAM THREADS STEPS`: prints one JSON object and ends the process.
  public static func main(
    seed: UInt64, makeProgram: (_ threads: Int) -> any ProfiledProgram
  ) -> Never {
    let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    guard numbers.count == 2, CommandLine.arguments.count == 3, numbers.allSatisfy({ $0 > 0 })
    else {
      Console.write("usage: PROGRAM THREADS STEPS\n", to: STDERR_FILENO)
      exit(2)
    }
    let result = profile(makeProgram(numbers[0]), steps: numbers[1], seed: seed)
    Console.write(result + "\n", to: STDOUT_FILENO)
    exit(0)
  }

  /// Takes plain steps, steps with laps and the machine's rate of arithmetic in turn, so that all see
  /// the same machine: its clock and its neighbours change within seconds.
  private static func profile(
    _ program: any ProfiledProgram, steps: Int, seed: UInt64
  ) -> String {
    program.initialize(seed: seed)
    SyntheticBatch.fill(program, seed: seed)
    let bandwidth = MachineRates.bandwidth(program.team)
    let laps = KernelLaps(count: program.profiledCallCount)
    var step: Int64 = 0
    var plain: [Double] = []
    var rates: [Double] = []
    for turn in -5..<steps {
      if turn == 0 {
        plain.removeAll()
        rates.removeAll()
        laps.reset()
      }
      rates.append(MachineRates.arithmetic(program.team, rounds: 200_000))
      step += 1
      let start = Clock.seconds
      _ = program.trainStep(step: step, seed: seed)
      plain.append(Clock.seconds - start)
      step += 1
      program.profileStep(step: step, seed: seed, laps: laps)
      laps.endStep()
    }
    return JSONText.object([
      ("threads", String(program.team.count)), ("steps", String(steps)),
      ("step_ms", JSONText.number(median(plain) * 1e3)),
      ("gigaflops", JSONText.number(median(rates) / 1e9)),
      ("gigabytes", JSONText.number(bandwidth / 1e9)),
      ("call_ms", milliseconds(laps.medians)),
      ("call_min_ms", milliseconds(laps.minima)),
    ])
  }

  private static func milliseconds(_ seconds: [Double]) -> String {
    "[" + seconds.map { JSONText.number($0 * 1e3) }.joined(separator: ",") + "]"
  }
}
