import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// A layer as the spec writes it: what a repair of it needs to know.
package struct LayerUse {
  let keyword: String
  let path: String
  let span: Span
  let keys: GivenKeys
  let takesResultBefore: Bool

  /// - Parameters:
  ///   - span: the keyword.
  ///   - keys: what stands after it.
  ///   - takesResultBefore: whether a layer put before it would feed it.
  package init(
    layer: any Layer, path: String, span: Span, keys: SyntaxNode?, takesResultBefore: Bool
  ) {
    keyword = type(of: layer).keyword
    self.path = path
    self.span = span
    self.keys = GivenKeys(node: keys, table: type(of: layer).table, values: [:])
    self.takesResultBefore = takesResultBefore
  }
}

/// Changes of the text that mend an error.
enum Repair {
  /// An example of another value of a key, where it is written as a number and no other place
  /// shares it.
  static func number(_ node: SyntaxNode?, _ text: String) -> Diagnostic.Replacement? {
    guard let node, isNumber(node) else { return nil }
    return Diagnostic.Replacement(span: node.span, text: text, isExample: true)
  }

  /// An example of a list of numbers in place of another value of a key.
  static func list(_ node: SyntaxNode?, _ values: [Int]) -> Diagnostic.Replacement? {
    guard let node, node.aliasSpan == nil else { return nil }
    guard isNumber(node) || node.sequence?.allSatisfy(isNumber) == true else { return nil }
    // Lists in block style have no closing bracket of their own.
    guard node.sequence == nil || node.span.text.hasSuffix("]") else { return nil }
    return Diagnostic.Replacement(span: node.span, text: "\(values)", isExample: true)
  }

  /// Puts an entry before the one whose keyword stands at `span`, if that begins its entry.
  static func entry(_ text: String, before span: Span) -> Diagnostic.Replacement? {
    let line = span.file.lineRange(span.startPosition.line)
    guard line.lowerBound <= span.start else { return nil }
    let bytes = span.file.bytes[line.lowerBound..<span.start]
    let start = span.beginning
    if bytes.last == UInt8(ascii: "{") {
      let brace = Span(file: span.file, start: span.start - 1, end: span.start - 1)
      return Diagnostic.Replacement(span: brace, text: "\(text), ")
    }
    let indent = bytes.prefix { $0 == UInt8(ascii: " ") }.count
    guard bytes.dropFirst(indent).elementsEqual("- ".utf8) else {
      let isFlow = bytes.contains(UInt8(ascii: "["))
      return isFlow ? Diagnostic.Replacement(span: start, text: "\(text), ") : nil
    }
    let margin = String(repeating: " ", count: indent)
    return Diagnostic.Replacement(span: start, text: "\(text)\n\(margin)- ")
  }

  /// Gives a key of a mapping another value, or adds it.
  static func value(
    _ text: String, of key: String, in node: SyntaxNode
  ) -> Diagnostic.Replacement? {
    guard let entry = node.entry(key) else { return self.key("\(key): \(text)", into: node) }
    guard node.aliasSpan == nil, entry.value.aliasSpan == nil else { return nil }
    return Diagnostic.Replacement(span: entry.value.span, text: text, isExample: true)
  }

  /// Adds a key to a mapping of other keys.
  static func key(_ text: String, into node: SyntaxNode?) -> Diagnostic.Replacement? {
    guard let node, node.aliasSpan == nil, let entries = node.mapping, let first = entries.first,
      let last = entries.last
    else { return nil }
    let isFlow = node.span.text.hasPrefix("{")
    if isFlow {
      let value = last.value.scalar?.isAbsent == true ? last.key : last.value
      let end = Span(file: node.span.file, start: value.useSpan.end, end: value.useSpan.end)
      return Diagnostic.Replacement(span: end, text: ", \(text)", isExample: true)
    }
    let start = first.key.useSpan.beginning
    let line = start.file.lineRange(start.startPosition.line)
    let margin = start.file.bytes[line.lowerBound..<max(line.lowerBound, start.start)]
    guard margin.allSatisfy({ $0 == UInt8(ascii: " ") }) else { return nil }
    let indent = String(repeating: " ", count: margin.count)
    return Diagnostic.Replacement(span: start, text: "\(text)\n\(indent)", isExample: true)
  }

  private static func isNumber(_ node: SyntaxNode) -> Bool {
    guard let scalar = node.scalar, node.aliasSpan == nil, !scalar.text.isEmpty else {
      return false
    }
    return scalar.text.utf8.allSatisfy { (48...57).contains($0) } && node.span.text == scalar.text
  }
}

extension TensorHistory {
  /// Makes an axis as long as that of another tensor.
  func repair(
    _ axis: Int, of tensor: ModelTensor, to other: ModelTensor
  ) -> Diagnostic.Replacement? {
    guard other.shape[axis].constant != nil else { return nil }
    return repair(axis, of: tensor, to: spelling(of: axis, in: other))
  }

  /// Makes an axis another size where it was set, if that is the number of a key and no layer has
  /// changed the size since.
  func repair(_ axis: Int, of tensor: ModelTensor, to size: String) -> Diagnostic.Replacement? {
    guard let derivation = derivation(of: axis, in: tensor), derivation.steps.count == 1,
      case .key(_, let value) = derivation.root
    else { return nil }
    return value.scalar == nil ? nil : Repair.number(value, size)
  }

  /// Where the type of an input or target stands, for one that is taken as it is declared.
  func declaration(of tensor: ModelTensor) -> SyntaxNode? {
    record(of: tensor).flatMap { declaration(of: $0) }
  }

  func declaration(of record: Record) -> SyntaxNode? {
    guard case .declaration(let node?) = record.maker,
      node.aliasSpan == nil, node.scalar?.style != .literal, node.scalar?.style != .folded
    else { return nil }
    return node
  }

  /// Declares an input or target anew.
  func redeclared(
    _ tensor: ModelTensor, as type: String, isExample: Bool = false
  ) -> Diagnostic.Replacement? {
    declaration(of: tensor).map {
      Diagnostic.Replacement(span: $0.span, text: "\"\(type)\"", isExample: isExample)
    }
  }
}

extension Diagnostic {
  package func replacing(_ replacement: Replacement?) -> Diagnostic {
    replacing(
      replacement?.span, with: replacement?.text ?? "",
      isExample: replacement?.isExample ?? false)
  }
}
