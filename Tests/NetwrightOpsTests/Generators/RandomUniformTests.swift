import NetwrightKernels
import NetwrightOps
import NetwrightTensor
import Testing

@Suite struct RandomUniformTests {
  private func numbers(_ path: String, seed: Double, step: Double, _ sizes: [Int]) throws
    -> [Double]
  {
    let scalar = TensorType.scalar(.i64)
    return try evaluated(
      RandomUniform(Shape(sizes: sizes), path: path), [(scalar, [seed]), (scalar, [step])])
  }

  @Test("path and seed make keys by FNV-1a and SplitMix64, as published")
  func keys() {
    #expect(RandomStream.number(of: "") == 0xCBF2_9CE4_8422_2325)
    #expect(RandomStream.number(of: "a") == 0xAF63_DC4C_8601_EC8C)
    #expect(RandomStream.number(of: "foobar") == 0x8594_4171_F739_67E8)
    #expect(RandomStream.key(stream: 0, seed: 0) == 0xE220_A839_7B1D_CDAF)
    #expect(RandomStream.key(stream: .max, seed: .min) == RandomStream.key(stream: 0, seed: .max))
  }

  @Test("a number depends on path, seed, step and element, and not on the shape")
  func dependence() throws {
    let base = try numbers("a", seed: 1, step: 1, [2, 3])
    #expect(try numbers("a", seed: 1, step: 1, [6]) == base)
    #expect(try numbers("b", seed: 1, step: 1, [6]) != base)
    #expect(try numbers("a", seed: 2, step: 1, [6]) != base)
    #expect(try numbers("a", seed: 1, step: 2, [6]) != base)
  }

  @Test("ten thousand numbers lie in [0, 1) with the mean and variance of the uniform law")
  func moments() throws {
    let found = try numbers("moments", seed: 3, step: 9, [10_000])
    #expect(found.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = found.reduce(0, +) / 10_000
    let variance = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10_000
    // Four standard errors: 1/√12 · 4/√10⁴ and about 0.0745 · 4/√10⁴.
    #expect((mean - 0.5).magnitude < 0.0116)
    #expect((variance - 1.0 / 12).magnitude < 0.003)
  }
}
