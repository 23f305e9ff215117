import NetwrightSweeps
import Testing

@Suite struct InitializerTests {
  private func values(_ initializer: Initializer, count: Int, key: UInt64 = 9) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      buffer.initialize(repeating: .nan)
      initializer.fill(into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]), key: key)
      filled = count
    }
  }

  private func moments(_ values: [Float]) -> (mean: Double, deviation: Double) {
    let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
    let square = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (mean, (square / Double(values.count)).squareRoot())
  }

  @Test("constants fill")
  func constants() {
    #expect(values(.zeros, count: 3) == [0, 0, 0])
    #expect(values(.ones, count: 1) == [1])
    #expect(values(.constant(-2.5), count: 2) == [-2.5, -2.5])
    #expect(values(.normal(mean: 0, deviation: 1), count: 0) == [])
  }

  @Test(
    "an element depends on key and place alone",
    arguments: [
      Initializer.uniform(bound: 1), .normal(mean: 0, deviation: 1),
      .truncatedNormal(mean: 0, deviation: 1),
    ])
  func places(initializer: Initializer) {
    #expect(values(initializer, count: 7) == Array(values(initializer, count: 100)[..<7]))
    #expect(values(initializer, count: 7) != values(initializer, count: 7, key: 10))
  }

  @Test("the distributions have their moments and bounds")
  func distributions() {
    let uniform = values(.uniform(bound: 0.5), count: 40_000)
    #expect(uniform.allSatisfy { $0 >= -0.5 && $0 <= 0.5 })
    #expect(abs(moments(uniform).mean) < 0.007)
    #expect(abs(moments(uniform).deviation - 1 / 12.0.squareRoot()) < 0.005)
    let normal = moments(values(.normal(mean: 3, deviation: 2), count: 40_000))
    #expect(abs(normal.mean - 3) < 0.05 && abs(normal.deviation - 2) < 0.04)
    let truncated = values(.truncatedNormal(mean: 1, deviation: 0.02), count: 40_000)
    #expect(truncated.allSatisfy { abs($0 - 1) <= 0.0401 })
    // The deviation of a standard normal confined to ±2 is 0.8796 (scipy.stats.truncnorm).
    #expect(abs(moments(truncated).deviation - 0.017593) < 0.0004)
  }
}
