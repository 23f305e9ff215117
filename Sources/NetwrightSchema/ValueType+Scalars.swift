import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// A name in a spec with its place.
package struct Name: Hashable, Sendable {
  package let text: String
  package let span: Span
  package init(text: String, span: Span) {
    self.text = text
    self.span = span
  }
}

extension ValueType where Value == Int {
  /// A whole number: a literal, or an expression over dimensions that have a value.
  package static func integer(_ range: ClosedRange<Int>) -> ValueType {
    let name: String
    if range.upperBound == .max {
      name = range.lowerBound == .min ? "a whole number" : "a whole number from \(range.lowerBound)"
    } else {
      name = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }
    return ValueType(name, form: .integer(range)) { (node, decoder) throws(Poisoned) in
      let dim = try decoder.dim(node, expecting: name)
      guard let value = dim.constant else {
        throw decoder.varies(node, expecting: name, value: dim)
      }
      guard range.contains(value) else {
        throw decoder.outOfRange(node, expecting: name, value: dim)
      }
      return value
    } text: {
      "\($0)"
    }
  }

  /// A size of at least 1.
  package static var size: ValueType { integer(1...Int.max) }
}

extension ValueType where Value == Dim {
  /// A size of at least 1, which may vary.
  package static var varyingSize: ValueType {
    let name = "a size from 1"
    return ValueType(name) { (node, decoder) throws(Poisoned) in
      let dim = try decoder.dim(node, expecting: name)
      try decoder.require(.atLeast(dim, 1), at: node) {
        decoder.outOfRange(node, expecting: name, value: dim)
      }
      return dim
    } text: {
      $0.description
    }
  }
}

/// Which numbers are admitted; bounds may be excluded.
package struct NumberRange: Hashable, Sendable {
  package let name: String
  let lower: Double
  let upper: Double
  let excludesLower: Bool
  let excludesUpper: Bool

  package static let any = NumberRange("a number", -.infinity, .infinity)
  package static let positive = NumberRange("a number above 0", 0, .infinity, excludesLower: true)
  package static let nonNegative = NumberRange("a number from 0", 0, .infinity)
  package static let fraction = NumberRange("a fraction from 0 to 1, as in 0.2 or 20%", 0, 1)
  package static let belowOne = NumberRange(
    "a fraction from 0 to less than 1, as in 0.2 or 20%", 0, 1, excludesUpper: true)

  init(
    _ name: String, _ lower: Double, _ upper: Double, excludesLower: Bool = false,
    excludesUpper: Bool = false
  ) {
    self.name = name
    self.lower = lower
    self.upper = upper
    self.excludesLower = excludesLower
    self.excludesUpper = excludesUpper
  }

  /// Whether shares are meant.
  var isFraction: Bool { self == .fraction || self == .belowOne }

  package func contains(_ value: Double) -> Bool {
    (excludesLower ? value > lower : value >= lower)
      && (excludesUpper ? value < upper : value <= upper)
  }
}

extension ValueType where Value == Double {
  package static func number(_ range: NumberRange) -> ValueType {
    ValueType(range.name, form: .number(range)) { (written, decoder) throws(Poisoned) in
      let node = try decoder.resolved(written)
      let text = try decoder.text(of: node, expecting: range.name)
      switch NumberText.read(text) {
      case .number(let number):
        if range.contains(number.value) { return number.value }
        return try decoder.outside(range, number.value, node, writtenAs: written)
      case .unrepresentable: throw decoder.unrepresentable(node, expecting: range.name)
      case .notANumber:
        throw decoder.noNumber(node, expecting: range.name, writtenAs: written)
      }
    } text: {
      $0.description
    }
  }
}

extension ValueType where Value == Bool {
  package static var flag: ValueType {
    ValueType("`true` or `false`", form: .flag) { (written, decoder) throws(Poisoned) in
      let node = try decoder.resolved(written)
      switch try decoder.text(of: node, expecting: "`true` or `false`") {
      case "true": return true
      case "false": return false
      case "yes", "on", "True", "TRUE":
        throw decoder.mismatch(
          node, expecting: "`true` or `false`", help: "YAML 1.2 writes `true`",
          writtenAs: written)
      case "no", "off", "False", "FALSE", "none", "None":
        throw decoder.mismatch(
          node, expecting: "`true` or `false`", help: "YAML 1.2 writes `false`",
          writtenAs: written)
      default:
        throw decoder.mismatch(node, expecting: "`true` or `false`", writtenAs: written)
      }
    } text: {
      $0 ? "true" : "false"
    }
  }
}

extension ValueType where Value == String {
  /// Free text; it never becomes a name.
  package static var text: ValueType {
    ValueType("a text", form: .text) { (node, decoder) throws(Poisoned) in
      try decoder.text(of: node, expecting: "a text")
    } text: {
      QuotedText.of($0)
    }
  }
}

extension ValueType where Value == Name {
  /// A name that is defined or used here.
  package static var name: ValueType {
    ValueType("a name", form: .name) { (node, decoder) throws(Poisoned) in
      let text = try decoder.text(of: node, expecting: "a name")
      return Name(text: try decoder.identifier(text, at: node.useSpan), span: node.useSpan)
    } text: {
      $0.text
    }
  }
}

extension Decoder {
  /// A name that must stand here; one with dashes, or a digit in front, is reported and read as
  /// what it is mended to, so that its uses find it.
  func identifier(_ text: String, at span: Span) throws(Poisoned) -> String {
    do throws(Poisoned) { try requireIdentifier(text, at: span) } catch {
      // A number is none, and more than dashes would be a guess.
      let isNearly =
        text.utf8.count < 60 && text.allSatisfy { $0 == "-" || Identifier.isValid("_\($0)") }
      guard isNearly, text.contains(where: \.isLetter) else { throw error }
      return Identifier.repaired(text)
    }
    return text
  }

  package func requireIdentifier(
    _ text: String, at span: Span, dashes: Bool = false
  ) throws(Poisoned) {
    guard !Identifier.isValid(text, dashes: dashes) else { return }
    let shown = VisibleText.of(text, limit: 60)
    throw report(
      Diagnostic("E0106", "`\(shown)` is not a name", at: span)
        .expected(Identifier.rule).found("`\(shown)`")
        .replacing(span, with: Identifier.repaired(text)))
  }
}

extension ValueType where Value == SyntaxNode {
  /// Any value, read later by the section that owns it.
  ///
  /// - Parameter form: `.section` of the definition that the section gives in `SpecSchema`.
  package static func node(_ name: String, form: ValueForm = .any) -> ValueType {
    ValueType(name, form: form) { (node, _) in
      node
    } text: { _ in
      ""
    }
  }
}
