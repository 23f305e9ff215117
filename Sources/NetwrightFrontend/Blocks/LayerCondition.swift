import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// `when: stride != 1 and not frozen`: whether a layer is there at all, decided where its block is
/// read.
///
/// Limits: 4,096 bytes, `not` and parentheses 64 deep.
struct LayerCondition {
  static let form = "a condition such as `stride != 1` or `not bias`"
  /// What conditions are, in EBNF; the test of the notation has sentences of it read.
  static let grammar = """
    condition ::= conjunct ("or" conjunct)*
    conjunct  ::= negated ("and" negated)*
    negated   ::= "not" negated | "(" condition ")" | claim
    claim     ::= value relation value | flag
    value     ::= decimal | size
    relation  ::= \(Relation.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " | "))
    flag      ::= "true" | "false" | name
    """
  static let maximumLength = TextLimits.bytes
  static let maximumDepth = 64

  private let node: SyntaxNode
  private let decoder: Decoder
  private let tokens: [ConditionToken]
  private var next = 0

  /// Whether the condition holds; throws where it cannot be read or decided, which is reported.
  static func holds(_ node: SyntaxNode, _ decoder: Decoder) throws(Poisoned) -> Bool {
    var condition = try LayerCondition(node, decoder)
    let value = try condition.disjunction(depth: 0)
    guard condition.next == condition.tokens.count else {
      throw condition.expected("`and`, `or`, a comparison or the end")
    }
    return value
  }

  private init(_ node: SyntaxNode, _ decoder: Decoder) throws(Poisoned) {
    self.node = node
    self.decoder = decoder
    let text = try decoder.text(of: node, expecting: Self.form)
    guard text.utf8.count <= Self.maximumLength else {
      throw decoder.report(
        Diagnostic("E0204", "the condition is too long", at: node.useSpan)
          .expected("at most \(Self.maximumLength) bytes").found("\(text.utf8.count)"))
    }
    tokens = ConditionToken.all(in: text)
  }

  // MARK: Logic

  private mutating func disjunction(depth: Int) throws(Poisoned) -> Bool {
    var value = try conjunction(depth: depth)
    while take(.word("or")) {
      let other = try conjunction(depth: depth)
      value = value || other
    }
    return value
  }

  private mutating func conjunction(depth: Int) throws(Poisoned) -> Bool {
    var value = try negation(depth: depth)
    while take(.word("and")) {
      let other = try negation(depth: depth)
      value = value && other
    }
    return value
  }

  private mutating func negation(depth: Int) throws(Poisoned) -> Bool {
    guard depth < Self.maximumDepth else {
      throw decoder.report(
        Diagnostic("E0204", "the condition is nested too deep", at: place(next..<next + 1))
          .expected("at most \(Self.maximumDepth) levels of `not` and parentheses"))
    }
    if take(.word("not")) { return try !negation(depth: depth + 1) }
    guard isGroup else { return try comparison() }
    next += 1
    let value = try disjunction(depth: depth + 1)
    guard take(.close) else { throw expected("`)`") }
    return value
  }

  /// Whether a parenthesis opens that holds a condition, and not a size.
  private var isGroup: Bool {
    guard next < tokens.count, tokens[next].kind == .open else { return false }
    var depth = 0
    for token in tokens[next...] {
      switch token.kind {
      case .open: depth += 1
      case .close: depth -= 1
      case .relation, .foreign, .word("and"), .word("or"), .word("not"): return true
      case .word, .other, .assignment: continue
      }
      if depth == 0 { return false }
    }
    return false
  }

  private mutating func comparison() throws(Poisoned) -> Bool {
    let left = try operand()
    if next < tokens.count, tokens[next].kind == .assignment { throw expected("`==`") }
    guard next < tokens.count, case .relation(let relation) = tokens[next].kind else {
      if case .flag(let value) = left.value { return value }
      throw decoder.report(
        Diagnostic(
          "E0104", "`\(left.text)` is \(left.value.kind), not a condition", at: left.span
        ).expected("a comparison or a flag").found("`\(left.text)`")
          .help("compare it, as in `\(left.text) == …`"))
    }
    next += 1
    let right = try operand()
    if let value = left.value.compared(relation, with: right.value) { return value }
    // A word that is no name is reported as a size that there is not; a misspelt one is compared as
    // what it is mended to.
    let (first, second) = (try sized(left), try sized(right))
    if let value = first.compared(relation, with: second) { return value }
    throw decoder.report(
      Diagnostic(
        "E0104",
        "cannot compare \(left.value.kind) with \(right.value.kind) by `\(relation.rawValue)`",
        at: left.span.joined(with: right.span)
      ).expected("two numbers, or two flags or words with `==` or `!=`")
        .found("`\(left.text)` and `\(right.text)`"))
  }

