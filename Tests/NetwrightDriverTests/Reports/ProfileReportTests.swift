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
        threads: threads, steps: 20, stepMilliseconds: step, gigaflops: 0.04, gigabytes: 0.1,
        calls: (1...count).reversed().map { (kernel * Double($0), kernel * Double($0) / 2) }))
  }

  @Test("a report names the machine, the step and its limit, and each kernel")
  func text() throws {
    #expect(
      try report(step: 0.021, kernel: 0.001).text == """
        """)
  }

  @Test("kernels that do not add up to the step are remarked on")
  func sum() throws {
    let report = try report(step: 0.0105, kernel: 0.001, threads: 1)
    #expect(report.text.contains("with 1 thread;"))
    #expect(
      report.text.contains(
        "  note      one by one they take 200.0% of the step: all threads meet behind each, and "
          + "other work on the machine adds to it\n"))
  }

  @Test("kernels that beat the rate of memory are remarked on")
  func caches() throws {
    let report = try report(step: 0.0021, kernel: 0.0001)
    #expect(
      report.text.contains(
        "  note      kernels beyond 100% of their limit find their tensors in a cache\n"))
  }
}
