import NetwrightIR
import NetwrightKernels
import Testing

/// Scalar functions where they are special: the reference, the vectors and the single numbers of
/// the kernels against one table. The values are PyTorch 2.x's on a CPU, but for the sign of a zero
/// that `maximum` and `minimum` give for two zeros, which PyTorch leaves open: here it is the first
/// one's.
@Suite struct SpecialValuesTests {
  static let numbers: [Float] = [
    .nan, .infinity, -.infinity, 0, -0.0, 0x1p-133, -0x1p-133, 1e38, -1e38, 2.5, -2.5, 1, -1,
  ]

  static let pairs: [(Float, Float)] = [
    (.nan, 1), (1, .nan), (.nan, .nan), (0, -0.0), (-0.0, 0), (.infinity, -.infinity),
    (.infinity, .infinity), (1, 0), (-1, 0), (1, -0.0), (0, 0), (2, 0.5), (-8, 3), (-8, 0.5),
    (.nan, 0), (1, -.infinity),
  ]

  /// What a function gives for each of `numbers` or `pairs`.
  static func expected(_ function: ScalarFunction) -> [Float]? {
    switch function {
    case .negate:
      [
        .nan, -.infinity, .infinity, -0.0, 0, -0x1p-133, 0x1p-133, -9.99999968e+37,
        9.99999968e+37, -2.5, 2.5, -1, 1,
      ]
    case .absolute:
      [
        .nan, .infinity, .infinity, 0, 0, 0x1p-133, 0x1p-133, 9.99999968e+37, 9.99999968e+37, 2.5,
        2.5, 1, 1,
      ]
    case .sign:
      [
        0, 1, -1, 0, 0, 1, -1, 1, -1, 1, -1, 1, -1,
      ]
    case .floor:
      [
        .nan, .infinity, -.infinity, 0, -0.0, 0, -1, 9.99999968e+37, -9.99999968e+37, 2, -3, 1,
        -1,
      ]
    case .squareRoot:
      [
        .nan, .infinity, .nan, 0, -0.0, 9.58308369e-21, .nan, 9.99999998e+18, .nan, 1.58113885,
        .nan, 1, .nan,
      ]
    case .reciprocalSquareRoot:
      [
        .nan, 0, .nan, .infinity, -.infinity, 1.04350541e+20, .nan, 1.00000003e-19, .nan,
        0.632455528, .nan, 1, .nan,
      ]
    case .exponential:
      [
        .nan, .infinity, 0, 1, 1, 1, 1, .infinity, 0, 12.1824942, 0.0820849985, 2.71828175,
        0.36787945,
      ]
    case .logarithm:
      [
        .nan, .infinity, .nan, -.infinity, -.infinity, -92.1885757, .nan, 87.49823, .nan,
        0.91629076, .nan, 0, .nan,
      ]
    case .logarithmOnePlus:
      [
        .nan, .infinity, .nan, 0, -0.0, 0x1p-133, -0x1p-133, 87.49823, .nan, 1.25276291, .nan,
        0.693147182, -.infinity,
      ]
    case .exponentialMinusOne:
      [
        .nan, .infinity, -1, 0, -0.0, 0x1p-133, -0x1p-133, .infinity, -1, 11.1824942,
        -0.917914987, 1.71828187, -0.63212055,
      ]
    case .hyperbolicTangent:
      [
        .nan, 1, -1, 0, -0.0, 0x1p-133, -0x1p-133, 1, -1, 0.986614287, -0.986614287, 0.761594176,
        -0.761594176,
      ]
    case .logistic:
      [
        .nan, 1, 0, 0.5, 0.5, 0.5, 0.5, 1, 0, 0.924141824, 0.0758581758, 0.731058598, 0.268941432,
      ]
    case .errorFunction:
      [
        .nan, 1, -1, 0, -0.0, Float(bitPattern: 0x1_20dd), -Float(bitPattern: 0x1_20dd),
        1, -1, 0.999593019, -0.999593019, 0.842700779, -0.842700779,
      ]
    case .sine:
      [
        .nan, .nan, .nan, 0, -0.0, 0x1p-133, -0x1p-133, 0.989164472, -0.989164472, 0.598472118,
        -0.598472118, 0.841470957, -0.841470957,
      ]
    case .cosine:
      [
        .nan, .nan, .nan, 1, 1, 1, 1, 0.146811679, 0.146811679, -0.801143587, -0.801143587,
        0.540302336, 0.540302336,
      ]
    case .rectify:
      [
        .nan, .infinity, 0, 0, -0.0, 0x1p-133, 0, 9.99999968e+37, 0, 2.5, 0, 1, 0,
      ]
    case .add:
      [
        .nan, .nan, .nan, 0, 0, .nan, .infinity, 1, -1, 1, 0, 2.5, -5, -7.5, .nan, -.infinity,
      ]
    case .subtract:
      [
        .nan, .nan, .nan, 0, -0.0, .infinity, .nan, 1, -1, 1, 0, 1.5, -11, -8.5, .nan, .infinity,
      ]
    case .multiply:
      [
        .nan, .nan, .nan, -0.0, -0.0, -.infinity, .infinity, 0, -0.0, -0.0, 0, 1, -24, -4, .nan,
        -.infinity,
      ]
    case .divide:
      [
        .nan, .nan, .nan, .nan, .nan, .nan, .nan, .infinity, -.infinity, -.infinity, .nan, 4,
        -2.66666675, -16, .nan, -0.0,
      ]
    case .maximum:
      [
        .nan, .nan, .nan, 0, -0.0, .infinity, .infinity, 1, 0, 1, 0, 2, 3, 0.5, .nan, 1,
      ]
    case .minimum:
      [
        .nan, .nan, .nan, 0, -0.0, -.infinity, .infinity, 0, -1, -0.0, 0, 0.5, -8, -8, .nan,
        -.infinity,
      ]
    case .power:
      [
        .nan, 1, .nan, 1, 1, 0, .infinity, 1, 1, 1, 1, 1.41421354, -512, .nan, 1, 1,
      ]
    case .less:
      [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0,
      ]
    case .lessOrEqual:
      [
        0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0,
      ]
    case .equal:
      [
        0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0,
      ]
    case .notEqual:
      [
        1, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1,
      ]
    case .and, .or, .not, .select: nil
    }
  }

