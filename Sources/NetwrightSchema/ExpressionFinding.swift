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
      if let comma = CommaSlip(text, isWhole: true) {
        throw report(
          mismatchFinding(node, expecting: expected).help(comma.help)
            .replacing(node.plainSpan, with: comma.text, isExample: true))
      }
    }
    let dim = try reading(node, expecting: expected) {
      names, solver throws(DimensionParser.Failure) in
      try DimensionParser.dim(text, names: names, solver: solver)
    }
    try requireSound([dim])
    return dim
  }

  /// Misspelt names in one expression that are read as what they are mended to.
  private static let maximumRepairs = 4

  /// What `parse` makes of a size or a tensor type, with what is wrong reported at its place within
  /// the scalar. A name that is misspelt is read as the one that it is mended to.
  func reading<Value>(
    _ node: SyntaxNode, expecting expected: String, startingAt start: Int = 0,
    _ parse: (_ names: [String: Dim], Solver) throws(DimensionParser.Failure) -> Value
  ) throws(Poisoned) -> Value {
    var names = dims
    for _ in 0...Self.maximumRepairs {
      do throws(DimensionParser.Failure) {
        return try parse(names, solver)
      } catch {
        guard !mayBeElsewhere(error) else { throw Poisoned() }
        let finding = finding(error, in: node, expecting: expected, startingAt: start)
        let poisoned = report(finding)
        guard case .unknownName(let name, _) = error.kind, let repair = finding.repair,
          let meant = dims[repair.text]
        else { throw poisoned }
        names[name] = meant
      }
    }
    throw Poisoned()
  }

  /// Whether a name that is not known may be that of a dimension which could not be read.
  private func mayBeElsewhere(_ failure: DimensionParser.Failure) -> Bool {
    guard lacksDims, case .unknownName(let name, _) = failure.kind else { return false }
    return scope.nodes[name] == nil && !laterDims.contains(name)
      && !Self.wordsOfNoSize.contains(name)
  }

  private static let wordsOfNoSize: Set<String> = ["true", "false", "none", "null", "None"]

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
      let offset = start + failure.offset
      let slip =
        what.hasPrefix("an element type")
        ? OperatorSlip(elementTypeIn: node, at: offset)
        : OperatorSlip(in: node, at: offset)
          ?? OperatorSlip(productIn: node, at: offset, names: dims)
      return Diagnostic("E0203", "cannot read `\(text)`: expected \(what)", at: place)
        .expected(what).found(found(in: node, at: offset))
        .note("\(expected) stands here").help(slip?.help)
        .replacing(slip?.place, with: slip?.text ?? "")
    case .unknownName(let name, _) where scope.nodes[name] != nil:
      return Diagnostic("E0104", "the parameter `\(name)` is no whole number", at: place)
        .expected(expected).found("`\(scope.nodes[name]?.scalar?.text ?? name)`")
        .label(scope.nodes[name]?.useSpan, "its value")
        .help("sizes are made of whole numbers; declare it as `\(name): integer`")
    case .unknownName(let name, _) where laterDims.contains(name):
      return later(name, at: place)
    case .unknownName(let name, let known):
      if Self.wordsOfNoSize.contains(name) {
        return noSize(name, at: place, expected)
      }
      let isCall = OperatorSlip.isCall(in: node, at: start + failure.offset + failure.length)
      return isCall ? noFunction(name, at: place) : noDimension(name, known, at: place, expected)
    case .size(let error):
      return Diagnostic("E0204", "cannot compute `\(text)`: \(words(error))", at: place)
        .expected(expected).found("`\(text)`")
    }
  }

  private func noDimension(
    _ name: String, _ known: [String], at place: Span, _ expected: String
  ) -> Diagnostic {
    let shown = VisibleText.of(name, limit: 60)
    let near = nearNames(of: name, among: known)
    let list = known.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic("E0201", "there is no dimension `\(shown)`", at: place)
      .expected(expected).found("`\(shown)`")
      .help(
        didYouMean(name, among: known)
          ?? (known.isEmpty
            ? "define it under `dims:`"
            : known.count == 1 ? "the only dimension is \(list)" : "the dimensions are \(list)")
      ).replacing(near.count == 1 ? place : nil, with: near.first ?? "")
  }

  /// A word that is none anywhere, and no misspelt dimension.
  private func noSize(_ word: String, at place: Span, _ expected: String) -> Diagnostic {
    let isAxis = expected.hasPrefix("a tensor type")
    return Diagnostic("E0201", "`\(word)` is no size", at: place)
      .expected(isAxis ? "a number or a dimension" : expected).found("`\(word)`")
      .help(isAxis ? "an axis of any size has a name: the rows are `batch`" : "write a number")
  }

  private func noFunction(_ name: String, at place: Span) -> Diagnostic {
    let shown = VisibleText.of(name, limit: 60)
    let near = nearNames(of: name, among: ["min", "max"])
    return Diagnostic("E0201", "there is no function `\(shown)` of sizes", at: place)
      .expected("`min` or `max`").found("`\(shown)`")
      .help(
        didYouMean(name, among: ["min", "max"])
          ?? "sizes are made by `+`, `-`, `*`, `//` and `%`; `(a + b - 1) // b` rounds up"
      ).replacing(near.count == 1 ? place : nil, with: near.first ?? "")
  }

  /// A name that `dims:` declares, but not above its use.
  private func later(_ name: String, at place: Span) -> Diagnostic {
    guard let declared = dimPlaces[name],
      declared.file !== place.file || declared.start > place.start
    else {
      return Diagnostic("E0208", "`\(name)` is made of itself", at: place)
        .expected("dimensions from above").found("`\(name)`")
        .label(dimPlaces[name], "declared here").help("write the number that it begins with")
    }
    let line = declared.startPosition.line
    return Diagnostic(
      "E0208", "the dimension `\(name)` is used before it is declared in line \(line)", at: place
    ).expected("a dimension from above").found("`\(name)`").label(declared, "declared here")
      .help("a dimension stands before those that are made of it: move `\(name)` up")
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
