/// A size that may name dimensions: a polynomial with integer coefficients over named sizes and
/// floor divisions, kept in a normal form, so that equal polynomials are equal values.
///
/// Arithmetic is checked: a coefficient beyond `Int` throws `SizeError.overflow`, and a polynomial
/// of more than `maximumTerms` terms throws `SizeError.tooComplex`.
package struct Dim: Hashable, Sendable {
  /// A factor that arithmetic cannot take apart.
  package indirect enum Atom: Hashable, Sendable {
    case symbol(String)
    /// `⌊dividend / divisor⌋` with `divisor ≥ 2`, rounding toward −∞.
    case quotient(Dim, Int)
  }

  /// A product of atoms; an atom that occurs twice stands twice. Sorted, so that it compares.
  package struct Monomial: Hashable, Sendable {
    package var factors: [Atom]
  }

  package struct Term: Hashable, Sendable {
    package var monomial: Monomial
    package var coefficient: Int
  }

  package static let maximumTerms = 256

  /// Non-zero terms with named dimensions, in ascending order of their monomials' text.
  private let symbolic: [Term]
  /// The term without named dimensions. Most sizes are no more than that, and need no memory.
  private let offset: Int

  /// - Parameter terms: non-zero, in order; the constant comes last.
  private init(terms: [Term]) {
    if let last = terms.last, last.monomial.factors.isEmpty {
      (symbolic, offset) = (Array(terms.dropLast()), last.coefficient)
    } else {
      (symbolic, offset) = (terms, 0)
    }
  }

  package init(_ value: Int) { (symbolic, offset) = ([], value) }

  package init(symbol: String) {
    self.init(terms: [Term(monomial: Monomial(factors: [.symbol(symbol)]), coefficient: 1)])
  }

  /// Non-zero terms in ascending order of their monomials' text; the constant comes last.
  package var terms: [Term] {
    if offset == 0 { return symbolic }
    return symbolic + [Term(monomial: Monomial(factors: []), coefficient: offset)]
  }

  /// The number, where no dimension is named.
  package var constant: Int? { symbolic.isEmpty ? offset : nil }

  /// The greatest common divisor of all coefficients; 0 for the zero polynomial.
  package var content: Int {
    terms.reduce(0) { greatestCommonDivisor($0, $1.coefficient.magnitude) }
  }

  /// Every named dimension, in order of name.
  package var symbols: [String] {
    var names: Set<String> = []
    collectSymbols(into: &names)
    return names.sorted()
  }

  private func collectSymbols(into names: inout Set<String>) {
    for term in terms {
      for factor in term.monomial.factors {
        switch factor {
        case .symbol(let name): names.insert(name)
        case .quotient(let dividend, _): dividend.collectSymbols(into: &names)
        }
      }
    }
  }
}

/// Why a size cannot be computed.
package enum SizeError: Error, Hashable, Sendable {
  case overflow
  case tooComplex
  case unbound(String)
  /// Floor division by zero or by a size that is not a number.
  case divisor
}

private func greatestCommonDivisor(_ a: Int, _ b: UInt) -> Int {
  var (x, y) = (UInt(a), b)
  while y != 0 { (x, y) = (y, x % y) }
  return Int(clamping: x)
}

extension Dim: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self.init(value) }
}

// MARK: - Arithmetic

extension Dim {
  package func adding(_ other: Dim) throws(SizeError) -> Dim {
    if symbolic.isEmpty, other.symbolic.isEmpty {
      let (sum, overflow) = offset.addingReportingOverflow(other.offset)
      if overflow { throw .overflow }
      return Dim(sum)
    }
    return try Dim.collect(terms + other.terms)
  }

  package func negated() throws(SizeError) -> Dim { try multiplied(by: Dim(-1)) }

  package func subtracting(_ other: Dim) throws(SizeError) -> Dim {
    try adding(other.negated())
  }

  package func multiplied(by other: Dim) throws(SizeError) -> Dim {
    if symbolic.isEmpty, other.symbolic.isEmpty {
      let (product, overflow) = offset.multipliedReportingOverflow(by: other.offset)
      if overflow { throw .overflow }
      return Dim(product)
    }
    let (terms, otherTerms) = (terms, other.terms)
    guard terms.count * otherTerms.count <= Dim.maximumTerms * 4 else { throw .tooComplex }
    var products: [Term] = []
    for left in terms {
      for right in otherTerms {
        let (coefficient, overflow) = left.coefficient.multipliedReportingOverflow(
          by: right.coefficient)
        if overflow { throw .overflow }
        let factors = left.monomial.factors + right.monomial.factors
        guard factors.count <= 32 else { throw .tooComplex }
        products.append(
          Term(
            monomial: Monomial(factors: factors.sorted(by: Atom.precedes)),
            coefficient: coefficient))
      }
    }
    return try Dim.collect(products)
  }

