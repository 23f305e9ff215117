import NetwrightDiagnostics
import NetwrightIR
import NetwrightInterpreter
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Bytes as an equation and tensors for it, through the layer `einsum` and by `NaiveEinsum`.
///
/// Ten bytes choose sizes and what is wrong with the tensors, if anything; the rest is the text of
/// the equation. Whatever is read prints and is read again as the same; the layer accepts what the
/// naive rule accepts, with the shape and the elements that it gives, and nothing else.
struct EinsumCheck {
  /// A promise that is broken, in words; `nil` where all hold.
  static func fault(_ bytes: [UInt8]) -> String? {
    guard bytes.count > headerLength else { return nil }
    let text = String(decoding: bytes.dropFirst(headerLength), as: UTF8.self)
    return EinsumCheck(header: Array(bytes.prefix(headerLength)), text: text).fault()
  }

  static let headerLength = 10

  /// The flags, a place for the fault, and eight sizes.
  let header: [UInt8]
  let text: String

  private struct Reading {
    let node: SyntaxNode
    let layer: EinsumLayer?
    /// The equation as the resolved spec has it.
    let printed: String
    let findings: [Diagnostic]
  }

  private func fault() -> String? {
    guard let reading = read(text) else { return nil }
    if let fault = Self.misplaced(reading) { return "\(text): \(fault)" }
    let naive = NaiveEinsum(text)
    guard let layer = reading.layer else {
      return naive == nil ? nil : "refused: \(text)"
    }
    guard let naive else { return "accepted: \(text)" }
    guard let equation = read(reading.printed), equation.layer != nil,
      equation.printed == reading.printed, NaiveEinsum(reading.printed) == naive
    else { return "\(text) is printed as \(reading.printed), which is something else" }
    return fault(of: layer, reading.node.useSpan, naive)
  }

  /// `nil` where the text cannot stand in a file.
  private func read(_ text: String) -> Reading? {
    let bag = DiagnosticBag()
    let file = SourceFile(path: "equation.yaml", text: QuotedText.of(text))
    guard let node = parse(file, into: bag) else { return nil }
    let arguments = try? EinsumLayer.table.decode(node, at: node.useSpan, Decoder(diagnostics: bag))
    let layer = arguments.flatMap { try? EinsumLayer($0) }
    let quoted = arguments?.texts.first { $0.key == "equation" }?.text ?? ""
    return Reading(
      node: node, layer: layer, printed: String(quoted.dropFirst().dropLast()),
      findings: bag.reported)
  }

  /// A finding exists exactly where there is no layer, and lies within the text.
  private static func misplaced(_ reading: Reading) -> String? {
    if reading.findings.isEmpty != (reading.layer != nil) { return "found and accepted" }
    for finding in reading.findings {
      guard let span = finding.span, reading.node.span.start <= span.start,
        span.start <= span.end, span.end <= reading.node.span.end
      else { return "\(finding.code) has no place" }
    }
    return nil
  }

  // MARK: Shapes

  /// Whether one axis is the batch, whose size is a name.
  private var hasBatch: Bool { header[0] & 1 == 1 }

  private func size(_ axis: String) -> Int {
    let hash = axis.utf8.reduce(UInt8(7)) { $0 &* 31 &+ $1 }
    return 1 + Int(header[2 + Int(hash % 8)] % 4)
  }

  private func dim(_ axis: String, _ naive: NaiveEinsum) -> Dim {
    hasBatch && axis == naive.operands[0].first ? Dim(symbol: "batch") : Dim(size(axis))
  }

  /// The tensors, and whether they fit.
  private func types(_ naive: NaiveEinsum) -> (types: [TensorType], fit: Bool) {
    var types = naive.operands.map { axes in TensorType(Shape(axes.map { dim($0, naive) })) }
    let place = Int(header[1]) % types.count
    switch header[0] >> 1 & 7 {
    case 1: types.append(types[place])
    case 2: types[place] = TensorType(types[place].shape, .i32)
    case 3: types[place].shape.dims.append(2)
    case 4:
      // Another size for an axis that stands elsewhere too.
      let axes = naive.operands[place]
      guard let axis = axes.indices.last(where: { isShared(axes[$0], naive) }) else {
        return (types, true)
      }
      types[place].shape.dims[axis] = 9
    default: return (types, true)
    }
    return (types, false)
  }

