import NetwrightTensor
import Testing

/// What the solver decides by name; `DimPropertyTests` holds it against values.
@Suite struct SolverTests {
  private func dim(_ text: String, _ solver: Solver = Solver()) throws -> Dim {
    let names = ["a", "b", "c", "h", "k", "m", "n", "x", "y", "batch", "seq"]
    return try DimensionParser.dim(
      text, names: Dictionary(uniqueKeysWithValues: names.map { ($0, Dim(symbol: $0)) }),
      solver: solver)
  }

  private static let even = Solver(["h": SizeConstraint(1...Int.max, multiple: 2)])
  private static let ranged = Solver([
    "seq": SizeConstraint(8...1024, multiple: 8), "h": SizeConstraint(4...9),
  ])

  @Test(
    "sizes that are equal for every value are",
    arguments: [
      ("a * b", "b * a"), ("(k * m) // k", "m"), ("(k * m + n) // k", "m + n // k"),
      ("(a + b) // 1", "a + b"), ("x % 1", "0"), ("(x // 2) * 2 + x % 2", "x"),
      ("(4 * x + y) // 4", "x + y // 4"), ("x // 2 // 3", "x // 6"),
      ("(x // 2 + 3) // 2", "(x + 6) // 4"), ("(6 * x + 5) // 6", "x"),
      ("(2 * x + 1) // 4", "x // 2"), ("(a * b) // (a * c)", "b // c"),
      ("(a + b) * c // (a + b)", "c"), ("((a + b) * c + 1) // (a + b)", "c"),
      ("min(a, b)", "min(b, a)"), ("min(a, b) + max(a, b)", "a + b"),
      ("max(2 * a, 2 * b)", "2 * max(a, b)"), ("min(a + c, b + c)", "min(a, b) + c"),
      ("max(a, 0)", "a"), ("min(a, a + 1)", "a"), ("max(a, min(a, b))", "a"),
      ("min(a, max(a, b))", "a"), ("max(a, max(b, c))", "max(max(a, b), c)"),
      ("x // 2 + (x + 1) // 2", "x"), ("-(-x // 2)", "(x + 1) // 2"),
      ("(a * 6 + b * 3) % 3", "0"), ("a // (a + b)", "0"), ("(-a) // (a + b)", "-1"),
    ])
  func equal(a: String, b: String) throws {
    #expect(Solver().equal(try dim(a), try dim(b)) == .yes, "\(a)")
  }

  @Test(
    "sizes that are never equal are told apart",
    arguments: [
      ("a", "a + 1"), ("2 * a + 1", "2 * b"), ("a + b", "1"), ("a * b", "0"), ("x // 2", "x + 1"),
      ("max(a, 5)", "4"), ("x % 2", "2"),
    ])
  func different(a: String, b: String) throws {
    #expect(Solver().equal(try dim(a), try dim(b)) == .no)
  }

  @Test(
    "what depends on the values is inconclusive",
    arguments: [("a", "b"), ("a", "5"), ("2 * (x // 2)", "x"), ("min(a, b)", "a"), ("x % 2", "1")])
  func inconclusive(a: String, b: String) throws {
    #expect(Solver().equal(try dim(a), try dim(b)) == .inconclusive)
  }

  @Test("a convolution's height is the half of an even one")
  func evenHeight() throws {
    let (made, half) = (try dim("(h + 2 - 3) // 2 + 1"), try dim("h // 2"))
    #expect(Self.even.equal(made, half) == .yes)
    #expect(Solver().equal(made, half) == .inconclusive)
    #expect(Self.even.divides(2, try dim("h")) == .yes)
    #expect(Self.even.divides(2, try dim("h + 1")) == .no)
    #expect(Self.even.divides(4, try dim("h")) == .inconclusive)
  }

  @Test(
    "bounds come out of ranges",
    arguments: [
      ("seq // 8", 1, 128), ("1024 - seq", 0, 1016), ("min(seq, 128)", 8, 128), ("h * h", 16, 81),
      ("seq % 8", 0, 0), ("h % 3", 0, 2), ("(h - 3) // 2 + 1", 1, 4), ("max(h, 6) - 6", 0, 3),
    ])
  func bounds(text: String, low: Int, high: Int) throws {
    let dim = try dim(text, Self.ranged)
    #expect(Self.ranged.atLeast(dim, Dim(low)) == .yes)
    #expect(Self.ranged.less(dim, Dim(high + 1)) == .yes)
    #expect(Self.ranged.atLeast(dim, Dim(high + 1)) == .no)
    #expect(low == high || Self.ranged.atLeast(dim, Dim(high)) == .inconclusive)
  }

