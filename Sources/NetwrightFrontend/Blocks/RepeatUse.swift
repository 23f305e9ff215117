import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// `repeat: {times: 12, block: transformer}`: a block several times in a row; with `over` in place of
/// `times` once for each value of some lists.
package struct RepeatUse: Sendable {
  static let keyword = "repeat"
  static let timesKey = Key(
    "times", .optional(ValueType<Int>.integer(1...LayerListDecoder.maximumCount)), default: nil,
    doc: "How often; each has its own weights. This or `over`.")
  static let overKey = Key(
    "over", .optional(.node(RepeatLists.form, form: .named(.list(.text), atLeast: 1))),
    default: nil,
    doc: "Names that parameters may use, with a value for each repetition.")
  static let blockKey = Key(
    "block", .node("a block, alone or with its parameters", form: .section(.blockUse)),
    doc: "The block: its name, or its name and parameters as in `residual: {filters: 16}`.")
  static let indexKey = Key(
    "index", .optional(ValueType<Name>.name), default: nil,
    doc: "A name that parameters may use for the number of the repetition, counted from 1.")
  package static let table = KeyTable(
    "`repeat`", [AnyKey(timesKey), AnyKey(overKey), AnyKey(blockKey), AnyKey(indexKey)])

  let times: Int
  /// Where the spec says how often.
  let timesSpan: Span
  let block: BlockDeclaration
  let index: Name?
  /// The name of the block in the spec.
  let span: Span
  private let lists: RepeatLists?
  private let values: SyntaxNode?
  private let node: SyntaxNode

  init(_ node: SyntaxNode, at place: Span, _ library: BlockLibrary) throws(Poisoned) {
    let decoder = library.decoder
    self.node = node
    if let finding = Self.bareValue(node, library) { throw decoder.report(finding) }
    let keys = try Self.table.decode(node, at: place, decoder)
    let chosen = try? Self.block(try keys.value(Self.blockKey), library)
    (times, lists) = try Self.count(keys, decoder)
    timesSpan = keys.span(Self.timesKey) ?? keys.span(Self.overKey) ?? place
    index = try keys.value(Self.indexKey)
    guard let chosen else { throw Poisoned() }
    (block, span) = (chosen.0, chosen.1)
    let names = (lists?.names ?? []) + (index.map { [$0.text] } ?? [])
    values =
      chosen.2 ?? Self.passed(names, to: block, at: keys.span(Self.blockKey) ?? span, node, decoder)
  }

  /// `{over: {n: [8, 16]}, block: r}`: reports that a block does not get by itself what is repeated
  /// over, and gives it that; `nil` where it needs nothing, or something else.
  private static func passed(
    _ names: [String], to block: BlockDeclaration, at place: Span, _ node: SyntaxNode,
    _ decoder: Decoder
  ) -> SyntaxNode? {
    let needed = block.parameters.filter { $0.fallback == nil }.map(\.name)
    guard !needed.isEmpty, needed.allSatisfy(names.contains) else { return nil }
    let list = needed.map { "`\($0)`" }.joined(separator: ", ")
    let text = "{\(block.name): {\(needed.map { "\($0): \($0)" }.joined(separator: ", "))}}"
    _ = decoder.report(
      Diagnostic("E0102", "the block `\(block.name)` lacks \(list)", at: place)
        .expected(list).found("nothing")
        .help("give it what is repeated over: `block: \(text)`").replacing(place, with: text))
    return node.with(
      entries: needed.map { name in
        SyntaxEntry(key: node.spelled(name, at: place), value: node.spelled(name, at: place))
      })
  }

  /// Whether the repetitions may differ.
  var varies: Bool { index != nil || lists != nil }

  /// Defines what has another value in each repetition.
  ///
  /// - Parameter number: counted from 1.
  func define(_ number: Int, _ decoder: Decoder) throws(Poisoned) {
    try lists?.define(number - 1, decoder)
    guard let index else { return }
    decoder.define(
      index.text, dim: Dim(number), node: node.spelled("\(number)", at: index.span))
  }

  private static func count(
    _ keys: Arguments, _ decoder: Decoder
  ) throws(Poisoned) -> (Int, RepeatLists?) {
    switch (try keys.value(timesKey), try keys.value(overKey)) {
    case (let times?, nil): return (times, nil)
    case (nil, let over?):
      let lists = try RepeatLists(over, decoder)
      return (lists.count, lists)
    case (nil, nil) where keys.hasUnknownKeys: throw Poisoned()
    case (nil, nil):
      throw decoder.report(
        Diagnostic("E0102", "`repeat` lacks `times` or `over`", at: keys.place)
          .expected("one of the two").found("neither").help("add `times: 2`"))
    case (_?, _?):
      throw decoder.report(
        Diagnostic("E0108", "`times` and `over` exclude each other", at: keys.keySpan(overKey))
          .expected("one of the two").found("both")
          .label(keys.keySpan(timesKey), "the other one")
          .help("remove `times`: there is one repetition for each value"))
    }
  }

  /// The arguments of the next repetition, read in the present scope.
  func arguments(_ decoder: Decoder) throws(Poisoned) -> Arguments {
    guard let values else { return block.arguments.decodeEmpty(at: span, decoder) }
    return try block.arguments.decode(values, at: span, decoder)
  }

  /// `repeat: 3`, or a block alone.
  private static func bareValue(_ node: SyntaxNode, _ library: BlockLibrary) -> Diagnostic? {
    guard let scalar = node.scalar, !scalar.isAbsent else { return nil }
    let shown = VisibleText.of(scalar.text, limit: 60)
    let isBlock = library.has(scalar.text)
    let block = isBlock ? scalar.text : library.names.first ?? "name"
    return Diagnostic(
      "E0103", "expected a mapping for `repeat`, found `\(shown)`", at: node.useSpan
    )
    .expected("a mapping for `repeat`").found("`\(shown)`")
    .help(
      "say how often and what: `repeat: {times: \(isBlock ? "2" : shown), block: \(block)}`")
  }

  /// The block, the place of its name, and the mapping of its arguments.
  private static func block(
    _ node: SyntaxNode, _ library: BlockLibrary
  ) throws(Poisoned) -> (BlockDeclaration, Span, SyntaxNode?) {
    let decoder = library.decoder
    let entries = node.mapping ?? []
    guard node.mapping == nil || entries.count == 1 else {
      throw decoder.report(
        Diagnostic("E0109", "expected one block, found \(entries.count)", at: node.useSpan)
          .expected("the name of a block, or one name with its parameters")
          .found("\(entries.count) keys").help("join them in a block of their own"))
    }
    let named = entries.first?.key ?? node
    let name = try decoder.text(of: named, expecting: "a block")
    let value = entries.first?.value
    let arguments = value?.scalar?.isAbsent == true ? nil : value
    guard library.has(name) else {
      guard layerIndex[name] == nil else {
        throw decoder.report(
          Diagnostic("E0107", "`\(name)` is a layer, not a block", at: named.useSpan)
            .expected("a block").found("the layer `\(name)`")
            .help("declare a block that holds the layer, and repeat the block"))
      }
      guard !decoder.lacksBlocks else { throw Poisoned() }
      let word = try decoder.choice(
        name, at: named.useSpan, expecting: "a block", among: library.names)
      return (try library.declaration(of: word), named.useSpan, arguments)
    }
    return (try library.declaration(of: name), named.useSpan, arguments)
  }
}
