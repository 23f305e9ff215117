import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// `over: {filters: [64, 128], stride: [1, 2]}`: names that have another value in each repetition.
struct RepeatLists: Sendable {
  private struct List: Sendable {
    let name: Name
    let values: [SyntaxNode]
    let span: Span
  }

  static let form = "a mapping of names to lists of equal length"
  private let lists: [List]
  /// How often the block is repeated.
  let count: Int

  init(_ node: SyntaxNode, _ decoder: Decoder) throws(Poisoned) {
    var lists: [List] = []
    for entry in try decoder.mapping(of: node, expecting: Self.form) {
      let span = entry.key.useSpan
      try decoder.requireIdentifier(entry.name, at: span)
      let values = try decoder.sequence(of: entry.value, expecting: "a list of values")
      let list = List(
        name: Name(text: entry.name, span: span), values: values, span: entry.value.useSpan)
      if let first = lists.first, first.values.count != values.count {
        throw decoder.report(
          Diagnostic(
            "E0109",
            "`\(first.name.text)` has \(counted(first.values.count, "value")), `\(entry.name)` "
              + "\(values.count)", at: list.span
          ).expected("lists of equal length").found(counted(values.count, "value"))
            .label(first.span, counted(first.values.count, "value")))
      }
      lists.append(list)
    }
    guard let count = lists.first?.values.count, count > 0 else {
      throw decoder.report(
        Diagnostic("E0109", "there is nothing to repeat over", at: node.useSpan)
          .expected(Self.form).found(lists.isEmpty ? "an empty mapping" : "empty lists"))
    }
    self.lists = lists
    self.count = count
  }

  var names: [String] { lists.map(\.name.text) }

  /// Defines each name for one repetition, counted from 0; values are read in the scope outside.
  func define(_ number: Int, _ decoder: Decoder) throws(Poisoned) {
    var values: [(name: String, value: BlockArgument)] = []
    for list in lists {
      values.append((list.name.text, try Self.value(list.values[number], decoder)))
    }
    for (name, value) in values { decoder.define(name, dim: value.dim, node: value.node) }
  }

  /// A number, a flag, a size, or else a word.
  private static func value(
    _ written: SyntaxNode, _ decoder: Decoder
  ) throws(Poisoned) -> BlockArgument {
    let node = try decoder.resolved(written)
    let text = try decoder.text(of: node, expecting: "a number, a flag or a word")
    let kind: BlockParameterKind
    let isUnknown = Identifier.isValid(text) && decoder.dims[text] == nil
    // It may be a dimension that could not be read.
    if isUnknown, decoder.lacksDims, text != "true", text != "false" { throw Poisoned() }
    if text == "true" || text == "false" {
      kind = .flag
    } else if case .number(let number) = NumberText.read(text) {
      kind = number.integer == nil ? .number : .integer
    } else {
      kind = isUnknown ? .word : .integer
    }
    return try ValueType<BlockArgument>.argument(kind).decode(node, decoder)
  }
}
