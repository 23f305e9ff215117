extension Solver {
  /// The first of some constraints that makes an undecided claim hold, and values for which the
  /// claim fails.
  package func advice(on claim: SizeClaim) -> SizeAdvice {
    SizeAdvice(
      claim: claim, remedy: SizeAdviser(self, claim).remedy(), witness: witness(against: claim))
  }

  /// Values of named dimensions for which a claim fails; `nil` where trying some finds none.
  package func witness(against claim: SizeClaim) -> SizeAdvice.Witness? {
    let names = claim.symbols
    guard (1...6).contains(names.count) else { return nil }
    let choices = names.map { candidates(for: $0) }
    let (first, second) = claim.sides
    for number in 0..<min(512, choices.reduce(1) { $0 * $1.count }) {
      var rest = number
      var binding: [String: Int] = [:]
      for (name, sizes) in zip(names, choices) {
        binding[name] = sizes[rest % sizes.count]
        rest /= sizes.count
      }
      guard let x = try? first.substituting(binding).constant,
        let y = try? second.substituting(binding).constant, !claim.holds(x, y)
      else { continue }
      let values = names.map { SizeAdvice.Witness.Value(name: $0, size: binding[$0] ?? 0) }
      return SizeAdvice.Witness(values: values, first: x, second: y)
    }
    return nil
  }

  /// The preferred value, the first few, the last.
  private func candidates(for name: String) -> [Int] {
    let constraint = constraint(of: name)
    let (low, high) = (constraint.range.lowerBound, constraint.range.upperBound)
    var sizes: [Int] = []
    if let preferred = constraint.preferred { sizes.append(preferred) }
    for step in 0..<4 {
      let (size, overflow) = low.addingReportingOverflow(step * min(constraint.multiple, 1 << 40))
      if !overflow, size <= high { sizes.append(size) }
    }
    if !constraint.isOpen { sizes.append(high) }
    return sizes
  }
}

/// Tries constraints through the solver.
private struct SizeAdviser {
  static let multiples = [
    2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 24, 32, 48, 64, 128, 256, 512, 1024,
  ]
  static let maximumNames = 4

  let solver: Solver
  let claim: SizeClaim
  let names: [String]
  /// For all constraints together.
  let budget = WorkBudget(200_000)

  init(_ solver: Solver, _ claim: SizeClaim) {
    self.solver = solver
    self.claim = claim
    names = Array(claim.symbols.prefix(Self.maximumNames))
  }

  func remedy() -> SizeAdvice.Remedy? {
    if case .atLeast = claim {
      return lowerBound() ?? upperBound() ?? multiple() ?? fixed()
    }
    return multiple() ?? same() ?? fixed()
  }

  private func settles(_ name: String, _ constraint: SizeConstraint) -> Bool {
    constraint.isPossible
      && solver.constraining(name, to: constraint).truth(of: claim, budget) == .yes
  }

  private func multiple() -> SizeAdvice.Remedy? {
    for name in names {
      let constraint = solver.constraint(of: name)
      for number in Self.multiples where constraint.multiple % number != 0 {
        let common = constraint.multiple / greatestCommonDivisor(constraint.multiple, number)
        let (product, overflow) = common.multipliedReportingOverflow(by: number)
        guard !overflow else { continue }
        let narrowed = constraint.narrowed(multiple: product)
        if settles(name, narrowed) { return .multiple(name, of: number, narrowed) }
      }
    }
    return nil
  }

  private func same() -> SizeAdvice.Remedy? {
    for (position, name) in names.enumerated() {
      for other in names.dropFirst(position + 1) {
        guard let merged = try? claim.substituting([other: Dim(symbol: name)]),
          solver.truth(of: merged, budget) == .yes
        else { continue }
        // The one that is declared later can be said by the other.
        return solver.isDeclared(other, before: name)
          ? .same(name, as: other) : .same(other, as: name)
      }
    }
    return nil
  }

  /// The value at which both sides are equal, where a size occurs linearly; else the preferred one.
  private func fixed() -> SizeAdvice.Remedy? {
    for name in names {
      let constraint = solver.constraint(of: name)
      for value in [solution(for: name), constraint.preferred].compactMap(\.self) {
        guard constraint.admits(value), settles(name, SizeConstraint(value...value)) else {
          continue
        }
        return .fixed(name, value)
      }
    }
    return nil
  }

  private func solution(for name: String) -> Int? {
    let (first, second) = claim.sides
    guard let difference = try? first.subtracting(second), difference.symbolic.count == 1,
      difference.symbolic[0].monomial.factors == [.symbol(name)], difference.offset != .min
    else { return nil }
    let coefficient = difference.symbolic[0].coefficient
    guard coefficient != .min else { return nil }
    let positive = coefficient < 0 ? difference.offset : -difference.offset
    return positive % coefficient == 0 ? positive / abs(coefficient) : nil
  }

  // MARK: Bounds

  private func lowerBound() -> SizeAdvice.Remedy? {
    for name in names {
      let constraint = solver.constraint(of: name)
      let (low, high) = (constraint.range.lowerBound, constraint.range.upperBound)
      func holds(_ bound: Int) -> Bool {
        settles(name, constraint.narrowed(to: bound...constraint.declared.upperBound))
      }
      // Doubling first: the range may be open.
      var (failing, step) = (low, 1)
      while step < 1 << 40, failing <= high - step, !holds(failing + step) {
        failing += step
        step *= 2
      }
      guard step < 1 << 40, failing <= high - step else { continue }
      let bound = Self.search(failing, failing + step, holds)
      let narrowed = constraint.narrowed(to: bound...constraint.declared.upperBound)
      return .lower(name, bound: narrowed.range.lowerBound, narrowed)
    }
    return nil
  }

  private func upperBound() -> SizeAdvice.Remedy? {
    for name in names {
      let constraint = solver.constraint(of: name)
      let low = constraint.range.lowerBound
      func holds(_ bound: Int) -> Bool {
        settles(name, constraint.narrowed(to: constraint.declared.lowerBound...bound))
      }
      guard holds(low) else { continue }
      var (holding, step) = (low, 1)
      while step < 1 << 40, holding < constraint.range.upperBound - step, holds(holding + step) {
        holding += step
        step *= 2
      }
      guard step < 1 << 40 else { continue }
      let end = min(holding + step, constraint.range.upperBound)
      let bound = -Self.search(-end, -holding) { holds(-$0) }
      let last = constraint.narrowed(to: constraint.declared.lowerBound...bound).range.upperBound
      let narrowed = constraint.narrowed(to: constraint.declared.lowerBound...last)
      return .upper(name, bound: last, narrowed)
    }
    return nil
  }

  /// The first number that holds, between one that does not and one that does.
  private static func search(_ failing: Int, _ holding: Int, _ holds: (Int) -> Bool) -> Int {
    var (failing, holding) = (failing, holding)
    while holding - failing > 1 {
      let middle = failing + (holding - failing) / 2
      if holds(middle) { holding = middle } else { failing = middle }
    }
    return holding
  }
}
