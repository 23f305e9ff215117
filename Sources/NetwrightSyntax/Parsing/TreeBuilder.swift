import NetwrightDiagnostics

/// Builds the tree from events with a stack of its own; no recursion, and nothing is built past a
/// limit.
struct TreeBuilder {
  /// The error was reported and nothing after it can be trusted.
  struct Stop: Error {}

  private enum Anchored {
    case open(Span)
    case closed(SyntaxNode)
  }

  private let file: SourceFile
  private let cursor: SourceCursor
  private let limits: SyntaxLimits
  private let diagnostics: DiagnosticBag
  private var stack: [TreeFrame] = []
  private var anchors: [String: Anchored] = [:]
  private var expanded = 0
  private var nextID = 0
  private var lastEnd = 0
  /// The value of the document, once it is complete.
  private(set) var root: SyntaxNode?
  /// Whether something was reported that leaves a hole in the tree.
  private(set) var isUnusable = false

  init(_ file: SourceFile, limits: SyntaxLimits, diagnostics: DiagnosticBag) {
    self.file = file
    cursor = SourceCursor(file: file)
    self.limits = limits
    self.diagnostics = diagnostics
  }

  mutating func handle(_ event: SyntaxEvent) throws(Stop) {
    switch event.kind {
    case .streamStart, .streamEnd, .documentEnd: break
    case .documentStart: lastEnd = event.end
    case .alias(let name): try alias(name, event)
    case .scalar(let scalar, let properties): scalarNode(scalar, properties, event)
    case .sequenceStart(let properties, let isFlow):
      try open(event, isMapping: false, properties, isFlow: isFlow)
    case .mappingStart(let properties, let isFlow):
      try open(event, isMapping: true, properties, isFlow: isFlow)
    case .sequenceEnd, .mappingEnd: close(event)
    }
  }

  private mutating func open(
    _ event: SyntaxEvent, isMapping: Bool, _ properties: SyntaxEvent.Properties, isFlow: Bool
  ) throws(Stop) {
    var start = event.start
    if !properties.isEmpty {
      start = cursor.contentStart(afterPropertiesAt: start, end: file.bytes.count)
    }
    guard stack.count < limits.depth else { throw tooDeep(at: cursor.character(at: start)) }
    let isKey = stack.last?.expectsKey ?? false
    if isKey {
      isUnusable = true
      diagnostics.add(SyntaxFinding.keyIsNotScalar(at: cursor.character(at: start)))
    }
    if let anchor = properties.anchor {
      anchors[anchor] = .open(span(event.start, cursor.trimmedEnd(start, from: event.start)))
    }
    stack.append(
      TreeFrame(
        isMapping: isMapping, isFlow: isFlow, start: start, properties: properties,
        nodeID: takeID(), isKey: isKey))
    lastEnd = isFlow ? start + 1 : start
  }

  private mutating func close(_ event: SyntaxEvent) {
    guard let frame = stack.popLast() else { return }
    let end = frame.isFlow ? event.end : max(frame.lastEnd, frame.start)
    let span = self.span(frame.start, end)
    let node = SyntaxNode(
      kind: frame.isMapping ? .mapping(frame.entries) : .sequence(frame.elements), span: span,
      aliasSpan: nil, nodeID: frame.nodeID,
      tag: tag(frame.properties, allowed: [frame.isMapping ? .mapping : .sequence], at: span),
      height: frame.height + 1, size: frame.size)
    if let anchor = frame.properties.anchor { anchors[anchor] = .closed(node) }
    attach(frame.isKey ? nil : node, end: end)
  }

