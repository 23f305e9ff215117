/// What is known of names in one case: bounds, and sizes that are not negative.
struct SizeDomain: Sendable {
  private var table: [String: SizeBounds]
  /// Sizes that are at least 0 in this case.
  private(set) var facts: [Dim] = []

  init(_ table: [String: SizeBounds]) { self.table = table }

  /// The same case with a name replaced in what is known of others.
  init(_ domain: SizeDomain, renaming name: String, to form: Dim) {
    table = domain.table
    facts = domain.facts.compactMap { try? $0.substituting([name: form]) }
  }

  func bounds(ofName name: String) -> SizeBounds { table[name] ?? SizeBounds(1, .max) }

  mutating func set(_ bounds: SizeBounds, of name: String) { table[name] = bounds }

  // MARK: Bounds

  /// Bounds term by term, as if terms and factors had nothing to do with one another.
  func bounds(of dim: Dim) -> SizeBounds {
    var sum = SizeBounds(dim.offset)
    for term in dim.symbolic {
      var product = SizeBounds(term.coefficient)
      for factor in term.monomial.factors {
        product = product.multiplied(by: bounds(of: factor))
      }
      sum = sum.adding(product)
    }
    return sum
  }

  func bounds(of atom: Dim.Atom) -> SizeBounds {
    switch atom {
    case .symbol(let name): return bounds(ofName: name)
    case .quotient(let dividend, let divisor):
      return bounds(of: dividend).floorDivided(by: bounds(of: divisor))
    case .positivePart(let inner):
      let range = bounds(of: inner)
      return SizeBounds(max(0, range.low), max(0, range.high))
    }
  }

  // MARK: Reduction

  /// The size with every part replaced that can only be one thing here.
  func reduced(_ dim: Dim) throws(SizeError) -> Dim {
    if dim.symbolic.isEmpty { return dim }
    return try dim.mapAtoms { (atom) throws(SizeError) -> Dim in
      switch atom {
      case .symbol(let name):
        let range = bounds(ofName: name)
        return range.low == range.high ? Dim(range.low) : Dim(symbol: name)
      case .quotient(let dividend, let divisor):
        let (dividend, divisor) = (try reduced(dividend), try reduced(divisor))
        return try quotient(dividend, divisor)
      case .positivePart(let inner):
        let inner = try reduced(inner)
        let range = bounds(of: inner)
        if range.low >= 0 { return inner }
        return range.high <= 0 ? 0 : try inner.positivePart()
      }
    }
  }

  private func quotient(_ dividend: Dim, _ divisor: Dim) throws(SizeError) -> Dim {
    let quotient = try dividend.floorDivided(by: divisor)
    if quotient.symbolic.isEmpty { return quotient }
    let range = bounds(of: quotient)
    if range.low == range.high { return Dim(range.low) }
    if divisor.constant != nil { return quotient }
    let sign = bounds(of: dividend)
    if sign.low >= 0, bounds(of: try divisor.subtracting(dividend)).low >= 1 { return 0 }
    if sign.high < 0, bounds(of: try divisor.adding(dividend)).low >= 0 { return -1 }
    return quotient
  }

  // MARK: Cases

  /// The case in which `dim` is at least 0; `nil` where that cannot be.
  func assuming(_ dim: Dim) -> SizeDomain? {
    var next = self
    next.facts.append(dim)
    for term in dim.symbolic where term.monomial.factors.count == 1 {
      guard case .symbol(let name) = term.monomial.factors[0],
        let rest = try? dim.subtracting(Dim(terms: [term]))
      else { continue }
      var range = next.bounds(ofName: name)
      let largest = next.bounds(of: rest).high
      if largest == .max { continue }
      // coefficient · name ≥ −largest
      if term.coefficient > 0, largest > .min + 1 {
        range.low = max(range.low, -floorQuotient(largest, term.coefficient))
      } else if term.coefficient < 0, term.coefficient != .min {
        range.high = min(range.high, floorQuotient(largest, -term.coefficient))
      }
      if range.isEmpty { return nil }
      next.set(range, of: name)
    }
    return next.bounds(of: dim).high < 0 ? nil : next
  }
}
