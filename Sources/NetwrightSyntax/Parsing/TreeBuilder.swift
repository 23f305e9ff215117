import NetwrightDiagnostics

/// Builds the tree from events with a stack of its own; no recursion, and nothing is built past a
/// limit.
struct TreeBuilder {
  /// The error was reported and nothing after it can be trusted.
  struct Stop: Error {}

  private enum Anchored {
    /// The value has begun at this place and is not complete.
    case open(Span)
    case closed(SyntaxNode)
  }

  private let file: SourceFile
  private let cursor: SourceCursor
  private let limits: SyntaxLimits
  private var strictness: StrictnessCheck
  private let diagnostics: DiagnosticBag
  private var stack: [TreeFrame] = []
  /// Positions in `anchored` by name; a name that is used again has the newer value.
  private var anchors: [String: Int] = [:]
  private var anchored: [Anchored] = []
  private var expanded = 0
  private var nextID = 0
  private var lastEnd = 0
  /// The last text in quotes.
  private(set) var lastQuoted: QuotedSpan?
  /// The value of the document, once it is complete.
  private(set) var root: SyntaxNode?
  /// Whether something was reported that leaves a hole in the tree.
  private(set) var isUnusable = false

  init(_ file: SourceFile, limits: SyntaxLimits, diagnostics: DiagnosticBag) {
    self.file = file
    cursor = SourceCursor(file: file)
    self.limits = limits
    strictness = StrictnessCheck(file, diagnostics: diagnostics)
    self.diagnostics = diagnostics
  }

  mutating func handle(_ event: SyntaxEvent) throws(Stop) {
    strictness.checkGap(before: event)
    guard nextID < limits.nodes, anchored.count < limits.anchors else {
      let (count, what) =
        nextID < limits.nodes ? (limits.anchors, "anchors") : (limits.nodes, "values")
      diagnostics.add(
        SyntaxFinding.tooMany(what, at: cursor.character(at: event.start), limit: count))
      throw Stop()
    }
    switch event.kind {
    case .streamStart, .streamEnd, .documentEnd: break
    case .documentStart:
      strictness.checkDirectives(from: event.start, to: event.end)
      lastEnd = event.end
    case .alias(let name): try alias(name, event)
    case .scalar(let scalar, let properties): scalarNode(scalar, properties, event)
    case .sequenceStart(let properties, let isFlow):
      try open(event, isMapping: false, properties, isFlow: isFlow)
    case .mappingStart(let properties, let isFlow):
      try open(event, isMapping: true, properties, isFlow: isFlow)
    case .sequenceEnd, .mappingEnd: close(event)
    }
  }

  /// The `[` or `{` that was opened last and not closed.
  var openBracket: Span? {
    stack.last(where: \.isFlow).map { span($0.start, $0.start + 1) }
  }

  /// Looks at the lines of the outermost brackets that are open, up to where reading stopped.
  ///
  /// - Returns: whether something was reported.
  func checkOpenLines(to end: Int) -> Bool {
    guard let outermost = stack.first(where: \.isFlow) else { return false }
    return strictness.checkContinuationLines(
      from: outermost.start, to: min(end, file.bytes.count), column: outermost.blockColumn)
  }

  private mutating func open(
    _ event: SyntaxEvent, isMapping: Bool, _ properties: SyntaxEvent.Properties, isFlow: Bool
  ) throws(Stop) {
    var start = event.start
    if !properties.isEmpty {
      start = cursor.contentStart(after: properties, at: start, end: file.bytes.count)
    }
    guard stack.count < limits.depth else { throw tooDeep(at: cursor.character(at: start)) }
    let isKey = stack.last?.expectsKey ?? false
    if isKey {
      isUnusable = true
      diagnostics.add(SyntaxFinding.keyIsNotScalar(at: cursor.character(at: start)))
    }
    if let anchor = properties.anchor {
      checkName(anchor, from: event.start)
      let place = span(event.start, cursor.trimmedEnd(start, from: event.start))
      define(anchor, .open(place))
    }
    stack.append(
      TreeFrame(
        isMapping: isMapping, isFlow: isFlow, start: start, properties: properties,
        propertiesStart: event.start, nodeID: takeID(), isKey: isKey,
        blockColumn: isFlow ? stack.last?.blockColumn : column(of: start)))
    lastEnd = isFlow ? start + 1 : start
  }

  private mutating func close(_ event: SyntaxEvent) {
    guard let frame = stack.popLast() else { return }
    let end = frame.isFlow ? event.end : max(frame.lastEnd, frame.start)
    let span = self.span(frame.start, end)
    if frame.isFlow, stack.last?.isFlow != true {
      strictness.checkContinuationLines(from: frame.start, to: end, column: frame.blockColumn)
    }
    let node = SyntaxNode(
      kind: frame.isMapping ? .mapping(frame.entries) : .sequence(frame.elements), span: span,
      aliasSpan: nil, nodeID: frame.nodeID,
      tag: tag(
        frame.properties, allowed: [frame.isMapping ? .mapping : .sequence],
        from: frame.propertiesStart, to: frame.start),
      height: frame.height + 1, size: frame.size)
    if let anchor = frame.properties.anchor { define(anchor, .closed(node)) }
    attach(frame.isKey ? nil : node, end: end)
  }

