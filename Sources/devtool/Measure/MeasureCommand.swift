import NetwrightKernels
import NetwrightProfile
import NetwrightRuntime

/// `devtool measure`: what this machine can do, and how fast a plain contraction is on it.
///
/// The benchmark report divides by these figures; nothing the compiler emits depends on them.
enum MeasureCommand {
  /// Measures what `arguments` name and prints one JSON object.
  ///
  /// - Errors: wrong usage gives nil and prints nothing.
  static func run(_ arguments: [String]) -> String? {
    guard arguments.count >= 2, let threads = Int(arguments[1]), (1...256).contains(threads) else {
      return nil
    }
    let team = Team(threads: threads)
    switch (arguments[0], arguments.count) {
    case ("rates", 2):
      let rates = MachineRates.measure(team, trials: 20)
      return JSONText.object([
        ("threads", "\(team.count)"), ("vector_lanes", "\(lanes)"),
        ("fma_gflops", rounded(rates.gigaflops)), ("triad_gbs", rounded(rates.gigabytes)),
      ])
    case ("contraction", 3):
      guard let size = Int(arguments[2]), (1...8192).contains(size) else { return nil }
      let milliseconds = SquareContraction.milliseconds(size: size, team)
      let operations = 2 * Double(size) * Double(size) * Double(size)
      return JSONText.object([
        ("threads", "\(team.count)"), ("size", "\(size)"), ("median_ms", rounded(milliseconds)),
        ("gflops", rounded(operations / milliseconds / 1e6)),
      ])
    default:
      return nil
    }
  }

  private static func rounded(_ value: Double) -> String {
    JSONText.number((value * 1e4).rounded() / 1e4)
  }
}