  private mutating func scalarNode(
    _ scalar: Scalar, _ properties: SyntaxEvent.Properties, _ event: SyntaxEvent
  ) {
    var (start, end) = (event.start, event.end)
    if !properties.isEmpty {
      start = cursor.contentStart(afterPropertiesAt: start, end: end)
    } else if scalar.isAbsent {
      start = min(cursor.absentValuePlace(after: lastEnd), max(event.start, lastEnd))
      end = start
    }
    end = cursor.trimmedEnd(end, from: start)
    let span = self.span(start, end)
    let allowed: [CoreTag] = [.string, .integer, .float, .boolean, .null]
    let node = SyntaxNode(
      kind: .scalar(scalar), span: span, aliasSpan: nil, nodeID: takeID(),
      tag: tag(properties, allowed: allowed, at: span), height: 0, size: 1)
    if let anchor = properties.anchor { anchors[anchor] = .closed(node) }
    attach(node, end: end)
  }

  private mutating func alias(_ name: String, _ event: SyntaxEvent) throws(Stop) {
    let use = span(event.start, event.end)
    switch anchors[name] {
    case .closed(let node):
      let (sum, overflow) = expanded.addingReportingOverflow(node.size)
      guard !overflow, sum <= limits.expandedNodes else {
        diagnostics.add(
          SyntaxFinding.tooManyNodes(at: use, definition: node.span, limits.expandedNodes))
        throw Stop()
      }
      expanded = sum
      guard stack.count + node.height <= limits.depth else { throw tooDeep(at: use) }
      let reference = node.referenced(at: use, nodeID: takeID())
      if reference.scalar == nil, stack.last?.expectsKey == true {
        isUnusable = true
        diagnostics.add(SyntaxFinding.keyIsNotScalar(at: use))
        attach(nil, end: event.end)
      } else {
        attach(reference, end: event.end)
      }
    case .open(let definition):
      isUnusable = true
      diagnostics.add(SyntaxFinding.recursiveAlias(name, at: use, definition: definition))
      attach(nil, end: event.end)
    case nil:
      isUnusable = true
      diagnostics.add(SyntaxFinding.undefinedAlias(name, at: use, known: anchors.keys))
      attach(nil, end: event.end)
    }
  }

  /// Puts a finished value where it belongs; nil stands for one that was reported and is left out.
  private mutating func attach(_ node: SyntaxNode?, end: Int) {
    lastEnd = end
    guard let top = stack.indices.last else {
      root = node
      return
    }
    stack[top].lastEnd = max(stack[top].lastEnd, end)
    if let node { stack[top].count(node) }
    guard stack[top].isMapping else {
      if let node { stack[top].elements.append(node) }
      return
    }
    switch stack[top].key {
    case nil: stack[top].key = node.map { checkedKey($0) } ?? .rejected
    case .rejected: stack[top].key = nil
    case .valid(let key):
      stack[top].key = nil
      if let node { stack[top].append(SyntaxEntry(key: key, value: node)) }
    }
  }

  private mutating func checkedKey(_ key: SyntaxNode) -> TreeFrame.Key {
    guard let scalar = key.scalar, let frame = stack.last else { return .rejected }
    if scalar.text == "<<", scalar.style == .plain {
      isUnusable = true
      diagnostics.add(SyntaxFinding.mergeKey(at: key.useSpan))
      return .rejected
    }
    if let first = frame.entry(named: scalar.text) {
      diagnostics.add(SyntaxFinding.duplicateKey(key, first: first.key))
      return .rejected
    }
    return .valid(key)
  }

  private func tag(
    _ properties: SyntaxEvent.Properties, allowed: [CoreTag], at span: Span
  ) -> CoreTag? {
    guard let name = properties.tag else { return nil }
    if let tag = CoreTag(resolved: name), allowed.contains(tag) { return tag }
    diagnostics.add(SyntaxFinding.tagNotAllowed(name, at: span))
    return nil
  }

  private func tooDeep(at span: Span) -> Stop {
    diagnostics.add(SyntaxFinding.tooDeep(at: span, limits.depth))
    return Stop()
  }

  private mutating func takeID() -> Int {
    defer { nextID += 1 }
    return nextID
  }

  private func span(_ start: Int, _ end: Int) -> Span { Span(file: file, start: start, end: end) }
}
