/// What a spec can add so that a claim holds for every admissible value, and a case in which it
/// does not hold as the spec stands.
package struct SizeAdvice: Hashable, Sendable {
  package enum Remedy: Hashable, Sendable {
    case multiple(String, of: Int, SizeConstraint)
    case lower(String, bound: Int, SizeConstraint)
    case upper(String, bound: Int, SizeConstraint)
    /// The first name stands for the second.
    case same(String, as: String)
    case fixed(String, Int)
  }

  package struct Witness: Hashable, Sendable {
    package let values: [Value]
    /// The two sides of the claim.
    package let first: Int
    package let second: Int

    package struct Value: Hashable, Sendable {
      package let name: String
      package let size: Int
    }
  }

  package let claim: SizeClaim
  /// `nil` where nothing was found that settles the claim.
  package let remedy: Remedy?
  package let witness: Witness?

  package init(claim: SizeClaim, remedy: Remedy?, witness: Witness?) {
    self.claim = claim
    self.remedy = remedy
    self.witness = witness
  }

  package var headline: String { "cannot prove that \(claim) for every admissible size" }

  /// What the first side should be, and what it is.
  package var expected: String {
    switch claim {
    case .equal(_, let second): "\(second)"
    case .atLeast(_, let bound): "at least \(bound)"
    case .divides(let divisor, _): "a multiple of \(divisor)"
    }
  }
  package var found: String { "\(claim.sides.first)" }

  /// What to write.
  package var help: String {
    switch remedy {
    case .multiple(let name, let number, let constraint):
      return "`\(name)` must be a multiple of \(number) for this: write "
        + "`\(name): \(constraint.description)`"
    case .lower(let name, let bound, let constraint):
      return "`\(name)` must be at least \(bound) for this: write "
        + "`\(name): \(constraint.description)`"
    case .upper(let name, let bound, let constraint):
      return "`\(name)` must be at most \(bound) for this: write "
        + "`\(name): \(constraint.description)`"
    case .same(let name, let other):
      return "`\(name)` and `\(other)` must be the same for this: write `\(name): \(other)`"
    case .fixed(let name, let value):
      return "`\(name)` must be \(value) for this: write `\(name): \(value)`"
    case nil:
      let names = claim.symbols.map { "`\($0)`" }.joined(separator: ", ")
      return "give fixed values to \(names) under `dims:`, or write both sides alike"
    }
  }

  /// Where the claim fails.
  package var note: String? {
    guard let witness else { return nil }
    let values = witness.values.map { "\($0.name) = \($0.size)" }.joined(separator: ", ")
    return "not so for \(values): \(witness.first) against \(witness.second)"
  }
}
