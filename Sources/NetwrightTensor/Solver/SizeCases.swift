/// Decides a question about a size, case by case where it must be.
struct SizeCases {
  enum Question { case isZero, isNonNegative }

  static let maximumDepth = 8
  /// Residues are tried where what is divided by divides this many.
  static let maximumPeriod = 24
  static let maximumResidues = 64

  let budget: WorkBudget

  func decide(
    _ question: Question, _ dim: Dim, in domain: SizeDomain, depth: Int = 0
  ) -> Truth {
    guard budget.spend(dim), let reduced = try? domain.reduced(dim) else { return .inconclusive }
    let direct = decideDirectly(question, reduced, in: domain)
    if direct != .inconclusive || depth >= Self.maximumDepth { return direct }
    if let cases = signs(of: reduced, in: domain) ?? residues(of: reduced, in: domain) {
      var truths: Set<Truth> = []
      for (dim, domain) in cases {
        truths.insert(decide(question, dim, in: domain, depth: depth + 1))
        if truths.contains(.inconclusive) || truths.count > 1 { return .inconclusive }
      }
      return truths.first ?? .inconclusive
    }
    return .inconclusive
  }

  private func decideDirectly(
    _ question: Question, _ dim: Dim, in domain: SizeDomain
  ) -> Truth {
    if let constant = dim.constant {
      return (question == .isZero ? constant == 0 : constant >= 0) ? .yes : .no
    }
    let prover = SizeProver(domain: domain, budget: budget)
    guard let below = try? dim.negated() else { return .inconclusive }
    switch question {
    case .isNonNegative:
      if prover.isNonNegative(dim) { return .yes }
      return isPositive(below, prover) ? .no : .inconclusive
    case .isZero:
      let step = dim.symbolic.reduce(0) { greatestCommonDivisor($0, $1.coefficient) }
      if step > 1, step < .max, dim.offset % step != 0 { return .no }
      if isPositive(dim, prover) || isPositive(below, prover) { return .no }
      guard dim.depth > 0 || !domain.facts.isEmpty else { return .inconclusive }
      return prover.isNonNegative(dim) && prover.isNonNegative(below) ? .yes : .inconclusive
    }
  }

  private func isPositive(_ dim: Dim, _ prover: SizeProver) -> Bool {
    guard let before = try? dim.subtracting(1) else { return false }
    return prover.isNonNegative(before)
  }

  // MARK: Cases

  /// The two cases of a positive part; `nil` where there is none.
  private func signs(of dim: Dim, in domain: SizeDomain) -> [(Dim, SizeDomain)]? {
    var found: (atom: Dim.Atom, inner: Dim)?
    dim.forEachAtom { if found == nil, case .positivePart(let inner) = $0 { found = ($0, inner) } }
    guard let (atom, inner) = found, let below = try? inner.negated(),
      let present = try? dim.replacing(atom, by: inner),
      let absent = try? dim.replacing(atom, by: 0)
    else { return nil }
    var cases: [(Dim, SizeDomain)] = []
    if let positive = domain.assuming(inner) { cases.append((present, positive)) }
    if let negative = domain.assuming(below) { cases.append((absent, negative)) }
    return cases
  }

  /// The cases of what names leave over in division by numbers; `nil` where there are too many.
  private func residues(of dim: Dim, in domain: SizeDomain) -> [(Dim, SizeDomain)]? {
    var period = 1
    var names: Set<String> = []
    dim.forEachAtom { atom in
      guard case .quotient(let dividend, let divisor) = atom, let number = divisor.constant else {
        return
      }
      names.formUnion(dividend.symbols)
      let factor = number / greatestCommonDivisor(period, number)
      let (product, overflow) = period.multipliedReportingOverflow(by: factor)
      period = overflow ? .max : product
    }
    guard period > 1, period <= Self.maximumPeriod else { return nil }
    var cases: [(Dim, SizeDomain)] = [(dim, domain)]
    for name in names.sorted() {
      guard cases.count * period <= Self.maximumResidues else { return nil }
      var next: [(Dim, SizeDomain)] = []
      for (dim, domain) in cases {
        for residue in 0..<period {
          guard let range = Self.range(domain.bounds(ofName: name), period, residue) else {
            continue
          }
          guard budget.spend(dim),
            let form = try? Dim(symbol: name).multiplied(by: Dim(period)).adding(Dim(residue)),
            let part = try? dim.substituting([name: form])
          else { return nil }
          var narrowed = SizeDomain(domain, renaming: name, to: form)
          narrowed.set(range, of: name)
          next.append((part, narrowed))
        }
      }
      cases = next
    }
    return cases
  }

  /// Bounds of `x` for `period · x + residue` within bounds; `nil` where there is no such `x`.
  private static func range(_ range: SizeBounds, _ period: Int, _ residue: Int) -> SizeBounds? {
    // Bounds of names are at least 0, so that nothing leaves Int.
    let low = range.low <= residue ? 0 : (range.low - residue - 1) / period + 1
    if range.high == .max { return SizeBounds(low, .max) }
    guard range.high >= residue else { return nil }
    let high = (range.high - residue) / period
    return low <= high ? SizeBounds(low, high) : nil
  }
}
