import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

extension Decoder {
  /// Reads a size expression; `expected` names what stands there for the reader of a message.
  package func dim(_ node: SyntaxNode, expecting expected: String) throws(Poisoned) -> Dim {
    let text = try text(of: node, expecting: expected)
    switch NumberText.read(text) {
    case .number(let number):
      if let integer = number.integer { return Dim(integer) }
      guard number.value.rounded() != number.value else {
        throw unrepresentable(node, expecting: expected)
      }
      throw report(
        Diagnostic("E0112", "expected \(expected), found the fraction `\(text)`", at: node.useSpan)
          .expected(expected).found("`\(text)`").help("write a whole number"))
    case .unrepresentable:
      throw unrepresentable(node, expecting: expected)
    case .notANumber:
      if text.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: "_") }) {
        throw mismatch(
          node, expecting: expected, help: "numbers have no leading zeros and begin with a digit")
      }
    }
    let dim: Dim
    do throws(DimensionParser.Failure) {
      dim = try DimensionParser.dim(text, names: dims, solver: solver)
    } catch {
      throw report(finding(error, in: node, expecting: expected))
    }
    try requireSound([dim])
    return dim
  }

  package func unrepresentable(_ node: SyntaxNode, expecting expected: String) -> Poisoned {
    report(
      Diagnostic("E0112", "the number cannot be represented", at: node.useSpan)
        .expected(expected).found("a number beyond the representable range"))
  }

  /// A failure to read a size or a tensor type, in words and at its place within the scalar.
  package func finding(
    _ failure: DimensionParser.Failure, in node: SyntaxNode, expecting expected: String,
    startingAt start: Int = 0
  ) -> Diagnostic {
    let place = node.place(ofByte: start + failure.offset, length: max(failure.length, 1))
    let text = VisibleText.of(node.scalar?.text ?? "", limit: 60)
    switch failure.kind {
    case .tooLong:
      return Diagnostic("E0204", "the expression is too long", at: node.useSpan)
        .expected("at most \(DimensionParser.maximumLength) bytes")
        .help("name parts of it under `dims:`")
    case .tooDeep:
      return Diagnostic("E0204", "the expression is nested too deep", at: place)
        .expected("at most \(DimensionParser.maximumDepth) levels of parentheses and signs")
        .help("name parts of it under `dims:`")
    case .expected(let what):
      return Diagnostic("E0203", "cannot read `\(text)`: expected \(what)", at: place)
        .expected(what).found(found(in: node, at: start + failure.offset))
        .note("\(expected) stands here")
    case .unknownName(let name, _) where scope.nodes[name] != nil:
      return Diagnostic("E0104", "the parameter `\(name)` is no whole number", at: place)
        .expected(expected).found("`\(scope.nodes[name]?.scalar?.text ?? name)`")
        .label(scope.nodes[name]?.useSpan, "its value")
        .help("sizes are made of whole numbers; declare it as `\(name): integer`")
    case .unknownName(let name, let known):
      let shown = VisibleText.of(name, limit: 60)
      let near = nearNames(of: name, among: known)
      let list = known.map { "`\($0)`" }.joined(separator: ", ")
      var diagnostic = Diagnostic("E0201", "there is no dimension `\(shown)`", at: place)
        .expected(expected).found("`\(shown)`")
        .help(
          didYouMean(name, among: known)
            ?? (known.isEmpty ? "define it under `dims:`" : "the dimensions are \(list)"))
      if near.count == 1 { diagnostic = diagnostic.replacing(place, with: near[0]) }
      return diagnostic
    case .size(let error):
      return Diagnostic("E0204", "cannot compute `\(text)`: \(words(error))", at: place)
        .expected(expected).found("`\(text)`")
    }
  }

  private func found(in node: SyntaxNode, at offset: Int) -> String {
    let bytes = Array((node.scalar?.text ?? "").utf8.dropFirst(max(offset, 0)).prefix(20))
    let rest = VisibleText.of(String(decoding: bytes, as: UTF8.self), limit: 20)
    return rest.isEmpty ? "the end" : "`\(rest)`"
  }

  private func words(_ error: SizeError) -> String {
    switch error {
    case .overflow: "the value exceeds 63 bits"
    case .tooComplex: "the expression has too many terms"
    case .unbound(let name): "`\(name)` has no value"
    case .divisor: "only a size from 1 can stand to the right of `//` and `%`"
    }
  }
}