  // MARK: Operands

  private struct Operand {
    let value: ConditionValue
    let text: String
    let span: Span
    let node: SyntaxNode
  }

  private mutating func operand() throws(Poisoned) -> Operand {
    let start = next
    var depth = 0
    scan: while next < tokens.count {
      switch tokens[next].kind {
      case .open: depth += 1
      case .close where depth == 0: break scan
      case .close: depth -= 1
      case .relation, .assignment, .foreign, .word("and"), .word("or"), .word("not"): break scan
      case .word, .other: break
      }
      next += 1
    }
    guard next > start else { throw expected("a name or a number") }
    let text = ConditionToken.text(of: tokens[start..<next], in: node.scalar?.text ?? "")
    let span = place(start..<next)
    let part = node.spelled(text, at: span)
    var word: String?
    if next == start + 1, case .word(let name) = tokens[start].kind { word = name }
    return Operand(value: try value(of: part, text, word: word), text: text, span: span, node: part)
  }

  /// - Parameter word: the text where it is a name alone.
  private func value(
    of part: SyntaxNode, _ text: String, word: String?
  ) throws(Poisoned) -> ConditionValue {
    if let word, decoder.isPoisoned(parameter: word) { throw Poisoned() }
    if let word, decoder.scope.dims[word] == nil,
      let parameter = decoder.scope.nodes[word]?.scalar?.text
    {
      if parameter == "true" || parameter == "false" { return .flag(parameter == "true") }
      if case .number(let number) = NumberText.read(parameter) { return .number(number.value) }
      return .word(parameter)
    }
    if let word, decoder.dims[word] == nil {
      return word == "true" || word == "false" ? .flag(word == "true") : .literal(word)
    }
    if case .number(let number) = NumberText.read(text), number.integer == nil {
      return .number(number.value)
    }
    return .integer(try size(part))
  }

  private func sized(_ operand: Operand) throws(Poisoned) -> ConditionValue {
    guard case .literal = operand.value else { return operand.value }
    return .integer(try size(operand.node))
  }

  private func size(_ part: SyntaxNode) throws(Poisoned) -> Int {
    let dim = try decoder.dim(part, expecting: "a whole number")
    if let value = dim.constant { return value }
    let symbols = dim.symbols.map { "`\($0)`" }.joined(separator: ", ")
    throw decoder.report(
      Diagnostic("E0205", "whether the layer is there depends on \(symbols)", at: part.span)
        .expected("a whole number").found("`\(dim)`")
        .help("layers are decided on before sizes that vary are known"))
  }

  // MARK: Tokens

  private mutating func take(_ kind: ConditionToken.Kind) -> Bool {
    guard next < tokens.count, tokens[next].kind == kind else { return false }
    next += 1
    return true
  }

  private func expected(_ what: String) -> Poisoned {
    let place = place(next..<next + 1)
    let found = next < tokens.count ? place.text : ""
    var (what, replacement) = (what, String?.none)
    if next < tokens.count, case .foreign(let word) = tokens[next].kind {
      what = "`\(word)`"
      // The whole condition is marked where its spelling differs from its text.
      let isExact = found.utf8.count == tokens[next].end - tokens[next].start
      replacement = isExact ? word == "not" ? "not " : word : nil
    }
    return decoder.report(
      Diagnostic("E0203", "cannot read the condition: expected \(what)", at: place)
        .expected(what).found(found.isEmpty ? "the end" : "`\(VisibleText.of(found, limit: 20))`")
        .note("conditions are flags and comparisons, joined by `and`, `or` and `not`")
        .replacing(replacement == nil ? nil : place, with: replacement ?? ""))
  }

  /// The place of some tokens; the end of the text where there are none.
  private func place(_ range: Range<Int>) -> Span {
    guard range.lowerBound < tokens.count else {
      let end = node.scalar?.text.utf8.count ?? 0
      return node.place(ofByte: end, length: 1)
    }
    let start = tokens[range.lowerBound].start
    let end = tokens[min(range.upperBound, tokens.count) - 1].end
    return node.place(ofByte: start, length: end - start)
  }
}
