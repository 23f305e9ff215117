import NetwrightDiagnostics
import NetwrightSyntax

/// Keys that are written as a list of mappings where one mapping belongs: `- batch: 8` for `batch: 8`.
struct ListedKeys {
  /// All keys, those given first where one stands twice.
  let entries: [SyntaxEntry]
  private let node: SyntaxNode

  /// `nil` for anything but a list of mappings.
  init?(_ node: SyntaxNode) {
    guard let elements = node.sequence, !elements.isEmpty,
      elements.allSatisfy({ $0.mapping?.isEmpty == false })
    else { return nil }
    var seen: Set<String> = []
    entries = elements.flatMap { $0.mapping ?? [] }.filter { seen.insert($0.name).inserted }
    self.node = node
  }

  /// The change of the text; `nil` where something might be lost.
  var replacement: Diagnostic.Replacement? {
    let written = node.span.text
    guard node.aliasSpan == nil, let elements = node.sequence,
      elements.reduce(0, { $0 + ($1.mapping?.count ?? 0) }) == entries.count
    else { return nil }
    if written.hasPrefix("[") {
      guard !written.contains(where: { "#&!\t".contains($0) }) else { return nil }
      let text = entries.map(\.span.text).joined(separator: ", ")
      return Diagnostic.Replacement(span: node.span, text: "{\(text)}")
    }
    // Each dash becomes a space, so that nothing changes its column.
    guard elements.allSatisfy({ !$0.span.text.hasPrefix("{") }) else { return nil }
    var bytes = Array(written.utf8)
    for element in elements {
      var place = element.span.start - node.span.start - 1
      while place >= 0, bytes[place] == UInt8(ascii: " ") { place -= 1 }
      guard place >= 0, bytes[place] == UInt8(ascii: "-") else { return nil }
      bytes[place] = UInt8(ascii: " ")
    }
    return Diagnostic.Replacement(span: node.span, text: String(decoding: bytes, as: UTF8.self))
  }
}
