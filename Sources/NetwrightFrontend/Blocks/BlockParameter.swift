import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// A parameter of a block: `filters: integer`, `stride: 1`, `activation: word = relu`.
struct BlockParameter: Sendable {
  let name: String
  /// Where it is declared.
  let span: Span
  let kind: BlockParameterKind
  /// Read anew at each use, since it may name dimensions and parameters before it.
  let fallback: SyntaxNode?

  /// The key of the parameter in a use; `nil` stands for the default.
  var key: Key<BlockArgument?> {
    let type = ValueType<BlockArgument?>.optional(.argument(kind))
    let doc = "A parameter of the block."
    return fallback == nil
      ? Key(name, type, doc: doc) : Key(name, type, default: nil, doc: doc)
  }

  /// How parameters are declared, in EBNF.
  static let grammar = """
    parameter ::= kind | default | kind "=" default
    kind      ::= \(BlockParameterKind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " | "))
    default   ::= size | number | "true" | "false" | name
    """

  static let form = "a default value, or \(BlockParameterKind.list)"

  /// - Parameter earlier: the parameters before it, which a default may name.
  init(
    _ entry: SyntaxEntry, after earlier: [BlockParameter], _ decoder: Decoder
  ) throws(Poisoned) {
    name = entry.name
    span = entry.key.useSpan
    try decoder.requireIdentifier(name, at: entry.key.useSpan)
    guard decoder.solver.constraints[name] == nil else {
      throw decoder.report(
        Diagnostic("E0206", "the name `\(name)` is reserved", at: entry.key.useSpan)
          .expected("any other name").found("`\(name)`")
          .note("`\(name)` is a size that may vary, wherever it stands"))
    }
    let text = try decoder.text(of: entry.value, expecting: Self.form)
    if let kind = BlockParameterKind(rawValue: text) {
      (self.kind, fallback) = (kind, nil)
    } else if let (kind, start) = Self.declaration(text) {
      let rest = String(decoding: text.utf8.dropFirst(start), as: UTF8.self)
      let place = entry.value.place(ofByte: start, length: rest.utf8.count)
      (self.kind, fallback) = (kind, entry.value.spelled(rest, at: place))
    } else {
      kind = try Self.kind(ofDefault: text, entry, after: earlier, decoder)
      fallback = entry.value
    }
  }

  /// Reads `word = relu`: the kind, and the byte at which the default begins.
  private static func declaration(_ text: String) -> (BlockParameterKind, start: Int)? {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let word = text[..<equals].split(separator: " ")
    guard word.count == 1, let kind = BlockParameterKind(rawValue: String(word[0])) else {
      return nil
    }
    let rest = text[text.utf8.index(after: equals)...].drop { $0 == " " }
    return (kind, text.utf8.distance(from: text.utf8.startIndex, to: rest.startIndex))
  }

  /// The kind that a default alone tells.
  private static func kind(
    ofDefault text: String, _ entry: SyntaxEntry, after earlier: [BlockParameter],
    _ decoder: Decoder
  ) throws(Poisoned) -> BlockParameterKind {
    if text == "true" || text == "false" { return .flag }
    if case .number(let number) = NumberText.read(text) {
      return number.integer == nil ? .number : .integer
    }
    let isKnown = decoder.dims[text] != nil || earlier.contains { $0.name == text }
    // It may be a dimension that could not be read.
    if Identifier.isValid(text), !isKnown, decoder.lacksDims { throw Poisoned() }
    guard !Identifier.isValid(text) || isKnown else {
      let kinds = BlockParameterKind.allCases.map(\.rawValue)
      let near = nearNames(of: text, among: kinds)
      throw decoder.report(
        decoder.mismatchFinding(entry.value, expecting: Self.form)
          .help(
            didYouMean(text, among: kinds)
              ?? "a word as the default is written `\(entry.name): word = \(text)`"
          ).replacing(
            near.count == 1 ? entry.value.useSpan : nil, with: near.first ?? "",
            isExample: true))
    }
    return .integer
  }
}
