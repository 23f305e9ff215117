/// Sizes as text that `DimensionParser` reads back to the same size.
extension Dim: CustomStringConvertible {
  /// Larger ones are printed as they are kept; looking for the short form would take long.
  private static let maximumWeightOfShortForm = 64

  package var description: String {
    if symbolic.isEmpty { return "\(offset)" }
    if weight <= Self.maximumWeightOfShortForm, let text = extreme { return text }
    var (parts, left): ([String], [Term]) = ([], terms)
    if weight <= Self.maximumWeightOfShortForm { parts = takeRemainders(&left) }
    parts += left.map(\.description)
    return parts.dropFirst().reduce(parts.first ?? "0") { text, part in
      part.hasPrefix("-") ? text + " - " + part.dropFirst() : text + " + " + part
    }
  }

  /// `r + c · max(0, d)` as a maximum or a minimum, where there is one such term.
  private var extreme: String? {
    let places = symbolic.indices.filter { symbolic[$0].positivePart != nil }
    guard places.count == 1, let inner = symbolic[places[0]].positivePart else { return nil }
    var rest = terms
    let term = rest.remove(at: places[0])
    do throws(SizeError) {
      let base = try Dim(terms: rest)
      let other = try base.adding(inner.multiplied(by: Dim(term.coefficient)))
      return "\(term.coefficient > 0 ? "max" : "min")(\(base), \(other))"
    } catch { return nil }
  }

  /// Finds `c · d − c · b · ⌊d / b⌋`, which is `c · (d % b)`, and takes it out of the terms.
  private func takeRemainders(_ terms: inout [Term]) -> [String] {
    var parts: [String] = []
    for term in symbolic {
      guard term.monomial.factors.count == 1,
        case .quotient(let dividend, let divisor) = term.monomial.factors[0],
        let number = divisor.constant, term.coefficient < 0, term.coefficient % number == 0,
        term.coefficient != .min
      else { continue }
      let count = -term.coefficient / number
      guard let rest = Self.taking(term, and: dividend, times: count, from: terms) else { continue }
      terms = rest
      let text = "\(dividend.operand) % \(number)"
      parts.append(count == 1 ? text : "\(count) * (\(text))")
    }
    return parts
  }

  /// The terms without `term` and without `count · dividend`; `nil` where these are not among them.
  private static func taking(
    _ term: Term, and dividend: Dim, times count: Int, from terms: [Term]
  ) -> [Term]? {
    do throws(SizeError) {
      let scaled = try dividend.multiplied(by: Dim(count))
      guard !scaled.symbolic.isEmpty, terms.contains(term),
        scaled.symbolic.allSatisfy({ terms.contains($0) })
      else { return nil }
      let rest = terms.filter { $0 != term && !scaled.symbolic.contains($0) }
      return try Dim.collect(rest).subtracting(Dim(scaled.offset)).terms
    } catch { return nil }
  }

  /// The text as one side of an operator that binds tightly.
  fileprivate var operand: String {
    if symbolic.isEmpty { return offset < 0 ? "(\(offset))" : "\(offset)" }
    if offset == 0, symbolic.count == 1, symbolic[0].coefficient == 1,
      symbolic[0].monomial.factors.count == 1,
      case .symbol(let name) = symbolic[0].monomial.factors[0]
    {
      return name
    }
    return "(\(self))"
  }
}

extension Dim.Term {
  /// What is inside the only factor, where that is a positive part.
  fileprivate var positivePart: Dim? {
    guard monomial.factors.count == 1, case .positivePart(let inner) = monomial.factors[0] else {
      return nil
    }
    return inner
  }

  fileprivate var description: String {
    let factors = monomial.factors
    let isAlone = factors.count == 1 && coefficient == 1
    var parts = factors.map { isAlone ? $0.description : $0.factor }
    if coefficient.magnitude != 1 || factors.isEmpty {
      parts.insert("\(coefficient.magnitude)", at: 0)
    }
    return (coefficient < 0 ? "-" : "") + parts.joined(separator: " * ")
  }
}

extension Dim.Atom: CustomStringConvertible {
  package var description: String {
    switch self {
    case .symbol(let name): name
    case .quotient(let dividend, let divisor): "\(dividend.operand) // \(divisor.operand)"
    case .positivePart(let inner): "max(\(inner), 0)"
    }
  }

  /// The text as a factor.
  fileprivate var factor: String {
    if case .quotient = self { "(\(self))" } else { description }
  }
}