  @Test(
    "comparisons use how quotients, products and minima hang together",
    arguments: [
      ("x", "x // 2 * 2"), ("a * b", "a"), ("a * b + 1", "a + b"), ("a", "min(a, b)"),
      ("max(a, b)", "b"), ("x // 2", "x // 3"), ("x", "x % 5"), ("a * (b // 2)", "0"),
      ("2 * max(a, b)", "a + b"), ("(x + 1) // 2", "x // 2"), ("a + b", "max(a, b) + 1"),
      ("x // k * k + k - 1", "x"), ("x", "x // k"),
    ])
  func ordered(a: String, b: String) throws {
    #expect(Solver().atLeast(try dim(a), try dim(b)) == .yes)
    #expect(Solver().less(try dim(a), try dim(b)) == .no)
  }

  @Test(
    "sizes are shortened by what is known of dimensions",
    arguments: [
      ("(h + 1) // 2", "h // 2"), ("2 * (h // 2)", "h"),
      ("min(seq, 2048)", "seq"), ("(seq + 7) // 8", "seq // 8"), ("seq % 8 + x // 2", "x // 2"),
      ("min(seq, 512)", "min(seq, 512)"), ("(h + x) // 2", "(h + x) // 2"), ("x // 3", "x // 3"),
    ])
  func simplified(text: String, short: String) throws {
    let solver = Solver([
      "seq": SizeConstraint(8...1024, multiple: 8), "h": SizeConstraint(2...Int.max, multiple: 2),
    ])
    let (long, made) = (try dim(text), solver.simplified(try dim(text)))
    #expect(solver.equal(long, made) == .yes)
    #expect(made.description == short, "\(text) as \(made)")
  }

  @Test("a fixed dimension is its number, and multiples come out even")
  func fixed() throws {
    let solver = Solver(["a": SizeConstraint(12...12), "k": SizeConstraint(1...100, multiple: 8)])
    #expect(solver.equal(try dim("a // 5"), 2) == .yes)
    #expect(solver.divides(4, try dim("k * b")) == .yes)
    #expect(solver.equal(try dim("min(k, 100)"), try dim("k")) == .yes)
    #expect(solver.less(try dim("k"), 97) == .yes)
  }

  @Test("what is too large to compare is inconclusive or too complex, and soon")
  func tooComplex() throws {
    let names = Dictionary(
      uniqueKeysWithValues: (0..<200).map { ("d\($0)", Dim(symbol: "d\($0)")) })
    let sums = (0..<30).map { "(d\(2 * $0) + d\(2 * $0 + 1))" }.joined(separator: " * ")
    #expect(throws: DimensionParser.Failure.self) {
      try DimensionParser.dim(sums, names: names)
    }
    let chain = (1..<50).reduce("d0") { "\($0) // d\($1) % d\($1 + 50)" }
    #expect(throws: DimensionParser.Failure.self) {
      try DimensionParser.dim(chain, names: names)
    }
    let constraints = Dictionary(
      uniqueKeysWithValues: (0..<200).map {
        ("d\($0)", SizeConstraint(1 + $0...2_000 + $0, multiple: 1 + $0 % 7))
      })
    let solver = Solver(constraints)
    let half = try DimensionParser.dim(
      (0..<100).map { "d\($0)" }.joined(separator: " + "), names: names)
    let rest = try DimensionParser.dim(
      (100..<200).map { "(d\($0) // 3)" }.joined(separator: " + "), names: names)
    #expect(solver.equal(half, rest) == .inconclusive)
    #expect(solver.atLeast(half, 100) == .yes)
    #expect(solver.less(rest, 1_000_000) == .yes)
  }

  @Test("numbers at the edge of 63 bits make no false proofs")
  func edges() throws {
    let big = Solver(["a": SizeConstraint(1...Int.max - 1), "b": SizeConstraint(1...2)])
    #expect(big.less(try dim("a * a"), try dim("a * a * b + 1")) == .yes)
    #expect(big.atLeast(try dim("a * 4611686018427387904"), 1) == .yes)
    #expect(big.less(try dim("a * 4611686018427387904"), 5) == .no)
    #expect(big.equal(try dim("a - 9223372036854775806"), 0) == .inconclusive)
    // 23 - 31 with a = 48: the largest number, as it stands, is not an endless one.
    #expect(try dim("23 - 9223372036854775807 % a").substituting(["a": 48]).constant == -8)
    for solver in [Solver(), Solver(["a": SizeConstraint(3...999, multiple: 3)])] {
      #expect(solver.atLeast(try dim("23 - 9223372036854775807 % a"), -7) != .yes)
    }
  }
}
