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
        products.append(
          Term(
            monomial: try left.monomial.multiplied(by: right.monomial), coefficient: coefficient))
      }
    }
    return try Dim.collect(products)
  }

  /// The larger one of the two.
  package static func maximum(_ a: Dim, _ b: Dim) throws(SizeError) -> Dim {
    if let x = a.constant, let y = b.constant { return Dim(max(x, y)) }
    return try b.adding(a.subtracting(b).positivePart())
  }

  /// The smaller one of the two.
  package static func minimum(_ a: Dim, _ b: Dim) throws(SizeError) -> Dim {
    if let x = a.constant, let y = b.constant { return Dim(min(x, y)) }
    return try a.subtracting(a.subtracting(b).positivePart())
  }

  /// `max(0, self)`. Of `x` and `−x` only one is kept, since `max(0, −x) = max(0, x) − x`.
  package func positivePart() throws(SizeError) -> Dim {
    guard let first = symbolic.first else { return Dim(max(0, offset)) }
    if first.coefficient < 0 {
      return try adding(negated().positivePart())
    }
    let content = content
    let primitive = try dividingExactly(by: content)
    return try Dim(atom: .positivePart(primitive)).multiplied(by: Dim(content))
  }

  init(atom: Atom) throws(SizeError) {
    try self.init(terms: [Term(monomial: Monomial(factors: [atom]), coefficient: 1)])
  }

  /// The greatest common divisor of all coefficients; 0 for zero, `Int.max` where it is larger.
  var content: Int { terms.reduce(0) { greatestCommonDivisor($0, $1.coefficient) } }

  /// The size with every coefficient divided by a number that divides them all.
  func dividingExactly(by divisor: Int) throws(SizeError) -> Dim {
    if divisor <= 1 { return self }
    var quotients = terms
    for index in quotients.indices { quotients[index].coefficient /= divisor }
    return try Dim(terms: quotients)
  }

  /// Sums up terms of equal monomials.
  static func collect(_ terms: [Term]) throws(SizeError) -> Dim {
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
    return try Dim(terms: result)
  }
}

extension Dim.Monomial {
  static let maximumDegree = 32

  func multiplied(by other: Dim.Monomial) throws(SizeError) -> Dim.Monomial {
    if factors.isEmpty { return other }
    if other.factors.isEmpty { return self }
    let product = factors + other.factors
    guard product.count <= Self.maximumDegree else { throw .tooComplex }
    return Dim.Monomial(factors: product.sorted { $0.order(against: $1) < 0 })
  }
}

/// The greatest common divisor of two numbers, the first from 0 up; clamped to `Int.max`.
func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (x, y) = (a.magnitude, b.magnitude)
  while y != 0 { (x, y) = (y, x % y) }
  return Int(clamping: x)
}

/// `⌊a / b⌋` for `b > 0`.
package func floorQuotient(_ a: Int, _ b: Int) -> Int {
  let quotient = a / b
  return a % b < 0 ? quotient - 1 : quotient
}

/// `a − b · ⌊a / b⌋` for `b > 0`, from 0 to below `b`; no step of it leaves `Int`.
package func floorRemainder(_ a: Int, _ b: Int) -> Int {
  let remainder = a % b
  return remainder < 0 ? remainder + b : remainder
}
