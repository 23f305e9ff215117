extension Dim {
  /// `⌊self / divisor⌋`, rounding toward −∞, for a number other than 0.
  package func floorDivided(by divisor: Int) throws(SizeError) -> Dim {
    guard divisor != 0, divisor != .min else { throw .divisor }
    if divisor < 0 { return try negated().floorDivided(by: -divisor) }
    if divisor == 1 { return self }
    if symbolic.isEmpty { return Dim(floorQuotient(offset, divisor)) }
    return try floorDivided(by: Dim(divisor))
  }

  /// `⌊self / divisor⌋`, rounding toward −∞, for a divisor that is positive for every admissible
  /// value, which the caller has made sure of. Multiples of the divisor are divided out, common
  /// factors cancelled, and quotients of quotients are one quotient.
  package func floorDivided(by divisor: Dim) throws(SizeError) -> Dim {
    if let number = divisor.constant {
      guard number > 0 else { throw .divisor }
      if number == 1 { return self }
      if symbolic.isEmpty { return Dim(floorQuotient(offset, number)) }
    }
    if self == divisor { return 1 }
    let (whole, rest) = try split(by: divisor)
    if rest == 0 { return whole }
    return try whole.adding(rest.properQuotient(by: divisor))
  }

  /// `self − divisor · ⌊self / divisor⌋`, from 0 to below the divisor.
  package func remainder(by divisor: Dim) throws(SizeError) -> Dim {
    try subtracting(divisor.multiplied(by: floorDivided(by: divisor)))
  }

  /// `self = whole · divisor + rest`, with as much in `whole` as division term by term gives.
  private func split(by divisor: Dim) throws(SizeError) -> (whole: Dim, rest: Dim) {
    let parts = divisor.terms
    guard parts.count == 1 else { return try longDivision(by: divisor) }
    var (whole, rest): ([Term], [Term]) = ([], [])
    for term in terms {
      guard let monomial = term.monomial.dividing(by: parts[0].monomial),
        parts[0].coefficient > 0
      else {
        rest.append(term)
        continue
      }
      let quotient = floorQuotient(term.coefficient, parts[0].coefficient)
      let remainder = floorRemainder(term.coefficient, parts[0].coefficient)
      if quotient != 0 { whole.append(Term(monomial: monomial, coefficient: quotient)) }
      if remainder != 0 { rest.append(Term(monomial: term.monomial, coefficient: remainder)) }
    }
    return (try Dim.collect(whole), try Dim.collect(rest))
  }

  /// Division by a divisor of several terms, taken only where it leaves fewer terms than there were.
  private func longDivision(by divisor: Dim) throws(SizeError) -> (whole: Dim, rest: Dim) {
    let ordered = divisor.terms.sorted { $0.monomial.leads($1.monomial) }
    guard let lead = ordered.first, lead.coefficient > 0 else { return (0, self) }
    var (whole, rest) = (Dim(0), self)
    for _ in 0..<Dim.maximumTerms {
      var found: Term?
      for term in rest.terms {
        let quotient = floorQuotient(term.coefficient, lead.coefficient)
        guard quotient != 0, let monomial = term.monomial.dividing(by: lead.monomial) else {
          continue
        }
        if let found, !monomial.leads(found.monomial) { continue }
        found = Term(monomial: monomial, coefficient: quotient)
      }
      guard let found else { break }
      let step = try Dim(terms: [found])
      whole = try whole.adding(step)
      rest = try rest.subtracting(step.multiplied(by: divisor))
    }
    return rest.terms.count < terms.count ? (whole, rest) : (0, self)
  }

  /// The quotient of what is no sum with a multiple of the divisor.
  private func properQuotient(by divisor: Dim) throws(SizeError) -> Dim {
    let (dividend, smaller) = try cancelled(with: divisor)
    if dividend == 0 { return 0 }
    if smaller != divisor { return try dividend.floorDivided(by: smaller) }
    if let merged = merged(with: divisor) {
      return try merged.dividend.floorDivided(by: merged.divisor)
    }
    return try Dim(atom: .quotient(self, by: divisor))
  }

  /// Both without the factors that they have in common. A number may be left over in the dividend:
  /// `⌊(g·a + r) / (g·b)⌋ = ⌊a / b⌋` for `0 ≤ r < g`.
  private func cancelled(with divisor: Dim) throws(SizeError) -> (dividend: Dim, divisor: Dim) {
    var (dividend, divisor) = (self, divisor)
    let factor = symbolic.reduce(divisor.content) { greatestCommonDivisor($0, $1.coefficient) }
    if factor > 1, factor < .max {
      let surplus = dividend.offset &- floorQuotient(dividend.offset, factor) &* factor
      let exact = try dividend.subtracting(Dim(surplus))
      (dividend, divisor) = (
        try exact.dividingExactly(by: factor), try divisor.dividingExactly(by: factor)
      )
    }
    // Named sizes are positive; other factors may not be, and are kept.
    let all = dividend.terms + divisor.terms
    var shared = Monomial(factors: all[0].monomial.factors.filter(\.isSymbol))
    for term in all.dropFirst() where !shared.factors.isEmpty {
      shared = shared.common(with: term.monomial)
    }
    if shared.factors.isEmpty { return (dividend, divisor) }
    return (try dividend.dividing(by: shared), try divisor.dividing(by: shared))
  }

  private func dividing(by monomial: Monomial) throws(SizeError) -> Dim {
    try Dim.collect(
      terms.compactMap { term in
        term.monomial.dividing(by: monomial).map {
          Term(monomial: $0, coefficient: term.coefficient)
        }
      })
  }

  /// `⌊(⌊a / b⌋ + s) / c⌋ = ⌊(a + b·s) / (b·c)⌋` for numbers b and c, or where s is 0; `nil` where
  /// there is nothing to merge, or where the merged numbers would be too large.
  private func merged(with divisor: Dim) -> (dividend: Dim, divisor: Dim)? {
    var found: (dividend: Dim, divisor: Dim)?
    var rest: [Term] = []
    for term in terms {
      guard term.coefficient == 1, term.monomial.factors.count == 1,
        case .quotient(let inner, let by) = term.monomial.factors[0]
      else {
        rest.append(term)
        continue
      }
      if found != nil { return nil }
      found = (inner, by)
    }
    guard let found else { return nil }
    let areNumbers = found.divisor.constant != nil && divisor.constant != nil
    guard rest.isEmpty || areNumbers else { return nil }
    do throws(SizeError) {
      let scaled = try Dim.collect(rest).multiplied(by: found.divisor)
      return (try found.dividend.adding(scaled), try found.divisor.multiplied(by: divisor))
    } catch { return nil }
  }
}
