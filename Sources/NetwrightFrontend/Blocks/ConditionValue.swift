/// What an operand of a condition comes to.
enum ConditionValue {
  case integer(Int)
  case number(Double)
  case flag(Bool)
  /// The value of a parameter that is a word.
  case word(String)
  /// A word that is no name; it can only be compared with the value of a parameter.
  case literal(String)

  var kind: String {
    switch self {
    case .integer: "a whole number"
    case .number: "a number"
    case .flag: "a flag"
    case .word, .literal: "a word"
    }
  }

  private var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// `nil` where the two cannot be compared.
  func compared(_ relation: Relation, with other: ConditionValue) -> Bool? {
    let isEquality = relation == .equal || relation == .unequal
    switch (self, other) {
    case (.integer(let left), .integer(let right)): return relation.holds(left, right)
    case (.flag(let left), .flag(let right)) where isEquality:
      return (left == right) == (relation == .equal)
    case (.word(let left), .word(let right)) where isEquality,
      (.word(let left), .literal(let right)) where isEquality,
      (.literal(let left), .word(let right)) where isEquality:
      return (left == right) == (relation == .equal)
    default:
      guard let left = double, let right = other.double else { return nil }
      return relation.holds(left, right)
    }
  }
}
