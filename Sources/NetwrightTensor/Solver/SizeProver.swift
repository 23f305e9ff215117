/// Proves that sizes are not negative, with a bounded amount of work.
struct SizeProver {
  static let maximumElimination = 6
  static let maximumShifts = 64

  let domain: SizeDomain
  let budget: WorkBudget

  /// Whether `dim` is at least 0 for every value; `false` where no proof is found.
  func isNonNegative(_ dim: Dim, depth: Int = 0) -> Bool {
    if let constant = dim.constant { return constant >= 0 }
    guard budget.spend(dim) else { return false }
    if low(of: dim) >= 0 { return true }
    if followsFromFacts(dim) { return true }
    guard depth < Self.maximumElimination else { return false }
    return byElimination(dim, depth: depth)
  }

  /// Whether one or two of the facts say so.
  private func followsFromFacts(_ dim: Dim) -> Bool {
    for (position, fact) in domain.facts.enumerated() {
      guard let rest = try? dim.subtracting(fact) else { continue }
      if low(of: rest) >= 0 { return true }
      for other in domain.facts.dropFirst(position + 1) {
        guard budget.spend(rest), let left = try? rest.subtracting(other) else { continue }
        if domain.bounds(of: left).low >= 0 { return true }
      }
    }
    return false
  }

  // MARK: Bounds

  /// A lower bound; `Int.min` where there is none.
  private func low(of dim: Dim) -> Int {
    max(domain.bounds(of: dim).low, shiftedLow(of: dim, domain, round: 0))
  }

  /// A lower bound after every factor is counted from one of its ends: `a·b − a` is
  /// `b′ + a′·b′` for `a = 1 + a′` and `b = 1 + b′`.
  private func shiftedLow(of dim: Dim, _ domain: SizeDomain, round: Int) -> Int {
    guard round < 2, budget.spend(dim) else { return .min }
    let factors = Self.factors(of: dim)
    guard factors.count <= Self.maximumShifts else { return .min }
    var shifted = domain
    var values: [Dim.Atom: Dim] = [:]
    for (number, factor) in factors.enumerated() {
      let range = domain.bounds(of: factor)
      let fromAbove = range.high != .max && Self.lowers(dim, factor)
      guard fromAbove || range.low != .min, fromAbove || range.low != 0 else { continue }
      let end = fromAbove ? range.high : range.low
      // Not a name that a spec can have.
      let name = "#\(round).\(number)"
      let (width, overflow) = range.high.subtractingReportingOverflow(range.low)
      let isEndless = overflow || range.high == .max || range.low == .min
      shifted.set(SizeBounds(0, isEndless ? .max : width), of: name)
      do throws(SizeError) {
        let step = try Dim(symbol: name).multiplied(by: Dim(fromAbove ? -1 : 1))
        values[factor] = try Dim(end).adding(step)
      } catch { return .min }
    }
    guard !values.isEmpty,
      let moved = try? dim.mapAtoms({ (atom) throws(SizeError) -> Dim in
        if let value = values[atom] { value } else { try Dim(atom: atom) }
      })
    else { return .min }
    let low = shifted.bounds(of: moved).low
    return low >= 0 ? low : max(low, shiftedLow(of: moved, shifted, round: round + 1))
  }

  /// The factors of a polynomial, each once, in order.
  private static func factors(of dim: Dim) -> [Dim.Atom] {
    var seen: Set<Dim.Atom> = []
    return dim.symbolic.flatMap(\.monomial.factors).filter { seen.insert($0).inserted }
  }

  /// Whether the polynomial has a factor in terms with negative coefficients alone.
  private static func lowers(_ dim: Dim, _ factor: Dim.Atom) -> Bool {
    dim.symbolic.allSatisfy { $0.coefficient < 0 || !$0.monomial.factors.contains(factor) }
  }

  // MARK: Elimination

  /// Replaces one quotient or positive part by what bounds it.
  private func byElimination(_ dim: Dim, depth: Int) -> Bool {
    for factor in Self.factors(of: dim) where !factor.isSymbol {
      guard let (share, rest) = dim.linearPart(in: factor) else { continue }
      let sign = domain.bounds(of: share)
      guard sign.low >= 0 || sign.high <= 0 else { continue }
      do throws(SizeError) {
        switch factor {
        case .symbol: continue
        case .quotient(let dividend, let divisor):
          return isNonNegative(
            try domain.reduced(
              Self.without(dividend, divisor, share, rest, raises: sign.low >= 0)),
            depth: depth + 1)
        case .positivePart(let inner):
          let present = try domain.reduced(rest.adding(share.multiplied(by: inner)))
          let absent = try domain.reduced(rest)
          if sign.low >= 0 {
            return isNonNegative(absent, depth: depth + 1)
              || isNonNegative(present, depth: depth + 1)
          }
          let below = try inner.negated()
          return holds(present, where: inner, depth) && holds(absent, where: below, depth)
        }
      } catch { continue }
    }
    return false
  }

  /// From `p = share · ⌊a / b⌋ + rest`, what is not negative only where `p` is not:
  /// `b · p > −b`, with `a − b < b · ⌊a / b⌋ ≤ a`.
  private static func without(
    _ dividend: Dim, _ divisor: Dim, _ share: Dim, _ rest: Dim, raises: Bool
  ) throws(SizeError) -> Dim {
    let slack = try divisor.subtracting(1)
    let bound = raises ? try dividend.subtracting(slack) : dividend
    return try rest.multiplied(by: divisor).adding(share.multiplied(by: bound)).adding(slack)
  }

  private func holds(_ dim: Dim, where condition: Dim, _ depth: Int) -> Bool {
    guard let next = domain.assuming(condition) else { return true }
    return SizeProver(domain: next, budget: budget).isNonNegative(dim, depth: depth + 1)
  }
}

extension Dim {
  /// `self = share · factor + rest`; `nil` where the factor occurs in a power.
  fileprivate func linearPart(in factor: Atom) -> (share: Dim, rest: Dim)? {
    var (share, rest): ([Term], [Term]) = ([], [])
    let single = Monomial(factors: [factor])
    for term in terms {
      guard let monomial = term.monomial.dividing(by: single) else {
        rest.append(term)
        continue
      }
      if monomial.factors.contains(factor) { return nil }
      share.append(Term(monomial: monomial, coefficient: term.coefficient))
    }
    do throws(SizeError) { return (try Dim.collect(share), try Dim.collect(rest)) } catch {
      return nil
    }
  }
}