  private func isShared(_ axis: String, _ naive: NaiveEinsum) -> Bool {
    naive.operands.count { $0.contains(axis) } > 1
  }

  private func fault(of layer: EinsumLayer, _ span: Span, _ naive: NaiveEinsum) -> String? {
    let (types, fit) = types(naive)
    let batch = hasBatch ? naive.operands[0].first : nil
    let mayPass = fit && (batch == nil || naive.result.first == batch)
    let model = ModelGraph(name: "example", mode: .evaluation)
    let inputs = types.enumerated().map { number, type in
      let name = "operand_\(number)"
      return ModelTensor(
        value: model.graph.input(name, type, role: .data), type: type,
        maker: "the input `\(name)`", span: span)
    }
    let site = LayerSite(model: model, path: "einsum", span: span, inputs: inputs)
    let described = "\(text) of \(types.map(\.description).joined(separator: ", "))"
    do throws(LayerError) {
      let value = try layer.build(at: site)
      guard mayPass else { return "\(described) is accepted" }
      let expected = TensorType(Shape(naive.result.map { dim($0, naive) }))
      let found = model.graph.type(of: value)
      guard found == expected else { return "\(described) is \(found) and not \(expected)" }
      model.graph.output("y", value)
    } catch {
      let use = LayerUse(
        layer: layer, path: "einsum", span: span, keys: nil, takesResultBefore: true)
      let finding = error.diagnostic(of: use, in: model.history)
      guard finding.span != nil, finding.code < "E0900" else { return "\(described): \(finding)" }
      return mayPass ? "\(described) is refused: \(finding.message)" : nil
    }
    return fault(of: model, naive, described)
  }

  // MARK: Values

  private func fault(of model: ModelGraph, _ naive: NaiveEinsum, _ described: String) -> String? {
    guard let graph = try? model.graph.finish(), GraphVerifier.faults(in: graph).isEmpty else {
      return "\(described) makes no graph that verifies"
    }
    let sizes = Dictionary(uniqueKeysWithValues: naive.axes.map { ($0, size($0)) })
    guard !hasBatch, naive.termCount(sizes) <= 500 else { return nil }
    // Whole numbers, so that no order of additions rounds.
    let tensors = naive.operands.enumerated().map { number, axes in
      (0..<axes.reduce(1) { $0 * size($1) }).map { Double(($0 * 7 + number * 3) % 5 - 2) }
    }
    var inputs: [String: Buffer<Double>] = [:]
    for (number, elements) in tensors.enumerated() {
      inputs["operand_\(number)"] = Buffer(
        sizes: naive.operands[number].map(size), elements: elements)
    }
    let found = try? ReferenceInterpreter.run(graph, inputs: inputs, precision: .f64)["y"]
    guard found?.elements == naive.values(of: tensors, sizes) else {
      return "\(described) has other elements: \(String(describing: found?.elements))"
    }
    return nil
  }
}

extension EinsumCheck {
  /// Bytes for an equation that is nearly always right; one in four has one byte changed.
  static func bytes(_ choices: Choices) -> [UInt8] {
    let header = (0..<headerLength).map { _ in UInt8(choices.below(256)) }
    let letters = ["b", "i", "j", "k", "o"]
    let terms = (0...choices.below(4)).map { _ in letters.filter { _ in choices.below(2) == 1 } }
    let known = Set(terms.joined())
    let result = letters.filter { known.contains($0) && choices.below(2) == 1 }
    let space = choices.among([" ", ""])
    let sides = [terms, [choices.below(2) == 1 ? result : result.reversed()]].map { side in
      side.map { $0.joined(separator: space) }.joined(separator: choices.among([",", ", "]))
    }
    var text = Array(sides.joined(separator: choices.among(["->", " -> "])).utf8)
    if choices.isRare(4) {
      text[choices.below(text.count)] = choices.among(Array("bz ,->.1_".utf8))
    }
    return header + text
  }
}
