import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightOps
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// The operator `Einsum`, through the layer `einsum`.
extension ONNXBuilder {
  mutating func einsum() throws -> Value {
    var (terms, result) = equation
    for term in terms + [result] where Set(term).count < term.count {
      throw OutOfScope(reason: "diagonals are not offered")
    }
    // What broadcasts there has no axis of that name here.
    var operands = operandValues
    for (number, term) in terms.enumerated() where term.count == rank(operands[number]) {
      let dropped = term.indices.filter { axis in
        Self.isEllipsis(term[axis]) && shape(operands[number])[axis] == 1
      }
      let kept = term.indices.filter { !dropped.contains($0) }
      operands[number] = try add(
        Reshape(to: Shape(kept.map { shape(operands[number])[$0] })), [operands[number]])
      terms[number] = kept.map { term[$0] }
    }
    let text =
      terms.map { $0.joined(separator: " ") }.joined(separator: ", ") + " -> "
      + result.joined(separator: " ")
    return try build(text, operands)
  }

  /// The axes of the operands and of the result, with names for those that `...` stands for. An
  /// equation without `->` keeps the axes that stand once, in the order of their letters.
  private var equation: (terms: [[String]], result: [String]) {
    let text = test.attributes["equation"] ?? ""
    let arrow = text.firstIndex(of: "-")
    let sides = text[..<(arrow ?? text.endIndex)].split(
      separator: ",", omittingEmptySubsequences: false)
    let terms = sides.enumerated().map { number, term in
      axes(term, ellipsis: rank(operandValues[number]) - term.count { $0 != "." })
    }
    let hidden = terms.map { $0.filter(Self.isEllipsis) }.max { $0.count < $1.count } ?? []
    if let arrow {
      return (terms, axes(text[arrow...].dropFirst(2), ellipsis: hidden.count))
    }
    let letters = terms.joined().filter { !Self.isEllipsis($0) }
    let once = Set(letters).filter { letter in letters.count { $0 == letter } == 1 }
    return (terms, hidden + once.sorted())
  }

  private func axes(_ term: Substring, ellipsis: Int) -> [String] {
    var axes: [String] = []
    var rest = term
    while let letter = rest.popFirst() {
      if letter != "." {
        axes.append(String(letter))
      } else if rest.hasPrefix("..") {
        // Counted from the last one, so that they meet as broadcasting has it.
        axes += (0..<max(0, ellipsis)).reversed().map { "axis_\($0)" }
        rest = rest.dropFirst(2)
      }
    }
    return axes
  }

  private static func isEllipsis(_ axis: String) -> Bool { axis.hasPrefix("axis_") }

  /// The layer of this equation; a finding is a rejection.
  private mutating func build(_ equation: String, _ operands: [Value]) throws -> Value {
    let bag = DiagnosticBag()
    let file = SourceFile(path: "equation.yaml", text: QuotedText.of(equation))
    guard let node = parse(file, into: bag) else { throw Poisoned() }
    let layer = try EinsumLayer(
      EinsumLayer.table.decode(node, at: node.span, Decoder(diagnostics: bag)))
    let model = ModelGraph(name: "case", mode: .evaluation)
    model.graph = graph
    defer { graph = model.graph }
    let inputs = operands.map {
      ModelTensor(value: $0, type: graph.type(of: $0), maker: "an operand", span: node.span)
    }
    return try layer.build(
      at: LayerSite(model: model, path: "einsum", span: node.span, inputs: inputs))
  }
}
