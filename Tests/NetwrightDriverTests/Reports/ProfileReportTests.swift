import NetwrightDiagnostics
import NetwrightDriver
import NetwrightFrontend
import NetwrightSyntax
import Testing

/// What `bench --profile` says of the figures that a program prints.
@Suite struct ProfileReportTests {
  private static let spec = """
    netwright: 1
    name: line
    dims: {batch: 4}
    model:
      inputs: {x: "f32[batch, 3]"}
      targets: {y: "f32[batch, 2]"}
      layers:
        - dense: 2
          as: prediction
    loss: {mse: {prediction: prediction, target: y}}
    train: {epochs: 1, optimizer: adam}

    """

  /// - Parameter kernel: milliseconds of the last kernel; each takes that much more than the next.
  private func report(step: Double, kernel: Double, threads: Int = 2) throws -> ProfileReport {
    let bag = DiagnosticBag()
    let file = SourceFile(path: "line.yaml", text: Self.spec)
    let spec = try #require(Frontend.check(file: file, overrides: [], into: bag))
    let plan = try Compilation(spec).plan()
    let count = try #require(plan.training).calls.count
    return ProfileReport(
      plan,
      ProfileFigures(
        threads: threads, steps: 20, stepMilliseconds: step, gigaflops: 0.4, gigabytes: 0.9,
        calls: (1...count).reversed().map { (kernel * Double($0), kernel * Double($0) / 2) }))
  }

  @Test("a report names the machine, the step and its limit, and each kernel")
  func text() throws {
    #expect(
      try report(step: 0.01, kernel: 0.0004).text == """
        line: a step takes 0.010 ms with 2 threads; its 6 kernels one by one 0.008 ms: medians of 20 steps
          machine   0.4 GFLOP/s between the steps, 0.9 GB/s before them, outside the caches
          step      356 operations, 392 B read, 188 B written; 0.0 GFLOP/s, 8.9% of the machine's
          limit     0.001 ms if every kernel ran at the roofline, 9.1% of the step

            ms  share  GFLOP/s  GB/s  bound       of limit  line  kernel
        0.0024  28.6%      0.0   0.1  arithmetic        9%     8  dense_1: contraction + add + subtract + m…
        0.0020  23.8%      0.0   0.0  memory            3%    10  loss: reduce_sum + multiply
        0.0016  19.0%      0.0   0.0  memory            1%    10  loss: reduce_sum + multiply
        0.0012  14.3%      0.0   0.0  memory            1%     8  dense_1: convert + power + subtract + div…
        0.0008   9.5%      0.1   0.1  arithmetic       35%     8  gradient of dense_1: reduce_sum + subtrac…
        0.0004   4.8%      0.3   0.6  arithmetic       79%     8  gradient of dense_1: contraction + subtra…
        """)
  }

  @Test(
    "kernels that do not add up to the step are remarked on, with the reason",
    arguments: [
      (0.0042, 1, "200.0% of the step: reading the clock behind each of them takes time too"),
      (
        0.006, 2,
        "140.0% of the step: all threads meet behind each, where a plain step lets them go on"
      ),
      (
        0.0042, 2,
        "200.0% of the step: what they show is mostly how threads wait for each other on a busy "
          + "machine; `--threads 1` shows the kernels"
      ),
      (
        0.0168, 2,
        "50.0% of the step: other work interrupted the steps, and these figures say little"
      ),
    ])
  func sum(step: Double, threads: Int, words: String) throws {
    let report = try report(step: step, kernel: 0.0004, threads: threads)
    #expect(notes(of: report) == ["one by one they take " + words])
  }

  @Test("what beats a limit is remarked on")
  func limits() throws {
    #expect(
      notes(of: try report(step: 0.00021, kernel: 0.00001)) == [
        "what goes beyond 100% of its limit finds its tensors in a cache",
        "the rate of arithmetic is too low: other work disturbed its measurement",
      ])
    #expect(notes(of: try report(step: 0.01, kernel: 0.0004)) == [])
  }

  private func notes(of report: ProfileReport) -> [String] {
    report.text.split(separator: "\n").filter { $0.hasPrefix("  note      ") }
      .map { String($0.dropFirst(12)) }
  }
}
