import NetwrightDiagnostics
import NetwrightIR
import NetwrightTensor

/// Puts an error of a layer into words: what the layer got, which layer made it, how to mend it.
struct LayerErrorWords {
  let use: LayerUse
  let history: TensorHistory
  var layer: String { use.path }
  var span: Span { use.span }

  func diagnostic(_ error: LayerError) -> Diagnostic {
    switch error {
    case .inputCount(let expected, let found): inputCount(expected, found)
    case .elementType(let tensor, let needed): elementType(tensor, needed)
    case .rank(let tensor, let needed): rank(tensor, needed)
    case .unboundAxis(let tensor, let axis): unboundAxis(tensor, axis)
    case .axis(let axis, let tensor): noAxis(axis, tensor)
    case .window(let tensor, let axis, let extent, let size): window(tensor, axis, extent, size)
    case .groups(let tensor, let groups, let channels, let filters):
      self.groups(tensor, groups, channels, filters)
    case .depthwise(let tensor, let channels, let filters): depthwise(tensor, channels, filters)
    case .sizesDiffer(let first, let second, let free): sizesDiffer(first, second, free)
    case .elementCounts(let tensor, let target, let repair): counts(tensor, target, repair)
    case .missingFilters(let tensor): missingFilters(tensor)
    case .noRange(let tensor, let entries): noRange(tensor, entries)
    case .rangeExceeds(let tensor, let bound, let entries): rangeExceeds(tensor, bound, entries)
    case .heads(let tensor, let heads, let width): self.heads(tensor, heads, width)
    case .tooFewPositions(let tensor, let count, let entries): positions(tensor, count, entries)
    case .tooLarge(let tensor, let shape): tooLarge(tensor, shape)
    case .shape(let error): error.diagnostic(at: span)
    case .einsum(let error): error.diagnostic(layer: layer, at: span)
    case .formula(let error): error.diagnostic(layer: layer, at: span)
    case .tie(let error): error.diagnostic(layer: layer, at: span)
    case .softmaxTwice(let tensor): softmaxTwice(tensor)
    case .softmaxOfOne(let type): softmaxOfOne(type)
    }
  }

  // MARK: Inputs

  private func inputCount(_ range: ClosedRange<Int>, _ found: Int) -> Diagnostic {
    let expected = LayerError.countText(range)
    return Diagnostic("E0306", "`\(layer)` takes \(expected), found \(found)", at: span)
      .expected(expected).found("\(found)").help(inputHelp(range, found, expected))
  }

  private func inputHelp(
    _ range: ClosedRange<Int>, _ found: Int, _ expected: String
  ) -> String {
    guard found < range.lowerBound else {
      return range.upperBound == 0 ? "leave `from:` out" : "name \(expected) by `from:`"
    }
    return use.keys.table.mainKey == "names"
      ? "name the others as its value, as in `- \(use.keyword): x`, or all of them by `from: [x, y]`"
      : "name what it takes by `from:`"
  }

  private func elementType(_ tensor: ModelTensor, _ needed: InputElements) -> Diagnostic {
    let expected =
      switch needed {
      case .floats: "f32"
      case .indices(let bound): "i32 in 0..<\(use.keys.spelled(bound, of: "entries", history))"
      }
    let type = history.declaredText(of: tensor) ?? "\(tensor.type)"
    let declared = expected.prefix(3) + type.drop { $0 != "[" } + expected.dropFirst(3)
    return Diagnostic("E0305", "`\(layer)` takes \(expected), found \(tensor.type)", at: span)
      .expected(expected).found(tensor.type.dtype.rawValue).made(tensor)
      .help(
        tensor.type.dtype.isInteger
          ? "an `embedding` layer turns indices into vectors"
          : "declare the input as \"\(declared)\"")
  }

  private func rank(_ tensor: ModelTensor, _ needed: InputForm) -> Diagnostic {
    Diagnostic("E0301", "`\(layer)` takes \(needed.text), found \(tensor.type)", at: span)
      .expected(needed.text).found(tensor.type.description).made(tensor)
      .help(needed.help(for: tensor))
  }

  private func unboundAxis(_ tensor: ModelTensor, _ axis: Int) -> Diagnostic {
    let names = tensor.shape[axis].symbols.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      "E0317", "`\(layer)` needs a fixed size on axis \(axis) of \(tensor.type)", at: span
    ).expected("a number").found("`\(tensor.shape[axis])`").made(tensor)
      .help("its parameters have this size; give fixed values to \(names)")
  }

  private func noAxis(_ axis: Int, _ tensor: ModelTensor) -> Diagnostic {
    Diagnostic("E0307", "\(tensor.type) has no axis \(axis)", at: span)
      .expected("an axis from 1 to \(tensor.rank - 1), or from -\(tensor.rank - 1) to -1")
      .found("\(axis)").made(tensor).help("axes count from 0; axis 0 is the batch")
  }

  private func softmaxTwice(_ tensor: ModelTensor) -> Diagnostic {
    Diagnostic("E0409", "`\(layer)` takes what softmax has made already", at: span)
      .expected("values before softmax").found("values after softmax")
      .label(tensor.activationSpan, "softmax is applied here").help("remove one of the two")
  }

  private func softmaxOfOne(_ type: TensorType) -> Diagnostic {
    let place = use.keys.value("activation")?.useSpan
    return Diagnostic(
      "E0410", "softmax over one value is always 1: `\(layer)` applies it to \(type)",
      at: place ?? span
    ).expected("at least 2 values on the last axis").found("1")
      .label(place == nil ? nil : span, "the layer")
      .help(
        "for the probability of one of two classes write `sigmoid`; to predict a number, leave the "
          + "activation out")
  }

  private func noRange(_ tensor: ModelTensor, _ entries: Int) -> Diagnostic {
    let bound = use.keys.spelled(entries, of: "entries", history)
    let type = history.declaredText(of: tensor) ?? "\(tensor.type)"
    return Diagnostic("E0405", "`\(layer)` needs to know the range of its indices", at: span)
      .expected("\(tensor.type) in 0..<\(entries)").found(tensor.type.description).made(tensor)
      .help("declare the input as \"\(type) in 0..<\(bound)\"")
  }
}

extension LayerError {
  /// "at least 2 inputs".
  package static func countText(_ range: ClosedRange<Int>) -> String {
    if range.lowerBound == range.upperBound {
      if range.upperBound == 0 { return "no input" }
      return range.lowerBound == 1 ? "one input" : "\(range.lowerBound) inputs"
    }
    return "at least \(range.lowerBound) inputs"
  }
}

extension Diagnostic {
  /// Marks the layer that has made a tensor.
  func made(_ tensor: ModelTensor) -> Diagnostic { label(tensor.span, tensor.sentence) }
}
