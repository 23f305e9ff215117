extension Dim {
  /// The size with named dimensions replaced by numbers; an unnamed one stays.
  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Dim {
    if symbolic.isEmpty { return self }
    if let value = value(binding) { return Dim(value) }
    return try rebuilt { (atom) throws(SizeError) in
      if case .symbol(let name) = atom { binding[name].map { Dim($0) } } else { nil }
    }
  }

  /// The number, where all names have one and nothing else stands in the polynomial; `nil` also
  /// beyond `Int`. The common case of `substituting`, without memory.
  private func value(_ binding: [String: Int]) -> Int? {
    var sum = offset
    for term in symbolic {
      var product = term.coefficient
      for factor in term.monomial.factors {
        guard case .symbol(let name) = factor, let size = binding[name] else { return nil }
        let (next, overflow) = product.multipliedReportingOverflow(by: size)
        if overflow { return nil }
        product = next
      }
      let (next, overflow) = sum.addingReportingOverflow(product)
      if overflow { return nil }
      sum = next
    }
    return sum
  }

  /// The size with named dimensions replaced; one without an entry stays.
  package func substituting(_ values: [String: Dim]) throws(SizeError) -> Dim {
    if symbolic.isEmpty || values.isEmpty { return self }
    return try rebuilt { (atom) throws(SizeError) in
      if case .symbol(let name) = atom { values[name] } else { nil }
    }
  }

  /// The size with one atom replaced, wherever it stands.
  func replacing(_ target: Atom, by value: Dim) throws(SizeError) -> Dim {
    try rebuilt { (atom) throws(SizeError) in atom == target ? value : nil }
  }

  /// - Parameter value: what stands in place of an atom; `nil` where it stays, its parts rebuilt.
  private func rebuilt(_ value: (Atom) throws(SizeError) -> Dim?) throws(SizeError) -> Dim {
    if symbolic.isEmpty { return self }
    return try mapAtoms { (atom) throws(SizeError) -> Dim in
      if let value = try value(atom) { return value }
      switch atom {
      case .symbol: return try Dim(atom: atom)
      case .quotient(let dividend, let divisor):
        return try dividend.rebuilt(value).floorDivided(by: divisor.rebuilt(value))
      case .positivePart(let inner): return try inner.rebuilt(value).positivePart()
      }
    }
  }

  /// The polynomial with each of its own atoms, not those within them, replaced.
  func mapAtoms(_ value: (Atom) throws(SizeError) -> Dim) throws(SizeError) -> Dim {
    var sum: [Term] = [Term(monomial: Monomial(factors: []), coefficient: offset)]
    for term in symbolic {
      var product = Dim(term.coefficient)
      for factor in term.monomial.factors {
        product = try product.multiplied(by: value(factor))
      }
      sum += product.terms
      guard sum.count <= 16 * Dim.maximumTerms else { throw .tooComplex }
    }
    return try Dim.collect(sum)
  }
}
