#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import NetwrightKernels
import Testing

@Suite struct MathematicsTests {
  struct Function: Sendable {
    let name: String
    let vector: @Sendable (Vector) -> Vector
    let scalar: @Sendable (Float) -> Float
    let exact: @Sendable (Double) -> Double
    /// Largest error in units in the last place of the exact value.
    let bound: Double
    /// Below it the result may be 0.
    var zeroBelow = -Float.infinity
  }

  static let functions = [
    Function(
      name: "exponential", vector: { exponential($0) }, scalar: { exponential($0) },
      exact: { exp($0) }, bound: 1.2),
    Function(
      name: "logarithm", vector: { logarithm($0) }, scalar: { logarithm($0) },
      exact: { log($0) }, bound: 1.5),
    Function(
      name: "hyperbolicTangent", vector: { hyperbolicTangent($0) },
      scalar: { hyperbolicTangent($0) }, exact: { tanh($0) }, bound: 2),
    Function(
      name: "errorFunction", vector: { errorFunction($0) }, scalar: { errorFunction($0) },
      exact: { erf($0) }, bound: 2),
    Function(
      name: "logistic", vector: { logistic($0) }, scalar: { logistic($0) },
      exact: { 1 / (1 + exp(-$0)) }, bound: 2.5, zeroBelow: -88.37),
    Function(
      name: "squareRoot", vector: { squareRoot($0) }, scalar: { squareRoot($0) },
      exact: { $0.squareRoot() }, bound: 0.51),
    Function(
      name: "reciprocalSquareRoot", vector: { reciprocalSquareRoot($0) },
      scalar: { reciprocalSquareRoot($0) }, exact: { 1 / $0.squareRoot() }, bound: 1.5),
    Function(
      name: "sine", vector: { sine($0) }, scalar: { sine($0) }, exact: { sin($0) },
      bound: 2.5),
    Function(
      name: "cosine", vector: { cosine($0) }, scalar: { cosine($0) }, exact: { cos($0) },
      bound: 2.5),
    Function(
      name: "logarithmOnePlus", vector: { logarithmOnePlus($0) },
      scalar: { logarithmOnePlus($0) }, exact: { log1p($0) }, bound: 2.5),
    Function(
      name: "exponentialMinusOne", vector: { exponentialMinusOne($0) },
      scalar: { exponentialMinusOne($0) }, exact: { expm1($0) }, bound: 3.5),
    Function(
      name: "floor", vector: { floor($0) }, scalar: { floor($0) },
      exact: { $0.rounded(.down) }, bound: 0),
  ]

  /// Every 4,099th bit pattern, and the patterns around the special ones.
  static let inputs: [Float] = {
    var patterns = (0..<(UInt32.max / 4099)).map { $0 &* 4099 }
    for special: UInt32 in [
      0, 0x8000_0000, 0x007f_ffff, 0x3f80_0000, 0xbf80_0000, 0x7f80_0000, 0xff80_0000,
      0x7fc0_0000, 0x42b1_7218, 0xc2cf_f1b4, 0x3eb1_7218,
    ] {
      for offset: UInt32 in 0..<64 { patterns.append(special &+ offset &- 32) }
    }
    return patterns.map { Float(bitPattern: $0) }
  }()

  @Test(
    "errors stay below the documented bound, and numbers agree with lanes", arguments: functions)
  func accuracy(function: Function) {
    var worst: (error: Double, at: Float) = (0, 0)
    var differing = 0
    var index = 0
    while index + lanes <= Self.inputs.count {
      var x = Vector(repeating: 0)
      for lane in 0..<lanes { x[lane] = Self.inputs[index + lane] }
      let result = function.vector(x)
      for lane in 0..<lanes {
        let exact = function.exact(Double(x[lane]))
        let isFlushed = x[lane] < function.zeroBelow && result[lane] == 0
        let error = isFlushed ? 0 : distance(result[lane], exact)
        if !(error <= worst.error) { worst = (error, x[lane]) }
      }
      let lane = index / lanes % lanes
      if !isSame(function.scalar(x[lane]), result[lane]) { differing += 1 }
      index += lanes
    }
    #expect(worst.error <= function.bound, "\(function.name) at \(worst.at)")
    #expect(differing == 0, "\(function.name)")
  }

  private func isSame(_ a: Float, _ b: Float) -> Bool {
    a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN)
  }

  /// Units in the last place between a result and the exact value; infinite when one is NaN or the
  /// sign of zero is wrong.
  private func distance(_ result: Float, _ exact: Double) -> Double {
    let rounded = Float(exact)
    if rounded == 0 || !rounded.isFinite, isSame(result, rounded) { return 0 }
    if result.isNaN || exact.isNaN { return .infinity }
    if rounded.isInfinite {
      return result.isInfinite ? .infinity : abs(Double(result) - exact) / 0x1p104
    }
    if rounded == 0 && result == 0 { return exact == 0 ? .infinity : 0 }
    if result.isInfinite { return (0x1p128 - abs(exact)) / 0x1p104 }
    return abs(Double(result) - exact) / Double(max(rounded.ulp, .leastNonzeroMagnitude))
  }

  @Test("powers have the special values of the standard")
  func powers() {
    let pairs: [(Float, Float, Float)] = [
      (2, 10, 1024), (2, 0.5, 1.414_213_5), (0, 0, 1), (-2, 3, -8), (0, -1, .infinity),
      (10, 39, .infinity), (.infinity, -1, 0), (1, .nan, 1), (-8, 2, 64),
    ]
    for (base, exponent, result) in pairs { #expect(power(base, exponent) == result) }
    #expect(power(Float(-8), 0.25).isNaN)
  }

  @Test("the larger and the smaller of two let NaN through")
  func extremes() {
    #expect(maximum(Vector(repeating: 1), Vector(repeating: 2)) == Vector(repeating: 2))
    #expect(minimum(Vector(repeating: 1), Vector(repeating: 2)) == Vector(repeating: 1))
    for (a, b) in [(Float.nan, Float(1)), (1, .nan), (.nan, .nan)] {
      #expect(maximum(Vector(repeating: a), Vector(repeating: b))[0].isNaN)
      #expect(minimum(Vector(repeating: a), Vector(repeating: b))[0].isNaN)
      #expect(maximum(a, b).isNaN)
      #expect(minimum(a, b).isNaN)
    }
  }

  @Test("sign and magnitude")
  func signs() {
    let signs = [3, -2, 0, -.infinity].map { (x: Float) in sign(Vector(repeating: x))[0] }
    #expect(signs == [1, -1, 0, -1])
    #expect(sign(Float.nan) == 0)
    #expect(absolute(Vector(repeating: -0.0))[0].bitPattern == 0)
    #expect(absolute(Float(-3)) == 3)
  }
}
