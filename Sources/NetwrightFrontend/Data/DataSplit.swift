import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// How rows are divided, as fractions of the whole.
package struct DataSplit: Hashable, Sendable {
  static let trainKey = Key(
    "train", .number(.fraction), doc: "Share of the rows to train with, as in 80%.")
  static let validationKey = Key(
    "validation", .number(.fraction), default: 0, doc: "Share to watch training with.")
  static let testKey = Key(
    "test", .number(.fraction), default: 0,
    doc: "Share to test with; not where the source has test files.")
  static let stratifyKey = Key(
    "stratify", .optional(ValueType<Name>.name), default: nil,
    doc: "A class or category field whose proportions every part keeps.")
  static let seedKey = Key(
    "seed", .integer(0...(1 << 62)), default: 0, doc: "Seed of the division.")
  package static let table = KeyTable(
    "`split`",
    [
      AnyKey(trainKey), AnyKey(validationKey), AnyKey(testKey), AnyKey(stratifyKey),
      AnyKey(seedKey),
    ])

  package let train: Double
  package let validation: Double
  package let test: Double
  package let stratify: String?
  package let seed: Int

  init(
    _ node: SyntaxNode?, fields: DataFields, hasTestFiles: Bool, at place: Span,
    _ decoder: Decoder
  ) throws(Poisoned) {
    guard let node else {
      (train, validation, test, stratify, seed) = (1, 0, 0, nil, 0)
      return
    }
    let arguments = try Self.table.decode(Self.shares(node, decoder), at: place, decoder)
    let field = arguments.optional(Self.stratifyKey)
    let isSound = field.map { (try? Self.requireClasses($0, fields, decoder)) != nil } ?? true
    stratify = field?.text
    train = try arguments.value(Self.trainKey)
    validation = try arguments.value(Self.validationKey)
    test = try arguments.value(Self.testKey)
    seed = try arguments.value(Self.seedKey)
    let sum = train + validation + test
    guard abs(sum - 1) < 1e-9, train > 0 else {
      // A misspelt part has been reported.
      if arguments.hasUnknownKeys { throw Poisoned() }
      let rounded = (sum * 1_000_000).rounded() / 10_000
      let percent = NumberText.shortest(rounded)
      throw decoder.report(
        Diagnostic("E0555", "the parts of the split add up to \(percent)%", at: place)
          .expected("100%, with a `train` above 0").found("\(percent)%"))
    }
    if hasTestFiles, test > 0 {
      throw decoder.report(
        Diagnostic(
          "E0555", "the test split has files of its own",
          at: arguments.keySpan(Self.testKey) ?? place
        ).expected("`train` and `validation` only").found("`test`")
          .help("remove `test` here, or the test files of the source"))
    }
    _ = try arguments.value(Self.stratifyKey)
    if !isSound { throw Poisoned() }
  }

  /// `split: 80/20`: reports shares without their keys.
  private static func shares(_ node: SyntaxNode, _ decoder: Decoder) -> SyntaxNode {
    let texts =
      node.sequence?.map { $0.scalar?.text ?? "" }
      ?? (node.scalar?.text ?? "").split { "/:,; ".contains($0) }.map(String.init)
    guard (2...3).contains(texts.count) else { return node }
    var shares: [Double] = []
    for text in texts {
      guard case .number(let number) = NumberText.read(text) else { return node }
      shares.append(number.value)
    }
    let sum = shares.reduce(0, +)
    let isPercent = abs(sum - 100) < 1e-9
    guard isPercent || abs(sum - 1) < 1e-9 else { return node }
    let names = texts.count == 3 ? ["train", "validation", "test"] : ["train", "test"]
    let values = texts.map { isPercent && !$0.hasSuffix("%") ? "\($0)%" : $0 }
    let text = "{\(zip(names, values).map { "\($0): \($1)" }.joined(separator: ", "))}"
    let found = "`\(VisibleText.of(node.useSpan.text, limit: 60))`"
    let isShort = node.aliasSpan == nil && !node.span.text.hasPrefix("-")
    _ = decoder.report(
      Diagnostic("E0103", "expected a mapping for `split`, found \(found)", at: node.useSpan)
        .expected("a mapping for `split`").found(found).help("name each share: `\(text)`")
        .replacing(isShort ? node.span : nil, with: text, isExample: texts.count == 2))
    return node.with(
      entries: zip(names, values).map {
        SyntaxEntry(key: node.spelled($0), value: node.spelled($1))
      })
  }

  private static func requireClasses(
    _ name: Name, _ fields: DataFields, _ decoder: Decoder
  ) throws(Poisoned) {
    let admitted = fields.fields.filter(\.isDiscrete).map(\.name)
    guard !admitted.contains(name.text), !fields.mayHave(name.text) else { return }
    let near = nearNames(of: name.text, among: admitted)
    throw decoder.report(
      Diagnostic("E0556", "cannot stratify by `\(name.text)`", at: name.span)
        .expected("a class or category field").found("`\(name.text)`")
        .help(
          didYouMean(name.text, among: admitted)
            ?? "such fields are: \(admitted.isEmpty ? "none" : admitted.joined(separator: ", "))"
        ).replacing(near.count == 1 ? name.span : nil, with: near.first ?? ""))
  }

  var resolvedText: String {
    var parts = ["train: \(train)", "validation: \(validation)", "test: \(test)"]
    if let stratify { parts.append("stratify: \(stratify)") }
    parts.append("seed: \(seed)")
    return "{\(parts.joined(separator: ", "))}"
  }
}
