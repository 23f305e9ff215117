/// The answer to a question about sizes that must hold for every admissible value.
package enum Truth: Hashable, Sendable { case yes, no, inconclusive }

/// Decides comparisons of symbolic sizes: normal forms first, then intervals.
package struct Solver: Sendable {
  /// What a named dimension may be; without an entry, any size from 1 up.
  package var ranges: [String: ClosedRange<Int>]

  package init(ranges: [String: ClosedRange<Int>] = [:]) { self.ranges = ranges }

  /// Whether the two are equal whatever the dimensions are.
  package func equal(_ a: Dim, _ b: Dim) -> Truth {
    if a == b { return .yes }
    guard let difference = try? a.subtracting(b) else { return .inconclusive }
    if let constant = difference.constant { return constant == 0 ? .yes : .no }
    guard let range = interval(of: difference) else { return .inconclusive }
    return range.contains(0) ? .inconclusive : .no
  }

  /// Whether `a ≥ bound` whatever the dimensions are.
  package func atLeast(_ a: Dim, _ bound: Int) -> Truth {
    if let constant = a.constant { return constant >= bound ? .yes : .no }
    guard let range = interval(of: a) else { return .inconclusive }
    if range.lowerBound >= bound { return .yes }
    return range.upperBound < bound ? .no : .inconclusive
  }

  /// Bounds that every value of `dim` keeps; `nil` where they leave `Int`.
  package func interval(of dim: Dim) -> ClosedRange<Int>? {
    var (low, high) = (0, 0)
    for term in dim.terms {
      var range = 1...1
      for factor in term.monomial.factors {
        guard let next = interval(of: factor), let product = Self.product(range, next) else {
          return nil
        }
        range = product
      }
      let scale = term.coefficient...term.coefficient
      guard let scaled = Self.product(range, scale) else { return nil }
      // An open end is written as the largest Int; sums saturate there.
      low = Self.saturatingSum(low, scaled.lowerBound)
      high = Self.saturatingSum(high, scaled.upperBound)
    }
    return low <= high ? low...high : nil
  }

  private func interval(of atom: Dim.Atom) -> ClosedRange<Int>? {
    switch atom {
    case .symbol(let name):
      return ranges[name] ?? 1...Int.max
    case .quotient(let dividend, let divisor):
      guard let range = interval(of: dividend) else { return nil }
      return floorQuotient(range.lowerBound, divisor)...floorQuotient(range.upperBound, divisor)
    }
  }

  private static func product(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>) -> ClosedRange<Int>? {
    let corners = [
      saturatingProduct(a.lowerBound, b.lowerBound), saturatingProduct(a.lowerBound, b.upperBound),
      saturatingProduct(a.upperBound, b.lowerBound), saturatingProduct(a.upperBound, b.upperBound),
    ]
    guard let low = corners.min(), let high = corners.max() else { return nil }
    return low...high
  }

  private static func saturatingProduct(_ a: Int, _ b: Int) -> Int {
    let (result, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? ((a < 0) == (b < 0) ? Int.max : Int.min) : result
  }

  private static func saturatingSum(_ a: Int, _ b: Int) -> Int {
    let (result, overflow) = a.addingReportingOverflow(b)
    return overflow ? (a < 0 ? Int.min : Int.max) : result
  }
}
