import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// A tensor type as a spec declares it: `f32[batch, 28, 28, 1]`, `i32[batch] in 0..<classes`.
package struct DeclaredType: Hashable, Sendable, CustomStringConvertible {
  package let type: TensorType
  /// Integers lie in `0..<bound`.
  package let bound: Int?

  package init(type: TensorType, bound: Int? = nil) {
    self.type = type
    self.bound = bound
  }

  /// What inputs, targets and the inputs of blocks are declared with, in EBNF.
  package static let grammar = """
    tensor  ::= type range?
    input   ::= pattern range?
    range   ::= "in" "0..<" size
    """

  /// Any tensor type, its sizes unread.
  package static let pattern: String = {
    let elements = DType.allCases.map(\.rawValue).joined(separator: "|")
    return "^ *(\(elements)) *\\[[^\\[\\]]*\\]( +in +.+| *)$"
  }()

  package var description: String {
    bound.map { "\(type) in 0..<\($0)" } ?? type.description
  }
}

extension ValueType where Value == DeclaredType {
  package static var tensorType: ValueType {
    let name = "a tensor type such as \"f32[batch, 10]\""
    return ValueType(name, form: .pattern(DeclaredType.pattern)) {
      (node, decoder) throws(Poisoned) in
      let (typeText, bound) = try decoder.typeAndRange(node, expecting: name)
      let type = try decoder.reading(node, expecting: name) {
        names, solver throws(DimensionParser.Failure) in
        try DimensionParser.type(typeText, names: names, solver: solver)
      }
      return try decoder.admitted(DeclaredType(type: type, bound: bound), node)
    } text: {
      "\"\($0)\""
    }
  }
}

extension Decoder {
  /// The text of a tensor type without its range, and the end of the range.
  func typeAndRange(
    _ node: SyntaxNode, expecting name: String
  ) throws(Poisoned) -> (type: String, bound: Int?) {
    try requireText(node, expecting: name)
    let text = try text(of: node, expecting: name)
    guard let end = text.firstIndex(of: "]") else { return (text, nil) }
    let rest = text[text.index(after: end)...].drop { $0 == " " }
    guard rest.hasPrefix("in ") else { return (text, nil) }
    return (String(text[...end]), try bound(rest.dropFirst(3), in: node))
  }

  /// `[batch, 28, 28, 1]` in place of a type: the element type and the quotes are missing.
  private func requireText(_ node: SyntaxNode, expecting name: String) throws(Poisoned) {
    guard let sizes = node.sequence, !sizes.isEmpty, sizes.count <= Shape.maximumRank else {
      return
    }
    var texts = sizes.compactMap { $0.scalar?.text }
    // Other frameworks leave the batch open.
    if let first = texts.first, ["None", "null", "-1"].contains(first) { texts[0] = Dim.batchName }
    guard texts.count == sizes.count, texts.allSatisfy({ !$0.isEmpty && $0.utf8.count < 60 }) else {
      return
    }
    let type = "\"f32[\(VisibleText.of(texts.joined(separator: ", "), limit: 200))]\""
    var finding = Diagnostic("E0103", "expected \(name), found a list", at: node.useSpan)
      .expected(name).found("a list of sizes").help("write the type as a text: `\(type)`")
    if node.aliasSpan == nil, node.span.text.hasPrefix("[") {
      finding = finding.replacing(node.span, with: type)
    }
    throw report(finding)
  }

  /// Sizes are at least 1.
  func requirePositive(_ dims: [Dim], at node: SyntaxNode) throws(Poisoned) {
    try requireSound(dims)
    for dim in dims {
      try require(.atLeast(dim, 1), at: node) {
        report(
          Diagnostic("E0105", "the size `\(dim)` is not at least 1", at: node.useSpan)
            .expected("sizes from 1").found("`\(dim)`"))
      }
    }
  }

  /// Only integers have a range.
  func requireIntegers(_ dtype: DType, at node: SyntaxNode) throws(Poisoned) {
    guard !dtype.isInteger else { return }
    throw report(
      Diagnostic(
        "E0105", "`\(dtype.rawValue)` values cannot have a range", at: node.useSpan
      ).expected("`i32` before a range").found("`\(dtype.rawValue)`"))
  }

  /// Reads `0..<classes`.
  fileprivate func bound(_ text: Substring, in node: SyntaxNode) throws(Poisoned) -> Int {
    let range = text.drop { $0 == " " }
    guard range.hasPrefix("0..<") else {
      let count = node.scalar?.text.utf8.count ?? 0
      let place = node.place(ofByte: count - range.utf8.count, length: range.utf8.count)
      let isClosed = range.hasPrefix("0..")
      let end = range.dropFirst(3).drop { $0 == "." || $0 == "=" || $0 == " " }
      throw report(
        Diagnostic("E0203", "expected a range `0..<N` after `in`", at: place)
          .expected("`0..<` and a size").found("`\(VisibleText.of(String(range), limit: 40))`")
          .help(
            isClosed ? Self.openEnd(String(end)) : "indices count from 0"
          )
          .replacing(
            isClosed && place.text == range && !end.isEmpty ? place : nil, with: "0..<\(end)",
            isExample: true))
    }
    let size = range.dropFirst(4)
    let offset = (node.scalar?.text.utf8.count ?? 0) - size.utf8.count
    let dim = try reading(node, expecting: "a size", startingAt: offset) {
      names, solver throws(DimensionParser.Failure) in
      try DimensionParser.dim(String(size), names: names, solver: solver)
    }
    try requireSound([dim])
    if let value = dim.constant, (1...Int(Int32.max)).contains(value) { return value }
    throw report(
      Diagnostic(
        "E0105", "the end of the range is `\(dim)`",
        at: node.place(ofByte: offset, length: size.utf8.count)
      ).expected("a whole number from 1 to \(Int32.max)").found("`\(dim)`"))
  }

  /// What `0..<7` means, for the end that is written.
  private static func openEnd(_ end: String) -> String {
    guard let size = Int(end), size > 1 else {
      return "`0..<N` has the N values from 0 to N - 1; its end is left out"
    }
    return "`0..<\(size)` has the \(size) values from 0 to \(size - 1); its end is left out"
  }

  /// Sizes are at least 1, and only integers have a range.
  fileprivate func admitted(
    _ declared: DeclaredType, _ node: SyntaxNode
  ) throws(Poisoned) -> DeclaredType {
    try requirePositive(declared.type.shape.dims, at: node)
    if declared.bound != nil { try requireIntegers(declared.type.dtype, at: node) }
    return declared
  }
}
