import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// Which names the values of a spec speak of, read as text: a word of the same letters is a use,
/// whatever it means there, so that nothing that is used is taken for a slip.
struct UsedNames {
  private let wanted: Set<String>
  private(set) var found: Set<String> = []
  /// Definitions that aliases have led to.
  private var seen: Set<Span> = []

  /// - Parameter wanted: the names to look for.
  init(_ wanted: some Sequence<String>) { self.wanted = Set(wanted) }

  /// Looks through all values below a node; keys of mappings are no uses.
  mutating func add(_ node: SyntaxNode?) {
    guard let node, found.count < wanted.count,
      node.aliasSpan == nil || seen.insert(node.span).inserted
    else { return }
    switch node.kind {
    // What is longer than an expression may be is prose.
    case .scalar(let scalar): if scalar.text.utf8.count <= TextLimits.bytes { add(scalar.text) }
    case .sequence(let elements): for element in elements { add(element) }
    case .mapping(let entries): for entry in entries { add(entry.value) }
    }
  }

  /// Looks through blocks: a name of a parameter is that of the parameter within its block, and only
  /// the values of parameters can name something of the same name outside.
  mutating func add(blocks: SyntaxNode) {
    for block in blocks.mapping ?? [] {
      let parameters = block.value.entry(BlockDeclaration.parametersKey.name)?.value
      let own = Set((parameters?.mapping ?? []).map(\.name))
      add(parameters)
      var within = UsedNames(wanted.subtracting(own))
      within.add(block.value)
      found.formUnion(within.found)
    }
  }

  /// A word before a colon is a key and no use.
  mutating func add(_ text: String) {
    var scanner = TextScanner(text)
    while !scanner.atEnd {
      guard let word = scanner.identifier() else {
        scanner.offset += 1
        continue
      }
      if scanner.peek != UInt8(ascii: ":"), wanted.contains(word) { found.insert(word) }
    }
  }
}
