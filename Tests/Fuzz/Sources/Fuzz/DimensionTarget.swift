import NetwrightTensor

/// Sizes: four bytes with the values of their names and what else these may be, then one
/// expression, or two with `;` between them.
///
/// The value of the normal form is that of the expression as written, the printed form reads as the
/// same size, and the solver never says yes where the values say no, or no where they say yes.
struct DimensionTarget {
  static let names = ["a", "b", "c", "d"]

  let text: String
  let binding: [String: Int]
  let solvers: [Solver]

  static func run(_ bytes: [UInt8]) {
    guard bytes.count > names.count else { return }
    DimensionTarget(bytes).run()
  }

  private init(_ bytes: [UInt8]) {
    var binding: [String: Int] = [:]
    var constraints: [String: SizeConstraint] = [:]
    for (name, byte) in zip(Self.names, bytes) {
      let value = 1 + Int(byte)
      binding[name] = value
      constraints[name] = Self.constraint(admitting: value)
    }
    self.binding = binding
    solvers = [Solver(), Solver(constraints, order: Self.names)]
    text = String(decoding: bytes.dropFirst(Self.names.count), as: UTF8.self)
  }

  private static func constraint(admitting value: Int) -> SizeConstraint {
    switch value % 5 {
    case 0: SizeConstraint(1...256)
    case 1: SizeConstraint(value...value)
    case 2: SizeConstraint(1...Int.max, multiple: [8, 4, 2].first { value % $0 == 0 } ?? 1)
    case 3: SizeConstraint(3...999, multiple: 3)
    default: SizeConstraint(value...Int.max)
    }
  }

  private func run() {
    var sizes: [(dim: Dim, value: Int)] = []
    for part in text.split(separator: ";", maxSplits: 1) {
      guard let dim = parsed(String(part), names: Self.symbols) else {
        _ = try? DimensionParser.type(text, names: Self.symbols)
        _ = try? DimensionParser.pattern(text, names: Self.symbols)
        return
      }
      requireText(dim)
      guard let value = requireValue(dim, String(part)) else { return }
      sizes.append((dim, value))
    }
    for solver in solvers where binding.allSatisfy({ solver.constraint(of: $0).admits($1) }) {
      for (dim, value) in sizes { compare(dim, value, in: solver) }
      if sizes.count == 2 { compare(sizes[0], sizes[1], in: solver) }
    }
  }

  /// The printed form may be longer than what can be read.
  private func requireText(_ dim: Dim) {
    let printed = dim.description
    guard printed.utf8.count <= DimensionParser.maximumLength,
      let again = parsed(printed, names: Self.symbols), again != dim
    else { return }
    broken("a printed size reads as itself", "\(text)\n\(printed)\n\(again)")
  }

  /// The value of the expression as written; `nil` where a step leaves `Int`.
  private func requireValue(_ dim: Dim, _ part: String) -> Int? {
    guard let raw = parsed(part, names: binding.mapValues { Dim($0) })?.constant,
      let bound = try? dim.substituting(binding)
    else { return nil }
    guard bound.constant == raw else {
      broken("the normal form has the same value", "\(part)\n\(dim)\n\(binding)\n\(bound) \(raw)")
    }
    return raw
  }

  // MARK: The solver

  private func compare(_ dim: Dim, _ value: Int, in solver: Solver) {
    let range = solver.bounds(of: dim)
    if value < range.low || range.high < value {
      broken("bounds hold", "\(text) = \(value) is not in \(range)")
    }
    if let simple = try? solver.simplified(dim).substituting(binding).constant, simple != value {
      broken("a simplified size has the same value", "\(text) = \(value), \(simple)")
    }
    for step in -1...1 {
      let (bound, overflow) = value.addingReportingOverflow(step)
      if !overflow { compare((dim, value), (Dim(bound), bound), in: solver) }
    }
    for divisor in [2, 3, 8] {
      require(solver.divides(Dim(divisor), dim), value % divisor == 0, "divides \(divisor)")
    }
  }

  private func compare(
    _ first: (dim: Dim, value: Int), _ second: (dim: Dim, value: Int), in solver: Solver
  ) {
    let (a, b) = (first.dim, second.dim)
    require(solver.equal(a, b), first.value == second.value, "equal \(second.value)")
    require(solver.atLeast(a, b), first.value >= second.value, "at least \(second.value)")
    require(solver.less(a, b), first.value < second.value, "less \(second.value)")
    let claim = SizeClaim.atLeast(a, b)
    if b.constant == nil, solver.truth(of: claim) == .inconclusive {
      _ = FuzzTarget.timed("advice takes no longer") { solver.advice(on: claim) }
    }
  }

  private func require(_ answer: @autoclosure () -> Truth, _ holds: Bool, _ question: String) {
    let answer = FuzzTarget.timed("an answer takes no longer", answer)
    if answer == (holds ? .no : .yes) {
      broken("answers are proofs", "\(text): \(question) is \(answer) for \(binding)")
    }
  }

  private static let symbols = Dictionary(
    uniqueKeysWithValues: names.map { ($0, Dim(symbol: $0)) })

  private func parsed(_ text: String, names: [String: Dim]) -> Dim? {
    try? DimensionParser.dim(text, names: names)
  }
}