  private mutating func scalarNode(
    _ scalar: Scalar, _ properties: SyntaxEvent.Properties, _ event: SyntaxEvent
  ) {
    var (start, end) = (event.start, event.end)
    if !properties.isEmpty {
      start = cursor.contentStart(after: properties, at: start, end: end)
    } else if scalar.isAbsent {
      start = min(cursor.absentValuePlace(after: lastEnd), max(event.start, lastEnd))
      end = start
    }
    end = cursor.trimmedEnd(end, from: start)
    checkStrictly(scalar, start: start, end: end)
    let span = self.span(start, end)
    let allowed: [CoreTag] = [.string, .integer, .float, .boolean, .null]
    let node = SyntaxNode(
      kind: .scalar(scalar), span: span, aliasSpan: nil, nodeID: takeID(),
      tag: tag(properties, allowed: allowed, from: event.start, to: start), height: 0, size: 1)
    if let anchor = properties.anchor {
      checkName(anchor, from: event.start)
      define(anchor, .closed(node))
    }
    attach(node, end: end)
  }

  /// - Parameter start: where the anchor or the tag before it begins.
  private func checkName(_ anchor: String, from start: Int) {
    let place = cursor.property(UInt8(ascii: "&"), from: start, to: file.bytes.count).start
    strictness.checkNameEnd(at: place + 1 + anchor.utf8.count, isFlow: stack.last?.isFlow ?? false)
  }

  private mutating func checkStrictly(_ scalar: Scalar, start: Int, end: Int) {
    let column = stack.last?.blockColumn
    strictness.check(scalar, start: start, end: end, column: column)
    guard scalar.style == .singleQuoted || scalar.style == .doubleQuoted else { return }
    let quoted = QuotedSpan(span(start, end), cursor)
    lastQuoted = quoted
    if stack.last?.isFlow != true {
      strictness.checkContinuationLines(
        from: start, to: end, column: column, insteadSaying: quoted.runaway)
    }
  }

  private mutating func alias(_ name: String, _ event: SyntaxEvent) throws(Stop) {
    let use = span(event.start, event.end)
    strictness.checkNameEnd(at: event.end, isFlow: stack.last?.isFlow ?? false)
    switch anchors[name].map({ anchored[$0] }) {
    case .closed(let node):
      let (sum, overflow) = expanded.addingReportingOverflow(node.size)
      guard !overflow, sum <= limits.expandedNodes else {
        diagnostics.add(
          SyntaxFinding.tooManyExpanded(
            at: use, definition: node.span, limit: limits.expandedNodes))
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
      let known = diagnostics.comparesNames ? Array(anchors.keys) : []
      diagnostics.add(SyntaxFinding.undefinedAlias(name, at: use, known: known))
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
      guard let node else { break }
      let joined = node.scalar?.isAbsent == true && !hasColon(key) ? JoinedKey(key) : nil
      if let joined { diagnostics.add(joined.finding) }
      stack[top].entries.append(joined?.entry ?? SyntaxEntry(key: key, value: node))
    }
  }

  /// Whether a key is the end of a number with commas, the second `000` of `1,000,000`.
  private func isEndOfNumber(_ key: SyntaxNode) -> Bool {
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") }
    let before = file.bytes[..<key.span.start].reversed().drop(while: isBlank)
    let digit = before.dropFirst().drop(while: isBlank).first
    return key.span.text.utf8.allSatisfy { (48...57).contains($0) } && !hasColon(key)
      && before.first == UInt8(ascii: ",") && digit.map { (48...57).contains($0) } == true
  }

  /// Whether a colon follows a key: what it seems to hold is then no value.
  private func hasColon(_ key: SyntaxNode) -> Bool {
    file.bytes.dropFirst(key.span.end).first { $0 != UInt8(ascii: " ") } == UInt8(ascii: ":")
  }

  private mutating func checkedKey(_ key: SyntaxNode) -> TreeFrame.Key {
    guard let scalar = key.scalar, let top = stack.indices.last else { return .rejected }
    if scalar.text == "<<", scalar.style == .plain {
      isUnusable = true
      diagnostics.add(SyntaxFinding.mergeKey(at: key.useSpan))
      return .rejected
    }
    if let first = stack[top].earlierUse(of: key, named: scalar.text) {
      // The number is reported where it begins.
      if isEndOfNumber(key) { return .rejected }
      diagnostics.add(SyntaxFinding.duplicateKey(key, first: first))
      return .rejected
    }
    return .valid(key)
  }

  /// The tag among what stands in front of a value; reported where it is not allowed on it.
  private func tag(
    _ properties: SyntaxEvent.Properties, allowed: [CoreTag], from start: Int, to end: Int
  ) -> CoreTag? {
    guard let name = properties.tag else { return nil }
    if let tag = CoreTag(resolved: name), allowed.contains(tag) { return tag }
    // A value that was left out begins where its properties do.
    let place = cursor.property(
      UInt8(ascii: "!"), from: start, to: end > start ? end : file.bytes.count)
    diagnostics.add(SyntaxFinding.tagNotAllowed(name, at: place))
    return nil
  }

  private mutating func define(_ anchor: String, _ value: Anchored) {
    anchors[anchor] = anchored.count
    anchored.append(value)
  }

  private func tooDeep(at span: Span) -> Stop {
    diagnostics.add(SyntaxFinding.tooDeep(at: span, limits.depth))
    return Stop()
  }

  /// Bytes between the start of the line and an offset.
  private func column(of offset: Int) -> Int {
    var index = offset
    while index > 0, file.bytes[index - 1] != 0x0A, file.bytes[index - 1] != 0x0D { index -= 1 }
    let isFirstLine = index == 0
    return offset - index - (isFirstLine ? CharacterCheck.markLength(of: file) : 0)
  }

  private mutating func takeID() -> Int {
    defer { nextID += 1 }
    return nextID
  }

  private func span(_ start: Int, _ end: Int) -> Span { Span(file: file, start: start, end: end) }
}
