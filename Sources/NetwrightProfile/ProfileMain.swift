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

  /// Takes plain steps and steps with laps in turn, so that both see the same machine.
  private static func profile(
    _ program: any ProfiledProgram, steps: Int, seed: UInt64
  ) -> String {
    program.initialize(seed: seed)
    SyntheticBatch.fill(program, seed: seed)
    let rates = MachineRates.measure(program.team)
    let laps = KernelLaps(count: program.profiledCallCount)
    var step: Int64 = 0
    var plain: [Double] = []
    for turn in -5..<steps {
      if turn == 0 {
        plain.removeAll()
        laps.reset()
      }
      step += 1
      let start = Clock.seconds
      _ = program.trainStep(step: step, seed: seed)
      plain.append(Clock.seconds - start)
      step += 1
      program.profileStep(step: step, seed: seed, laps: laps)
    }
    plain.sort()
    let calls = laps.seconds.map { JSONText.number($0 / Double(steps) * 1e3) }
    return JSONText.object([
      ("threads", String(program.team.count)), ("steps", String(steps)),
      ("step_ms", JSONText.number(plain[plain.count / 2] * 1e3)),
      ("gigaflops", JSONText.number(rates.gigaflops)),
      ("gigabytes", JSONText.number(rates.gigabytes)),
      ("call_ms", "[" + calls.joined(separator: ",") + "]"),
    ])
  }
}
