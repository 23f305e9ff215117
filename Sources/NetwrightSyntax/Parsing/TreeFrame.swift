import NetwrightDiagnostics

/// A list or mapping that has been opened and not closed yet.
struct TreeFrame {
  let isMapping: Bool
  let isFlow: Bool
  let start: Int
  let properties: SyntaxEvent.Properties
  let nodeID: Int
  /// Whether this stands where a key was expected; it is reported and left out of the tree.
  let isKey: Bool
  /// Byte offset after the last thing inside.
  var lastEnd: Int
  var elements: [SyntaxNode] = []
  var entries: [SyntaxEntry] = []
  /// The key whose value comes next.
  var key: Key?
  var height = 0
  var size = 1
  private var index: [String: Int] = [:]
  private static let linearSearchLimit = 8

  enum Key {
    case valid(SyntaxNode)
    /// Reported already: the value that follows is dropped.
    case rejected
  }

  init(
    isMapping: Bool, isFlow: Bool, start: Int, properties: SyntaxEvent.Properties, nodeID: Int,
    isKey: Bool
  ) {
    self.isMapping = isMapping
    self.isFlow = isFlow
    self.start = start
    self.properties = properties
    self.nodeID = nodeID
    self.isKey = isKey
    lastEnd = start
  }

  var expectsKey: Bool { isMapping && key == nil }

  mutating func count(_ node: SyntaxNode) {
    height = max(height, node.height)
    let (sum, overflow) = size.addingReportingOverflow(node.size)
    size = overflow ? Int.max : sum
  }

  /// The entry whose key has the same characters (canonical equivalence), if there is one.
  func entry(named name: String) -> SyntaxEntry? {
    if entries.count <= TreeFrame.linearSearchLimit { return entries.first { $0.name == name } }
    return index[name].map { entries[$0] }
  }

  mutating func append(_ entry: SyntaxEntry) {
    entries.append(entry)
    let limit = TreeFrame.linearSearchLimit
    if entries.count > limit + 1 {
      index[entry.name] = entries.count - 1
    } else if entries.count == limit + 1 {
      for (position, entry) in entries.enumerated() { index[entry.name] = position }
    }
  }
}
