/// A comparison that must hold for every admissible value.
package enum SizeClaim: Hashable, Sendable, CustomStringConvertible {
  case equal(Dim, Dim)
  case atLeast(Dim, Dim)
  /// The second size is a multiple of the first.
  case divides(Dim, Dim)

  /// What is compared, in the order in which it is named.
  package var sides: (first: Dim, second: Dim) {
    switch self {
    case .equal(let a, let b), .atLeast(let a, let b): (a, b)
    case .divides(let divisor, let a): (a, divisor)
    }
  }

  /// "`seq` is at least 5".
  package var description: String {
    let (first, second) = sides
    switch self {
    case .equal: return "\(first) equals \(second)"
    case .atLeast: return "\(first) is at least \(second)"
    case .divides: return "\(first) is a multiple of \(second)"
    }
  }

  /// The named dimensions of both sides, in order of name.
  package var symbols: [String] {
    Array(Set(sides.first.symbols).union(sides.second.symbols)).sorted()
  }

  func substituting(_ values: [String: Dim]) throws(SizeError) -> SizeClaim {
    switch self {
    case .equal(let a, let b): .equal(try a.substituting(values), try b.substituting(values))
    case .atLeast(let a, let b): .atLeast(try a.substituting(values), try b.substituting(values))
    case .divides(let a, let b): .divides(try a.substituting(values), try b.substituting(values))
    }
  }

  /// Whether it holds for numbers.
  func holds(_ first: Int, _ second: Int) -> Bool {
    switch self {
    case .equal: first == second
    case .atLeast: first >= second
    case .divides: second > 0 && first % second == 0
    }
  }
}

extension Solver {
  package func truth(of claim: SizeClaim) -> Truth { truth(of: claim, WorkBudget()) }

  func truth(of claim: SizeClaim, _ budget: WorkBudget) -> Truth {
    switch claim {
    case .equal(let a, let b): equal(a, b, budget)
    case .atLeast(let a, let b): atLeast(a, b, budget)
    case .divides(let divisor, let a): divides(divisor, a, budget)
    }
  }
}
