import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// `>= 0.97`, `<= 64 MiB`; for whole numbers the number alone as well.
package struct Comparison: Hashable, Sendable, CustomStringConvertible {
  /// What can be expected; relations of two characters come first, so that `>=` is not read as `>`.
  static let relations: [Relation] = [.atLeast, .atMost, .equal, .above, .below]

  /// What is compared.
  package enum Quantity: Hashable, Sendable {
    case number
    /// A whole number; a number alone means that it is equal.
    case count
    /// Bytes, with a unit as in `64 MiB`.
    case bytes

    fileprivate var example: String {
      switch self {
      case .number: "a comparison such as \">= 0.97\""
      case .count: "a whole number, or a comparison such as \"<= 1_000_000\""
      case .bytes: "a comparison such as \"<= 64 MiB\""
      }
    }
  }

  /// What it reads, in EBNF.
  package static let grammar: String = {
    func choice(_ words: [String]) -> String {
      "(" + words.map { "\"\($0)\"" }.joined(separator: " | ") + ")"
    }
    let units = choice(ByteUnit.allCases.map(\.rawValue))
    return "comparison ::= \(choice(relations.map(\.rawValue))) number \(units)?"
  }()

  static let form = ValueForm.pattern(
    "^(\(relations.map(\.rawValue).joined(separator: "|")))")

  package let relation: Relation
  package let bound: Double
  package let span: Span
  /// The bound as the spec writes it.
  private let text: String

  /// Whether a measured value meets the expectation; NaN never does.
  package func holds(_ value: Double) -> Bool { relation.holds(value, bound) }

  /// Whether some value in a range meets it, and its bound lies in the range.
  func isReachable(in range: ClosedRange<Double>) -> Bool {
    switch relation {
    case .above: range.contains(bound) && bound < range.upperBound
    case .below: range.contains(bound) && bound > range.lowerBound
    default: range.contains(bound)
    }
  }

  /// `> 90%` for `> 90`; `nil` where that is no share, or may be another slip.
  var asPercentage: String? {
    guard bound >= 2, bound <= 100, !(bound == 100 && relation == .above) else { return nil }
    return "\(plain)%"
  }

  /// The relation and the bound in the shortest form.
  var plain: String { "\(relation.rawValue) \(NumberText.shortest(bound))" }

  package var description: String { "\(relation.rawValue) \(text)" }

  /// Whether it asks for one value and no other.
  package var isEqual: Bool { relation == .equal }

  /// "27" or ">= 20": the shortest form.
  package var shown: String { isEqual ? text : description }

  /// As YAML.
  var resolvedText: String { isEqual ? text : "\"\(self)\"" }

  init(
    _ node: SyntaxNode, of quantity: Quantity = .number, _ decoder: Decoder
  ) throws(Poisoned) {
    let text = try decoder.text(of: node, expecting: quantity.example)
    let written = Self.relations.first { text.hasPrefix($0.rawValue) }
    let rest = text.dropFirst(written?.rawValue.count ?? 0).drop { $0 == " " }
    guard let relation = written ?? (quantity == .count ? .equal : nil),
      let bound = Self.bound(String(rest), quantity)
    else { throw decoder.report(Self.misfit(node, text, quantity, decoder)) }
    self.relation = relation
    self.bound = bound
    self.text = quantity == .number ? "\(bound)" : String(rest)
    span = node.useSpan
  }

  /// Relations as other languages write them, with our word.
  private static let foreign = [("=<", "<="), ("=>", ">="), ("≤", "<="), ("≥", ">="), ("=", "==")]

  /// What is wrong with a comparison, and what it may have been meant to be.
  private static func misfit(
    _ node: SyntaxNode, _ text: String, _ quantity: Quantity, _ decoder: Decoder
  ) -> Diagnostic {
    let finding = decoder.mismatchFinding(node, expecting: quantity.example)
    if let (mark, relation) = foreign.first(where: { text.hasPrefix($0.0) }) {
      return finding.help("the relation is written `\(relation)`, not `\(mark)`")
    }
    let bare = text.drop { "<>= ".contains($0) }
    if let comma = CommaSlip(String(bare), isWhole: quantity == .count) {
      return finding.help(comma.help)
    }
    if quantity == .bytes, bound(String(bare), .bytes) == nil {
      let units = "memory is counted in `B`, `KiB`, `MiB`, `GiB` and `TiB`"
      let digits = bare.prefix { $0.isNumber || $0 == "." || $0 == "_" }
      let unit = ["K", "M", "G", "T"].first {
        bare.dropFirst(digits.count).uppercased().contains($0)
      }
      guard let unit, bound(String(digits), .number) != nil else { return finding.help(units) }
      return finding.help("\(units), as in `\(digits) \(unit)iB`")
    }
    guard bare == text, bound(text, quantity) != nil else { return finding }
    let relation = quantity == .bytes ? "<=" : ">="
    return finding.help("say how it is compared, as in `\"\(relation) \(text)\"`")
  }

  private static func bound(_ text: String, _ quantity: Quantity) -> Double? {
    var (digits, factor) = (text[...], 1.0)
    if quantity == .bytes {
      if let (number, unit) = ByteUnit.split(digits) {
        (digits, factor) = (number, Double(1 << unit.shift))
      } else if text.hasSuffix(" \(ByteUnit.byte.rawValue)") {
        digits = text.dropLast(ByteUnit.byte.rawValue.count)
      }
      while digits.last == " " { digits.removeLast() }
    }
    guard case .number(let number) = NumberText.read(String(digits)) else { return nil }
    guard quantity == .number || number.value >= 0 else { return nil }
    guard quantity != .count || (number.integer ?? .max) < 1 << 53 else { return nil }
    return number.value * factor
  }
}
