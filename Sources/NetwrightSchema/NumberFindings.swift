import NetwrightDiagnostics
import NetwrightSyntax

/// What is said of a number that is none, or beyond what is admitted.
extension Decoder {
  /// The least number that is surely a share in percent where a fraction is asked for.
  private static let leastPercent = 10.0

  /// Reports a number outside of its range. A share in percent without its sign, as in `dropout: 20`,
  /// is read as what it is mended to.
  func outside(
    _ range: NumberRange, _ value: Double, _ node: SyntaxNode, writtenAs written: SyntaxNode
  ) throws(Poisoned) -> Double {
    let share = value / 100
    let text = node.scalar?.text ?? ""
    let isShare = range.isFraction && value > 1 && value.rounded() == value && range.contains(share)
    guard isShare, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw outOfRange(node, expecting: range.name, writtenAs: written)
    }
    let isSure = value >= Self.leastPercent
    let place = node.useSpan == node.span && node.span.text == text ? node.span : nil
    let finding = outOfRangeFinding(node, expecting: range.name).written(written, for: node)
      .help("a share of \(text) in a hundred is written `\(text)%`")
      .replacing(place, with: "\(text)%", isExample: !isSure)
    let poisoned = report(finding)
    guard isSure else { throw poisoned }
    return share
  }

  /// Reports a text that is no number.
  func noNumber(
    _ node: SyntaxNode, expecting expected: String, writtenAs written: SyntaxNode
  ) -> Poisoned {
    let text = node.scalar?.text ?? ""
    var plain = ""
    for scalar in text.unicodeScalars {
      plain.unicodeScalars.append(Self.dashes.contains(scalar) ? "-" : scalar)
    }
    let isDash = plain != text && NumberText.read(plain) != .notANumber
    if let comma = CommaSlip(text) {
      return report(
        mismatchFinding(node, expecting: expected).written(written, for: node).help(comma.help)
          .replacing(node.plainSpan, with: comma.text, isExample: !comma.isSure))
    }
    let place = node.useSpan == node.span && node.span.text == text ? node.span : nil
    return report(
      mismatchFinding(node, expecting: expected).written(written, for: node)
        .help(isDash ? "a minus is written `-`; here stands another dash" : nil)
        .replacing(isDash ? place : nil, with: plain))
  }

  /// Hyphen, figure dash, en dash, em dash, minus, small and wide minus.
  private static let dashes: Set<Unicode.Scalar> = [
    "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}", "\u{FE63}", "\u{FF0D}",
  ]
}