  @Test(
    "the reference gives the values of the table in both precisions",
    arguments: ScalarFunction.allCases)
  func reference(function: ScalarFunction) {
    guard let expected = Self.expected(function) else { return }
    let operands =
      function.arity == 1 ? Self.numbers.map { [$0] } : Self.pairs.map { [$0.0, $0.1] }
    #expect(operands.count == expected.count)
    for (operands, value) in zip(operands, expected) {
      let single = function.evaluate(operands)
      let double = Float(function.evaluate(operands.map(Double.init)))
      #expect(isClose(single, value), "\(function)\(operands) = \(single), expected \(value)")
      #expect(isClose(double, value), "\(function)\(operands) = \(double), expected \(value)")
    }
  }

  @Test("the kernels give the values of the table in vectors, f32 and f64", arguments: unary)
  func unaryKernels(kernel: Unary) throws {
    let expected = try #require(Self.expected(kernel.function))
    for (x, value) in zip(Self.numbers, expected) {
      let vector = kernel.vector(Vector(repeating: x))
      let double = Float(kernel.double(Double(x)))
      for result in [vector[0], vector[lanes - 1], kernel.single(x), double] {
        #expect(isClose(result, value), "\(kernel.function)(\(x)) = \(result), expected \(value)")
      }
    }
  }

