/// A size that may name dimensions: a polynomial with integer coefficients over named sizes, floor
/// quotients and positive parts, kept in a normal form, so that equal polynomials are equal values.
///
/// Remainders, minima and maxima are written with these: `a % b` is `a − b·⌊a / b⌋`, and `max(a, b)`
/// is `b + max(0, a − b)`. So `(x // 2) * 2 + x % 2` is `x`, and `min(a, b) + max(a, b)` is `a + b`,
/// without anyone proving it.
///
/// Arithmetic is checked: a coefficient beyond `Int` throws `SizeError.overflow`; more than
/// `maximumTerms` terms, `maximumWeight` parts or `maximumDepth` levels throw `SizeError.tooComplex`.
package struct Dim: Hashable, Sendable {
  /// A factor that arithmetic cannot take apart.
  package enum Atom: Hashable, Sendable {
    case symbol(String)
    /// `⌊dividend / divisor⌋`, rounding toward −∞. Whoever divides sees to it that the divisor is
    /// positive for every admissible value.
    case quotient(Dim, by: Dim)
    /// `max(0, x)`; the first coefficient of `x` is positive.
    case positivePart(Dim)
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
  package static let maximumWeight = 2048
  package static let maximumDepth = 24

  /// Non-zero terms with named dimensions, in ascending order of their monomials.
  let symbolic: [Term]
  /// The term without named dimensions. Most sizes are no more than that, and need no memory.
  let offset: Int
  /// Terms and factors, those within factors included; 0 for a number alone.
  let weight: Int32
  /// How deep quotients and positive parts are nested.
  let depth: Int32

  /// - Parameter terms: non-zero, in order; the constant comes last.
  init(terms: [Term]) throws(SizeError) {
    if let last = terms.last, last.monomial.factors.isEmpty {
      (symbolic, offset) = (Array(terms.dropLast()), last.coefficient)
    } else {
      (symbolic, offset) = (terms, 0)
    }
    guard symbolic.count <= Dim.maximumTerms else { throw .tooComplex }
    // A number is the same however it has been made.
    var (weight, depth) = (Int32(symbolic.isEmpty ? 0 : terms.count), Int32(0))
    for term in symbolic {
      for factor in term.monomial.factors {
        weight += factor.weight
        depth = max(depth, factor.depth)
        guard weight <= Dim.maximumWeight else { throw .tooComplex }
      }
    }
    guard depth <= Dim.maximumDepth else { throw .tooComplex }
    (self.weight, self.depth) = (weight, depth)
  }

  package init(_ value: Int) { (symbolic, offset, weight, depth) = ([], value, 0, 0) }

  package init(symbol: String) {
    symbolic = [Term(monomial: Monomial(factors: [.symbol(symbol)]), coefficient: 1)]
    (offset, weight, depth) = (0, 2, 0)
  }

  /// Non-zero terms in ascending order of their monomials; the constant comes last.
  package var terms: [Term] {
    if offset == 0 { return symbolic }
    return symbolic + [Term(monomial: Monomial(factors: []), coefficient: offset)]
  }

  /// Whether it is a named dimension and nothing else.
  package var isName: Bool {
    guard offset == 0, symbolic.count == 1, symbolic[0].coefficient == 1,
      symbolic[0].monomial.factors.count == 1, case .symbol = symbolic[0].monomial.factors[0]
    else { return false }
    return true
  }

  /// The number, where no dimension is named.
  package var constant: Int? { symbolic.isEmpty ? offset : nil }

  /// Every named dimension, in order of name.
  package var symbols: [String] {
    var names: Set<String> = []
    forEachAtom { if case .symbol(let name) = $0 { names.insert(name) } }
    return names.sorted()
  }

  /// Calls `body` with every atom, those within quotients and positive parts before these.
  func forEachAtom(_ body: (Atom) -> Void) {
    for term in symbolic {
      for factor in term.monomial.factors {
        switch factor {
        case .symbol: break
        case .quotient(let dividend, let divisor):
          dividend.forEachAtom(body)
          divisor.forEachAtom(body)
        case .positivePart(let inner): inner.forEachAtom(body)
        }
        body(factor)
      }
    }
  }
}

extension Dim.Atom {
  fileprivate var weight: Int32 {
    switch self {
    case .symbol: 1
    case .quotient(let dividend, let divisor): dividend.weight + divisor.weight + 1
    case .positivePart(let inner): inner.weight + 1
    }
  }

  fileprivate var depth: Int32 {
    switch self {
    case .symbol: 0
    case .quotient(let dividend, let divisor): max(dividend.depth, divisor.depth) + 1
    case .positivePart(let inner): inner.depth + 1
    }
  }
}

/// Why a size cannot be computed.
package enum SizeError: Error, Hashable, Sendable {
  case overflow
  case tooComplex
  case unbound(String)
  /// Division by zero or by what may not be positive.
  case divisor
}

extension Dim: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self.init(value) }
}
