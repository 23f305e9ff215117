import NetwrightDiagnostics
import NetwrightTensor

/// Why an op rejects its operands; data only, the wording lives in `diagnostic`.
package enum ShapeError: Error, Hashable, Sendable {
  case rank(Operand, expected: String)
  case innerSizesDiffer(left: Operand, right: Operand)
  case shapesDiffer(Operand, Operand)
  case sizesDiffer(Operand, axis: Int, expected: Dim)
  case dtype(Operand, expected: String)
  case operandCount(expected: Int, found: Int)
  case axis(Int, Operand)
  /// Holds for some admissible sizes only, as far as can be told.
  case inconclusive(SizeAdvice, at: Operand)
  case windowExceedsInput(Operand, window: Int, available: Dim)
  case elementCountsDiffer(Operand, target: Shape)
  case notBroadcastable(Operand, target: Shape)
  case groups(Operand, groups: Int, channels: Dim)
  case attribute(name: String, value: Int, expected: String)
  case size(SizeError, Operand?)
  case region(String)
  case tooManyNodes(limit: Int)
}

extension ShapeError {
  /// The error in words: what, where, why, how to mend it.
  package func diagnostic(at fallback: Span?) -> Diagnostic {
    switch self {
    case .rank(let operand, let expected):
      return Diagnostic("E0301", "expected \(expected), found \(operand.type)", at: fallback)
        .expected(expected).found(operand.type.description)
        .labelled(operand, "makes \(operand.type)")
        .help("`flatten` or `reshape` before this layer changes the number of axes")
    case .innerSizesDiffer(let left, let right):
      return Diagnostic(
        "E0302", "cannot multiply \(left.type) by \(right.type)", at: fallback
      )
      .expected("as many columns on the left as rows on the right")
      .found("\(left.type) and \(right.type)")
      .labelled(left, "makes \(left.type)").labelled(right, "makes \(right.type)")
      .help("make the inner sizes equal; a `dense` layer takes its input width by itself")
    case .shapesDiffer(let left, let right):
      return Diagnostic(
        "E0303", "\(left.type) and \(right.type) do not have the same shape", at: fallback
      )
      .expected(left.type.description).found(right.type.description)
      .labelled(left, "makes \(left.type)").labelled(right, "makes \(right.type)")
      .help("give both branches the same sizes; nothing is broadcast silently")
    case .sizesDiffer(let operand, let axis, let expected):
      return Diagnostic(
        "E0304",
        "axis \(axis) of \(operand.type) has size \(operand.sizeText(axis)), expected \(expected)",
        at: fallback
      )
      .expected("\(expected)").found(operand.sizeText(axis))
      .labelled(operand, "makes \(operand.type)")
      .help("change the layer that sets this size to \(expected)")
    case .dtype(let operand, let expected):
      return Diagnostic(
        "E0305", "expected \(expected) elements, found \(operand.type)", at: fallback
      )
      .expected(expected).found(operand.type.dtype.rawValue)
      .labelled(operand, "makes \(operand.type)")
      .help("declare the input with the element type that this layer takes")
    case .operandCount(let expected, let found):
      return Diagnostic("E0306", "expected \(expected) inputs, found \(found)", at: fallback)
        .expected("\(expected)").found("\(found)")
        .help("name the inputs with `from:`")
    case .axis(let axis, let operand):
      return Diagnostic("E0307", "\(operand.type) has no axis \(axis)", at: fallback)
        .expected("an axis from 0 to \(operand.rank - 1)").found("\(axis)")
        .labelled(operand, "makes \(operand.type)")
        .help("count axes from 0; the first one is the batch")
    case .inconclusive(let advice, let operand):
      let finding = Diagnostic("E0308", advice.headline, at: fallback)
        .expected(advice.expected).found(advice.found)
        .labelled(operand, "makes \(operand.type)").help(advice.help)
      return advice.note.map { finding.note($0) } ?? finding
    case .windowExceedsInput(let operand, let window, let available):
      return Diagnostic(
        "E0309", "a window of \(window) does not fit into \(available), padding included",
        at: fallback
      )
      .expected("a window of at most \(available)").found("\(window)")
      .labelled(operand, "makes \(operand.type)")
      .help("use a smaller window, `padding: same`, or fewer strides and poolings before")
    case .elementCountsDiffer(let operand, let target):
      return Diagnostic(
        "E0310", "cannot reshape \(operand.type) to \(target): the element counts differ",
        at: fallback
      )
      .expected("\(elements(operand.shape)) elements").found("\(elements(target)) elements")
      .labelled(operand, "makes \(operand.type)")
      .help("the sizes of the new shape must multiply to \(elements(operand.shape))")
    case .notBroadcastable(let operand, let target):
      return Diagnostic(
        "E0303", "cannot broadcast \(operand.type) to \(target)", at: fallback
      )
      .expected("sizes of 1 or equal to those of \(target)").found(operand.type.description)
      .labelled(operand, "makes \(operand.type)")
      .help("make the sizes equal")
    case .groups(let operand, let groups, let channels):
      return Diagnostic(
        "E0312", "\(groups) groups do not divide \(channels) channels", at: fallback
      )
      .expected("a divisor of \(channels)").found("\(groups)")
      .labelled(operand, "makes \(operand.type)")
      .help("choose `groups` so that both the input channels and the filters are multiples of it")
    case .attribute(let name, let value, let expected):
      return Diagnostic("E0313", "`\(name)` is \(value), expected \(expected)", at: fallback)
        .expected(expected).found("\(value)")
        .help("set `\(name)` to \(expected)")
    case .size(let error, let operand):
      return Diagnostic("E0314", sizeText(error, operand), at: fallback)
        .expected("sizes whose product fits into 63 bits")
        .found(operand?.type.description ?? "a larger one")
        .help("reduce the sizes")
    case .region(let text):
      return Diagnostic("E0901", "a region does not fit its node: \(text)", at: fallback)
        .expected("a region that the op accepts").found(text)
        .help("this is a fault of the compiler; please report it")
    case .tooManyNodes(let limit):
      return Diagnostic("E0211", "the layers come to too many operations", at: fallback)
        .expected("at most \(limit.grouped) operations in all").found("more, with this layer")
        .help("repeat less often, or take layers out of the model")
    }
  }

  private func elements(_ shape: Shape) -> String {
    (try? shape.elementCount()).map(\.description) ?? "too many"
  }

  private func sizeText(_ error: SizeError, _ operand: Operand?) -> String {
    let subject = operand.map { " of \($0.type)" } ?? ""
    switch error {
    case .overflow: return "a size\(subject) exceeds 63 bits"
    case .tooComplex: return "a size\(subject) is too complex to compare"
    case .unbound(let name): return "the dimension `\(name)` has no value"
    case .divisor: return "a size\(subject) is divided by something that is not a positive number"
    }
  }
}

extension Operand {
  fileprivate func sizeText(_ axis: Int) -> String {
    shape.dims.indices.contains(axis) ? shape[axis].description : "none"
  }
}

extension Diagnostic {
  fileprivate func labelled(_ operand: Operand, _ text: String) -> Diagnostic {
    guard let span = operand.span else { return note("one side \(text)") }
    return label(span, text)
  }
}