  @Test("the kernels of two operands give the values of the table", arguments: binary)
  func binaryKernels(kernel: Binary) throws {
    let expected = try #require(Self.expected(kernel.function))
    for ((x, y), value) in zip(Self.pairs, expected) {
      let vector = kernel.vector(Vector(repeating: x), Vector(repeating: y))
      let double = Float(kernel.double(Double(x), Double(y)))
      for result in [vector[0], vector[lanes - 1], kernel.single(x, y), double] {
        #expect(
          isClose(result, value), "\(kernel.function)(\(x), \(y)) = \(result), expected \(value)")
      }
    }
  }

  @Test("floats become integers by saturation, and NaN becomes 0")
  func conversions() {
    let cases: [(Float, Int32)] = [
      (.nan, 0), (.infinity, .max), (-.infinity, .min), (-0.0, 0), (2.9, 2), (-2.9, -2),
      (0x1p31, .max), (-0x1p31, .min), (1e38, .max), (-1e38, .min), (0x1.fffffep30, 2_147_483_520),
    ]
    for (number, expected) in cases {
      #expect(integers(Vector(repeating: number))[0] == expected, "\(number)")
      #expect(truncated(number, to: Int32.self) == expected, "\(number)")
    }
  }

  /// NaN is NaN, infinities and zeros have their sign, other numbers are off by 4 units of the last
  /// place at most; below the normal numbers that is absolute.
  private func isClose(_ found: Float, _ expected: Float) -> Bool {
    if found.isNaN || expected.isNaN { return found.isNaN && expected.isNaN }
    if found == expected { return found != 0 || found.sign == expected.sign }
    guard found.isFinite, expected.isFinite else { return false }
    let unit = max(expected.ulp, .leastNonzeroMagnitude)
    return (found - expected).magnitude <= 4 * unit
  }

  struct Unary: Sendable, CustomTestStringConvertible {
    let function: ScalarFunction
    let vector: @Sendable (Vector) -> Vector
    let single: @Sendable (Float) -> Float
    let double: @Sendable (Double) -> Double
    var testDescription: String { function.rawValue }
  }

  struct Binary: Sendable, CustomTestStringConvertible {
    let function: ScalarFunction
    let vector: @Sendable (Vector, Vector) -> Vector
    let single: @Sendable (Float, Float) -> Float
    let double: @Sendable (Double, Double) -> Double
    var testDescription: String { function.rawValue }
  }

  static let unary: [Unary] = [
    Unary(
      function: .absolute, vector: { absolute($0) }, single: { absolute($0) },
      double: { absolute($0) }),
    Unary(
      function: .sign, vector: { sign($0) }, single: { sign($0) },
      double: { sign($0) }),
    Unary(
      function: .floor, vector: { floor($0) }, single: { floor($0) },
      double: { floor($0) }),
    Unary(
      function: .squareRoot, vector: { squareRoot($0) }, single: { squareRoot($0) },
      double: { squareRoot($0) }),
    Unary(
      function: .reciprocalSquareRoot, vector: { reciprocalSquareRoot($0) },
      single: { reciprocalSquareRoot($0) }, double: { reciprocalSquareRoot($0) }),
    Unary(
      function: .exponential, vector: { exponential($0) }, single: { exponential($0) },
      double: { exponential($0) }),
    Unary(
      function: .logarithm, vector: { logarithm($0) }, single: { logarithm($0) },
      double: { logarithm($0) }),
    Unary(
      function: .logarithmOnePlus, vector: { logarithmOnePlus($0) },
      single: { logarithmOnePlus($0) }, double: { logarithmOnePlus($0) }),
    Unary(
      function: .exponentialMinusOne, vector: { exponentialMinusOne($0) },
      single: { exponentialMinusOne($0) }, double: { exponentialMinusOne($0) }),
    Unary(
      function: .hyperbolicTangent, vector: { hyperbolicTangent($0) },
      single: { hyperbolicTangent($0) }, double: { hyperbolicTangent($0) }),
    Unary(
      function: .logistic, vector: { logistic($0) }, single: { logistic($0) },
      double: { logistic($0) }),
    Unary(
      function: .errorFunction, vector: { errorFunction($0) }, single: { errorFunction($0) },
      double: { errorFunction($0) }),
    Unary(
      function: .sine, vector: { sine($0) }, single: { sine($0) },
      double: { sine($0) }),
    Unary(
      function: .cosine, vector: { cosine($0) }, single: { cosine($0) },
      double: { cosine($0) }),
    Unary(
      function: .rectify, vector: { rectified($0) }, single: { rectified($0) },
      double: { rectified($0) }),
    Unary(function: .negate, vector: { negated($0) }, single: { -$0 }, double: { -$0 }),
  ]

  static let binary: [Binary] = [
    Binary(
      function: .maximum, vector: { maximum($0, $1) }, single: { maximum($0, $1) },
      double: { maximum($0, $1) }),
    Binary(
      function: .minimum, vector: { minimum($0, $1) }, single: { minimum($0, $1) },
      double: { minimum($0, $1) }),
    Binary(
      function: .power, vector: { power($0, $1) }, single: { power($0, $1) },
      double: { power($0, $1) }),
  ]
}
