import NetwrightDiagnostics
import NetwrightSyntax

/// A number with a comma in it: `0,0005` for `0.0005`, or `1,000` for `1_000`.
package struct CommaSlip {
  /// The number as it is written here.
  package let text: String
  package let help: String
  /// Whether it can mean nothing else.
  package let isSure: Bool

  /// `nil` for what is no number, whatever becomes of its comma.
  ///
  /// - Parameter isWhole: whether no fraction can stand there.
  package init?(_ written: String, isWhole: Bool = false) {
    let parts = written.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count > 1, written.utf8.count <= 30, let first = parts.first else { return nil }
    let isGrouped =
      first != "0"
      && parts.dropFirst().allSatisfy { $0.utf8.count == 3 && $0.allSatisfy(\.isNumber) }
    let joined = parts.joined(separator: isGrouped ? "_" : ".")
    guard isGrouped || (parts.count == 2 && !isWhole), NumberText.read(joined) != .notANumber else {
      return nil
    }
    text = joined
    isSure = first == "0"
    help =
      isGrouped
      ? "numbers have no commas: thousands are written `\(joined)`"
      : "numbers have a point, not a comma: `\(joined)`"
  }
}

extension ValueForm {
  /// Whether a fraction may stand here, as far as is known.
  var takesFractions: Bool {
    switch self {
    case .any, .number, .text: true
    case .oneOf(let forms): forms.contains(where: \.takesFractions)
    default: false
    }
  }

  /// Whether a list may stand here.
  var takesList: Bool {
    switch self {
    case .list, .tuple: true
    case .oneOf(let forms): forms.contains(where: \.takesList)
    default: false
    }
  }
}

extension SyntaxNode {
  /// Where a scalar stands as it is read, without quotes and not by way of an alias.
  package var plainSpan: Span? {
    useSpan == span && span.text == scalar?.text ? span : nil
  }
}
