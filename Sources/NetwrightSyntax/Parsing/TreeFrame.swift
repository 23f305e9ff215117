import NetwrightDiagnostics

/// A list or mapping that has been opened and not closed yet.
struct TreeFrame {
  let isMapping: Bool
  let isFlow: Bool
  let start: Int
  let properties: SyntaxEvent.Properties
  /// Byte offset of the first of them; `start` where there is none.
  let propertiesStart: Int
  let nodeID: Int
  /// Whether this stands where a key was expected; it is reported and left out of the tree.
  let isKey: Bool
  /// Byte column (from 0) of the innermost block collection, this one included; nil outside all.
  let blockColumn: Int?
  /// Byte offset after the last thing inside.
  var lastEnd: Int
  var elements: [SyntaxNode] = []
  var entries: [SyntaxEntry] = []
  /// The key whose value comes next.
  var key: Key?
  var height = 0
  var size = 1
  private var index: [String: Span] = [:]
  private static let linearSearchLimit = 8

  enum Key {
    case valid(SyntaxNode)
    /// Reported already: the value that follows is dropped.
    case rejected
  }

  init(
    isMapping: Bool, isFlow: Bool, start: Int, properties: SyntaxEvent.Properties,
    propertiesStart: Int, nodeID: Int, isKey: Bool, blockColumn: Int?
  ) {
    self.isMapping = isMapping
    self.isFlow = isFlow
    self.start = start
    self.properties = properties
    self.propertiesStart = propertiesStart
    self.nodeID = nodeID
    self.isKey = isKey
    self.blockColumn = blockColumn
    lastEnd = start
  }

  var expectsKey: Bool { isMapping && key == nil }

  mutating func count(_ node: SyntaxNode) {
    height = max(height, node.height)
    let (sum, overflow) = size.addingReportingOverflow(node.size)
    size = overflow ? Int.max : sum
  }

  /// Where the same key (by canonical equivalence) was given before; nil for a new key, which is
  /// then remembered.
  mutating func earlierUse(of key: SyntaxNode, named name: String) -> Span? {
    if entries.count < TreeFrame.linearSearchLimit {
      return entries.first { $0.name == name }?.key.useSpan
    }
    if index.isEmpty {
      for entry in entries { index[entry.name] = entry.key.useSpan }
    }
    guard let earlier = index.updateValue(key.useSpan, forKey: name) else { return nil }
    index[name] = earlier
    return earlier
  }
}
