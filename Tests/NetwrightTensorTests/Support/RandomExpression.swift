import NetwrightTensor

/// Random numbers that are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A size expression as written: evaluated directly, it is the oracle of the normal form.
indirect enum Expression {
  case number(Int)
  case name(String)
  case negation(Expression)
  case binary(String, Expression, Expression)

  static let names = ["a", "b", "c", "d"]

  static func random(_ depth: Int, _ numbers: inout SeededNumbers) -> Expression {
    if depth == 0 || Int.random(in: 0..<6, using: &numbers) == 0 {
      return Bool.random(using: &numbers)
        ? .name(names.randomElement(using: &numbers) ?? "a")
        : .number(Int.random(in: -9...9, using: &numbers))
    }
    let operation = Int.random(in: 0..<14, using: &numbers)
    let left = random(depth - 1, &numbers)
    switch operation {
    case 0..<3: return .binary("+", left, random(depth - 1, &numbers))
    case 3..<5: return .binary("-", left, random(depth - 1, &numbers))
    case 5..<7: return .binary("*", left, random(depth - 1, &numbers))
    case 7..<9: return .binary("//", left, divisor(&numbers))
    case 9..<11: return .binary("%", left, divisor(&numbers))
    case 11: return .binary("min", left, random(depth - 1, &numbers))
    case 12: return .binary("max", left, random(depth - 1, &numbers))
    default: return .negation(left)
    }
  }

  /// Another expression; mostly one whose value has to do with that of the first.
  static func relative(
    of expression: Expression, _ numbers: inout SeededNumbers
  ) -> Expression {
    let number = Expression.number(Int.random(in: 1...5, using: &numbers))
    switch Int.random(in: 0..<8, using: &numbers) {
    case 0: return .binary("+", expression, .number(Int.random(in: -2...2, using: &numbers)))
    case 1: return .binary("*", .binary("//", expression, number), number)
    case 2: return .binary("min", expression, random(1, &numbers))
    case 3: return .binary("max", random(1, &numbers), expression)
    case 4: return .binary("//", expression, divisor(&numbers))
    case 5: return .binary("%", expression, divisor(&numbers))
    default: return random(3, &numbers)
    }
  }

  /// Something positive: mostly a number.
  private static func divisor(_ numbers: inout SeededNumbers) -> Expression {
    let number = Expression.number(Int.random(in: 1...6, using: &numbers))
    let name = Expression.name(names.randomElement(using: &numbers) ?? "a")
    switch Int.random(in: 0..<8, using: &numbers) {
    case 0: return name
    case 1: return .binary("*", number, name)
    case 2: return .binary("+", name, number)
    case 3: return .binary("*", name, .name(names.randomElement(using: &numbers) ?? "b"))
    default: return number
    }
  }

  /// `nil` where it leaves `Int` or divides by what is not positive.
  func value(_ binding: [String: Int]) -> Int? {
    switch self {
    case .number(let number): return number
    case .name(let name): return binding[name]
    case .negation(let inner): return inner.value(binding).map { 0 - $0 }
    case .binary(let operation, let left, let right):
      guard let x = left.value(binding), let y = right.value(binding) else { return nil }
      switch operation {
      case "+": return checked(x.addingReportingOverflow(y))
      case "-": return checked(x.subtractingReportingOverflow(y))
      case "*": return checked(x.multipliedReportingOverflow(by: y))
      case "//": return y > 0 ? Self.floor(x, y) : nil
      case "%": return y > 0 ? x - y * Self.floor(x, y) : nil
      case "min": return min(x, y)
      default: return max(x, y)
      }
    }
  }

  private static func floor(_ x: Int, _ y: Int) -> Int { x >= 0 ? x / y : -((-x + y - 1) / y) }

  private func checked(_ result: (Int, overflow: Bool)) -> Int? {
    result.overflow ? nil : result.0
  }

  var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .name(let name): name
    case .negation(let inner): "-(\(inner.text))"
    case .binary(let operation, let left, let right):
      operation == "min" || operation == "max"
        ? "\(operation)(\(left.text), \(right.text))"
        : "(\(left.text)) \(operation) (\(right.text))"
    }
  }
}
