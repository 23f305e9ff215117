/// The order of terms and factors, in which sizes are kept and printed.
extension Dim.Monomial {
  /// The constant's monomial comes last.
  func precedes(_ other: Dim.Monomial) -> Bool {
    if factors.isEmpty || other.factors.isEmpty { return !factors.isEmpty && other.factors.isEmpty }
    for (a, b) in zip(factors, other.factors) {
      let order = a.order(against: b)
      if order != 0 { return order < 0 }
    }
    return factors.count < other.factors.count
  }

  /// A monomial order, as division needs one: what precedes goes on to do so when both are
  /// multiplied. By degree, then as above.
  func leads(_ other: Dim.Monomial) -> Bool {
    factors.count != other.factors.count
      ? factors.count > other.factors.count : precedes(other)
  }

  /// What is left when the factors of another one are taken out; `nil` where one is missing.
  func dividing(by other: Dim.Monomial) -> Dim.Monomial? {
    guard other.factors.count <= factors.count else { return nil }
    var rest: [Dim.Atom] = []
    var wanted = other.factors[...]
    for factor in factors {
      if let next = wanted.first, next == factor {
        wanted.removeFirst()
      } else {
        rest.append(factor)
      }
    }
    return wanted.isEmpty ? Dim.Monomial(factors: rest) : nil
  }

  /// The factors that both have.
  func common(with other: Dim.Monomial) -> Dim.Monomial {
    var shared: [Dim.Atom] = []
    var rest = other.factors
    for factor in factors {
      guard let place = rest.firstIndex(of: factor) else { continue }
      rest.remove(at: place)
      shared.append(factor)
    }
    return Dim.Monomial(factors: shared)
  }
}

extension Dim.Atom {
  /// Negative where this one comes first, zero for equal ones.
  func order(against other: Dim.Atom) -> Int {
    switch (self, other) {
    case (.symbol(let x), .symbol(let y)): return x == y ? 0 : x < y ? -1 : 1
    case (.quotient(let a, let p), .quotient(let b, let q)):
      let order = p.order(against: q)
      return order != 0 ? order : a.order(against: b)
    case (.positivePart(let x), .positivePart(let y)): return x.order(against: y)
    default: return kind - other.kind
    }
  }

  var isSymbol: Bool { if case .symbol = self { true } else { false } }

  private var kind: Int {
    switch self {
    case .symbol: 0
    case .quotient: 1
    case .positivePart: 2
    }
  }
}

extension Dim {
  /// Some total order; at most `maximumDepth` deep.
  fileprivate func order(against other: Dim) -> Int {
    for (a, b) in zip(symbolic, other.symbolic) {
      if a.monomial != b.monomial { return a.monomial.precedes(b.monomial) ? -1 : 1 }
      if a.coefficient != b.coefficient { return a.coefficient < b.coefficient ? -1 : 1 }
    }
    if symbolic.count != other.symbolic.count {
      return symbolic.count < other.symbolic.count ? -1 : 1
    }
    return offset == other.offset ? 0 : offset < other.offset ? -1 : 1
  }
}
