import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

extension AxisDerivation {
  static let shownSteps = 7

  /// "height: 28 (the input `image`, line 5) → 24 (`conv2d_1`: kernel 5, line 8) → …"; `nil` where
  /// it would say nothing that a label at one place does not.
  func note(_ name: String) -> String? {
    guard steps.count > 1 || passed > 1 else { return nil }
    var parts = steps.map { step in
      let by = step.words.isEmpty ? step.maker : "\(step.maker): \(step.words)"
      return "\(step.size) (\(by), line \(step.span.startPosition.line))"
    }
    if parts.count > Self.shownSteps {
      let left = parts.count - Self.shownSteps + 1
      parts.replaceSubrange(2..<(2 + left), with: ["… \(left) more …"])
    }
    let way = parts.joined(separator: " → ")
    let end = passed == 0 ? "" : ", then kept by \(passed) \(passed == 1 ? "layer" : "layers")"
    return "\(name): \(way)\(end)"
  }

  /// The place that set the size.
  var rootSpan: Span? {
    switch root {
    case .declaration(let axis, let type): type.map { Self.place(ofAxis: axis, in: $0) }
    case .key(_, let value): value.useSpan
    case .layer: nil
    }
  }

  /// Byte offsets of the sizes of `f32[batch, 28, f(a, b)]`.
  static func place(ofAxis axis: Int, in node: SyntaxNode) -> Span {
    let bytes = Array((node.scalar?.text ?? "").utf8)
    guard let open = bytes.firstIndex(of: UInt8(ascii: "[")) else { return node.useSpan }
    var (start, depth, number) = (open + 1, 0, 0)
    for index in (open + 1)..<max(bytes.count, open + 1) {
      switch bytes[index] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: ",") where depth == 0, UInt8(ascii: "]") where depth == 0:
        if number == axis {
          while start < index, bytes[start] == 0x20 { start += 1 }
          var end = index
          while end > start, bytes[end - 1] == 0x20 { end -= 1 }
          return node.place(ofByte: start, length: end - start)
        }
        (start, number) = (index + 1, number + 1)
      default: break
      }
    }
    return node.useSpan
  }
}

extension Diagnostic {
  /// Tells where the size of an axis comes from: a label at the place that set it, one at the
  /// dimension that is named there, and the way in between.
  package func derived(
    _ axis: Int, of tensor: ModelTensor, in history: TensorHistory
  ) -> Diagnostic {
    guard let derivation = history.derivation(of: axis, in: tensor),
      let first = derivation.steps.first
    else { return self }
    let name = AxisName.of(axis, rank: tensor.rank)
    var result = self
    if let place = derivation.rootSpan, !hasMark(at: place) {
      // The name of a size that varies is all that there is to say.
      let isName = "\(first.size)" == place.text && first.size.constant == nil
      let words =
        derivation.steps.count == 1
        ? isName ? "the \(name)" : "sets the \(name) to \(first.size)"
        : "becomes \(name) \(derivation.steps.last?.size ?? first.size)"
      result = result.label(place, words)
      if let definition = history.dimensions[place.text] {
        let varies = first.size.constant == nil
        result = result.label(
          definition.place, varies ? "`\(place.text)` varies" : "`\(place.text)` is \(first.size)")
      }
    }
    return derivation.note("\(name) of \(tensor.maker)").map { result.note($0) } ?? result
  }

  private func hasMark(at place: Span) -> Bool {
    span == place || labels.contains { $0.span == place }
  }
}
