/// The answer to a question about sizes: it holds for every admissible value, for none, or it
/// depends on the values, as far as the solver can tell.
package enum Truth: Hashable, Sendable { case yes, no, inconclusive }

/// Decides comparisons of sizes for all values that named dimensions may have.
///
/// Dimensions that are multiples are first written as such, so that divisions come out even; then
/// normal forms are compared, then bounds, then cases: signs of positive parts, residues of what is
/// divided by small numbers. `yes` and `no` are proofs; the work for an answer is bounded, and what
/// would take more is inconclusive.
package struct Solver: Sendable {
  /// What named dimensions may be; without an entry, any size from 1 up.
  package private(set) var constraints: [String: SizeConstraint]
  /// Names in the order in which they are declared, as far as it is known.
  private var order: [String]
  /// Multiples as products, fixed dimensions as numbers.
  private var forms: [String: Dim] = [:]
  private var domain = SizeDomain([:])
  /// Bounds of names as they stand: enough for most questions, and soon looked up.
  private var plain = SizeDomain([:])

  /// - Parameter order: the names as they are declared one after the other.
  package init(_ constraints: [String: SizeConstraint] = [:], order: [String] = []) {
    self.constraints = constraints
    self.order = order
    for (name, constraint) in constraints { learn(name, constraint) }
  }

  /// Takes in a dimension that is declared after all others.
  package mutating func declare(_ name: String, _ constraint: SizeConstraint) {
    constraints[name] = constraint
    order.append(name)
    learn(name, constraint)
  }

  private mutating func learn(_ name: String, _ constraint: SizeConstraint) {
    let bounds = SizeBounds(constraint.range.lowerBound, constraint.range.upperBound)
    plain.set(bounds, of: name)
    if constraint.range.lowerBound == constraint.range.upperBound {
      forms[name] = Dim(constraint.range.lowerBound)
      return
    }
    do throws(SizeError) {
      let unit = constraint.multiple
      if unit > 1 {
        forms[name] = try Dim(symbol: name).multiplied(by: Dim(unit))
        domain.set(
          SizeBounds(bounds.low / unit, bounds.high == .max ? .max : bounds.high / unit), of: name)
        return
      }
    } catch {}
    // As it stands, which says less where it is a multiple.
    domain.set(bounds, of: name)
  }

  package func constraint(of name: String) -> SizeConstraint { constraints[name] ?? .any }

  /// Whether a name is known to stand before another one.
  func isDeclared(_ name: String, before other: String) -> Bool {
    guard let first = order.firstIndex(of: name), let second = order.firstIndex(of: other) else {
      return false
    }
    return first < second
  }

  /// The same with another constraint for one dimension.
  package func constraining(_ name: String, to constraint: SizeConstraint) -> Solver {
    var changed = constraints
    changed[name] = constraint
    return Solver(changed, order: order)
  }

  // MARK: Questions

  /// Whether the two are equal.
  package func equal(_ a: Dim, _ b: Dim) -> Truth { equal(a, b, WorkBudget()) }

  func equal(_ a: Dim, _ b: Dim, _ budget: WorkBudget) -> Truth {
    if a == b { return .yes }
    if a.constant != nil, b.constant != nil { return .no }
    return decide(.isZero, budget) { () throws(SizeError) in try a.subtracting(b) }
  }

  /// Whether `a ≥ bound`.
  package func atLeast(_ a: Dim, _ bound: Dim) -> Truth { atLeast(a, bound, WorkBudget()) }

  func atLeast(_ a: Dim, _ bound: Dim, _ budget: WorkBudget) -> Truth {
    if let number = bound.constant {
      if let constant = a.constant { return constant >= number ? .yes : .no }
      let range = plain.bounds(of: a)
      if range.low >= number { return .yes }
      if range.high < number { return .no }
    }
    return decide(.isNonNegative, budget) { () throws(SizeError) in try a.subtracting(bound) }
  }

  /// Whether `a < b`.
  package func less(_ a: Dim, _ b: Dim) -> Truth {
    decide(.isNonNegative, WorkBudget()) { () throws(SizeError) in
      try b.subtracting(a).subtracting(1)
    }
  }

  /// Whether `a` is a multiple of `divisor`, which is positive.
  package func divides(_ divisor: Dim, _ a: Dim) -> Truth { divides(divisor, a, WorkBudget()) }

  func divides(_ divisor: Dim, _ a: Dim, _ budget: WorkBudget) -> Truth {
    decide(.isZero, budget) { () throws(SizeError) in try a.remainder(by: divisor) }
  }

  /// Bounds that every value of `dim` keeps.
  package func bounds(of dim: Dim) -> SizeBounds {
    do throws(SizeError) { return domain.bounds(of: try reduced(dim)) } catch { return .any }
  }

  /// In terms of multiples as products.
  func reduced(_ dim: Dim) throws(SizeError) -> Dim {
    try domain.reduced(dim.substituting(forms))
  }

  private func decide(
    _ question: SizeCases.Question, _ budget: WorkBudget,
    _ difference: () throws(SizeError) -> Dim
  ) -> Truth {
    do throws(SizeError) {
      return SizeCases(budget: budget).decide(
        question, try difference().substituting(forms), in: domain)
    } catch {
      return .inconclusive
    }
  }
}
