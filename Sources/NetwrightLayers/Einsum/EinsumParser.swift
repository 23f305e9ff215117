import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Reads the equation of an `einsum` layer and holds it against the rules of `EinsumEquation`.
///
/// Limits: 4,096 bytes of text, and those of `EinsumEquation`.
struct EinsumParser {
  static let maximumLength = TextLimits.bytes

  private struct Word {
    let text: String
    let offset: Int
  }

  private struct Term {
    var words: [Word] = []
    let start: Int
    var end = 0
  }

  private let node: SyntaxNode
  private let decoder: Decoder
  private let expected: String
  private var scanner: TextScanner

  static func read(
    _ node: SyntaxNode, _ decoder: Decoder, expecting expected: String
  ) throws(Poisoned) -> EinsumEquation {
    let text = try decoder.text(of: node, expecting: expected)
    guard text.utf8.count <= maximumLength else {
      throw decoder.report(
        Diagnostic("E0204", "the equation is too long", at: node.useSpan)
          .expected("at most \(maximumLength) bytes").found("\(text.utf8.count) bytes"))
    }
    var parser = EinsumParser(
      node: node, decoder: decoder, expected: expected, scanner: TextScanner(text))
    return try parser.equation()
  }

  private mutating func equation() throws(Poisoned) -> EinsumEquation {
    var terms: [Term] = []
    repeat {
      guard terms.count < EinsumEquation.maximumOperands else {
        throw tooLarge("at most \(EinsumEquation.maximumOperands) operands", at: scanner.offset)
      }
      terms.append(try term())
    } while scanner.take(",")
    guard scanner.take("->") else {
      throw syntax(scanner.atEnd ? "`->` and the axes of the result" : "an axis, `,` or `->`")
    }
    let result = try term()
    guard scanner.atEnd else { throw syntax("an axis or the end") }
    let isCompact = (terms + [result]).allSatisfy { $0.words.count <= 1 }
    var operands: [[EinsumEquation.Axis]] = []
    for term in terms { operands.append(try axes(of: term, isCompact: isCompact)) }
    let equation = EinsumEquation(
      operands: operands, result: try axes(of: result, isCompact: isCompact),
      operandSpans: terms.map(span), isCompact: isCompact)
    try requireKnown(equation)
    return equation
  }

  private mutating func term() throws(Poisoned) -> Term {
    scanner.skipSpaces()
    var term = Term(start: scanner.offset)
    term.end = term.start
    while let word = scanner.identifier() {
      term.words.append(Word(text: word, offset: scanner.offset - word.utf8.count))
      term.end = scanner.offset
      guard term.words.count <= EinsumEquation.maximumAxes else {
        throw tooLarge("at most \(EinsumEquation.maximumAxes) axes", at: term.start)
      }
    }
    scanner.skipSpaces()
    guard scanner.peek != UInt8(ascii: ".") else {
      throw syntax("the names of all axes; `...` stands for none")
    }
    return term
  }

  // MARK: Axes

  private func axes(
    of term: Term, isCompact: Bool
  ) throws(Poisoned) -> [EinsumEquation.Axis] {
    var words = term.words
    if isCompact, let word = words.first {
      guard word.text.utf8.allSatisfy({ (65...90).contains($0 & 0xDF) }) else {
        throw decoder.report(
          Diagnostic(
            "E0203", "expected letters, found `\(shown(word.text))`", at: span(word)
          ).expected("one letter for each axis").found("`\(shown(word.text))`")
            .help(compactHelp(true)))
      }
      words = word.text.utf8.enumerated().map { place, byte in
        Word(text: String(Unicode.Scalar(byte)), offset: word.offset + place)
      }
    }
    guard words.count <= EinsumEquation.maximumAxes else {
      throw tooLarge("at most \(EinsumEquation.maximumAxes) axes", at: term.start)
    }
    var axes: [EinsumEquation.Axis] = []
    for word in words {
      let place = span(word)
      if let first = axes.first(where: { $0.name == word.text }) {
        throw decoder.report(
          Diagnostic("E0330", "the axis `\(word.text)` stands twice in one term", at: place)
            .expected("different axes").found("`\(word.text)` twice")
            .label(first.span, "the first one")
            .note("the diagonal of a tensor is not offered")
            .help(compactHelp(isCompact) ?? "give the two axes different names"))
      }
      axes.append(EinsumEquation.Axis(name: word.text, span: place))
    }
    return axes
  }

  /// Axes of the result are axes of an operand, and all axes together are few.
  private func requireKnown(_ equation: EinsumEquation) throws(Poisoned) {
    var known: [String] = []
    for axis in equation.operands.joined() where !known.contains(axis.name) {
      known.append(axis.name)
    }
    guard known.count <= EinsumEquation.maximumAxes else {
      throw tooLarge("at most \(EinsumEquation.maximumAxes) different axes", at: 0)
    }
    for axis in equation.result where !known.contains(axis.name) {
      let list = known.map { "`\($0)`" }.joined(separator: ", ")
      let taken = equation.result.map(\.name)
      let free = known.filter { !taken.contains($0) }
      let near = nearNames(of: axis.name, among: free)
      throw decoder.report(
        Diagnostic("E0330", "no operand has the axis `\(shown(axis.name))`", at: axis.span)
          .expected(known.isEmpty ? "no axes" : "axes of the operands: \(list)")
          .found("`\(shown(axis.name))`")
          .help(
            didYouMean(axis.name, among: free) ?? equation.lettersHelp(for: axis)
              ?? compactHelp(equation.isCompact)
          ).replacing(near.count == 1 ? axis.span : nil, with: near.first ?? ""))
    }
  }

  // MARK: Findings

  private func compactHelp(_ isCompact: Bool) -> String? {
    isCompact ? "without spaces each letter is an axis; write spaces between names" : nil
  }

  private func shown(_ name: String) -> String { VisibleText.of(name, limit: 60) }
  private func span(_ word: Word) -> Span {
    node.place(ofByte: word.offset, length: word.text.utf8.count)
  }
  private func span(_ term: Term) -> Span {
    node.place(ofByte: term.start, length: max(1, term.end - term.start))
  }

  private func syntax(_ wanted: String) -> Poisoned {
    let text = VisibleText.of(node.scalar?.text ?? "", limit: 60)
    let rest = VisibleText.of(
      String(decoding: scanner.bytes.dropFirst(scanner.offset).prefix(20), as: UTF8.self),
      limit: 20)
    return decoder.report(
      Diagnostic(
        "E0203", "cannot read `\(text)`: expected \(wanted)",
        at: node.place(ofByte: scanner.offset, length: 1)
      ).expected(wanted).found(rest.isEmpty ? "the end" : "`\(rest)`")
        .note("\(expected) stands here"))
  }

  private func tooLarge(_ limit: String, at offset: Int) -> Poisoned {
    decoder.report(
      Diagnostic(
        "E0204", "the equation is too large", at: node.place(ofByte: offset, length: 1)
      ).expected(limit).found("more"))
  }
}