  /// `⌊self / divisor⌋`, rounding toward −∞; exact multiples are divided out.
  package func floorDivided(by divisor: Int) throws(SizeError) -> Dim {
    guard divisor != 0, divisor != .min else { throw .divisor }
    if divisor < 0 { return try negated().floorDivided(by: -divisor) }
    if divisor == 1 { return self }
    if let constant { return Dim(floorQuotient(constant, divisor)) }
    var whole: [Term] = []
    var rest: [Term] = []
    for term in terms {
      let quotient = floorQuotient(term.coefficient, divisor)
      let remainder = term.coefficient - quotient * divisor
      if quotient != 0 { whole.append(Term(monomial: term.monomial, coefficient: quotient)) }
      if remainder != 0 { rest.append(Term(monomial: term.monomial, coefficient: remainder)) }
    }
    let remainder = try Dim.collect(rest)
    if let constant = remainder.constant {
      // 0 ≤ constant < divisor: what is left rounds down to nothing.
      return constant < divisor ? try Dim.collect(whole) : self
    }
    let atom = Term(monomial: Monomial(factors: [.quotient(remainder, divisor)]), coefficient: 1)
    return try Dim.collect(whole + [atom])
  }

  /// The size with named dimensions replaced; an unnamed one stays.
  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Dim {
    var sum = Dim(0)
    for term in terms {
      var product = Dim(term.coefficient)
      for factor in term.monomial.factors {
        let value: Dim
        switch factor {
        case .symbol(let name): value = binding[name].map { Dim($0) } ?? Dim(symbol: name)
        case .quotient(let dividend, let divisor):
          value = try dividend.substituting(binding).floorDivided(by: divisor)
        }
        product = try product.multiplied(by: value)
      }
      sum = try sum.adding(product)
    }
    return sum
  }

  private static func collect(_ terms: [Term]) throws(SizeError) -> Dim {
    let sorted = terms.sorted { $0.monomial.precedes($1.monomial) }
    var result: [Term] = []
    for term in sorted {
      if let last = result.last, last.monomial == term.monomial {
        let (sum, overflow) = last.coefficient.addingReportingOverflow(term.coefficient)
        if overflow { throw .overflow }
        result[result.count - 1].coefficient = sum
      } else {
        result.append(term)
      }
    }
    result.removeAll { $0.coefficient == 0 }
    guard result.count <= maximumTerms else { throw .tooComplex }
    return Dim(terms: result)
  }
}

/// `⌊a / b⌋` for `b > 0`.
package func floorQuotient(_ a: Int, _ b: Int) -> Int {
  let quotient = a / b
  return a % b < 0 ? quotient - 1 : quotient
}

extension Dim.Monomial {
  fileprivate func precedes(_ other: Dim.Monomial) -> Bool {
    if factors.isEmpty || other.factors.isEmpty { return !factors.isEmpty && other.factors.isEmpty }
    for (a, b) in zip(factors, other.factors) where a != b { return Dim.Atom.precedes(a, b) }
    return factors.count < other.factors.count
  }
}

extension Dim.Atom {
  fileprivate static func precedes(_ a: Dim.Atom, _ b: Dim.Atom) -> Bool {
    switch (a, b) {
    case (.symbol(let x), .symbol(let y)): x < y
    case (.symbol, .quotient): true
    case (.quotient, .symbol): false
    case (.quotient(let x, let p), .quotient(let y, let q)):
      p != q ? p < q : x.description < y.description
    }
  }
}

// MARK: - Text

extension Dim: CustomStringConvertible {
  package var description: String {
    if terms.isEmpty { return "0" }
    var text = ""
    for term in terms {
      let magnitude = term.coefficient.magnitude
      let factors = term.monomial.factors.map(\.description)
      let parts = magnitude == 1 && !factors.isEmpty ? factors : ["\(magnitude)"] + factors
      let product = parts.joined(separator: " * ")
      if text.isEmpty {
        text = term.coefficient < 0 ? "-" + product : product
      } else {
        text += (term.coefficient < 0 ? " - " : " + ") + product
      }
    }
    return text
  }
}

extension Dim.Atom: CustomStringConvertible {
  package var description: String {
    switch self {
    case .symbol(let name): name
    case .quotient(let dividend, let divisor):
      dividend.terms.count == 1 && dividend.terms[0].coefficient == 1
        && dividend.terms[0].monomial.factors.count == 1
        ? "\(dividend) // \(divisor)" : "(\(dividend)) // \(divisor)"
    }
  }
}
