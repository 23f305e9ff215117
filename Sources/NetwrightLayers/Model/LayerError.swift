import NetwrightDiagnostics
import NetwrightIR
import NetwrightTensor

/// Why a layer rejects what it gets; data only, the wording lives in `diagnostic`.
package enum LayerError: Error {
  case inputCount(expected: String, found: Int, help: String)
  case elementType(ModelTensor, expected: String)
  case rank(ModelTensor, expected: String, help: String)
  case unboundAxis(ModelTensor, axis: Int)
  case axis(Int, ModelTensor)
  case window(ModelTensor, axis: String, extent: Int, available: Dim)
  case groups(ModelTensor, groups: Int, channels: Int, what: String)
  case sizesDiffer(ModelTensor, ModelTensor, layer: String)
  case elementCounts(ModelTensor, target: Shape, repair: Shape?)
  case missingFilters(ModelTensor)
  case noRange(ModelTensor, entries: Int)
  case rangeExceeds(ModelTensor, bound: Int, entries: Int)
  case heads(ModelTensor, heads: Int, width: Int)
  case tooFewPositions(ModelTensor, positions: Dim, entries: Int)
  case tooLarge(tensor: String, shape: Shape)
  case shape(ShapeError)
}

extension LayerError {
  /// The error in words: what the layer got, which layer made it, how to mend it.
  package func diagnostic(layer: String, at span: Span) -> Diagnostic {
    switch self {
    case .inputCount(let expected, let found, let help):
      return Diagnostic("E0306", "`\(layer)` takes \(expected), found \(found)", at: span)
        .expected(expected).found("\(found)").help(help)
    case .elementType(let tensor, let expected):
      return Diagnostic("E0305", "`\(layer)` takes \(expected), found \(tensor.type)", at: span)
        .expected(expected).found(tensor.type.dtype.rawValue).made(tensor)
        .help(
          tensor.type.dtype.isInteger
            ? "an `embedding` layer turns indices into vectors"
            : "declare the input as \(expected)")
    case .rank(let tensor, let expected, let help):
      return Diagnostic("E0301", "`\(layer)` takes \(expected), found \(tensor.type)", at: span)
        .expected(expected).found(tensor.type.description).made(tensor).help(help)
    case .unboundAxis(let tensor, let axis):
      return Diagnostic(
        "E0317", "`\(layer)` needs a fixed size on axis \(axis) of \(tensor.type)", at: span
      ).expected("a number").found("`\(tensor.shape[axis])`").made(tensor)
        .help("its parameters have this size; give fixed values to \(tensor.names(axis))")
    case .axis(let axis, let tensor):
      return Diagnostic("E0307", "\(tensor.type) has no axis \(axis)", at: span)
        .expected("an axis from 1 to \(tensor.rank - 1), or from -\(tensor.rank - 1) to -1")
        .found("\(axis)").made(tensor).help("axes count from 0; axis 0 is the batch")
    case .shape(let error): return error.diagnostic(at: span)
    default: return sizeDiagnostic(layer: layer, at: span)
    }
  }

  private func sizeDiagnostic(layer: String, at span: Span) -> Diagnostic {
    switch self {
    case .window(let tensor, let axis, let extent, let available):
      return Diagnostic(
        "E0309", "the window of `\(layer)` has \(axis) \(extent), its input only \(available)",
        at: span
      ).expected("a \(axis) of at most \(available)").found("\(extent)").made(tensor)
        .help("use a smaller window, `padding: same`, or fewer strides and poolings before it")
    case .groups(let tensor, let groups, let channels, let what):
      let divisors = (1...64).filter { channels % $0 == 0 }.map(String.init)
      return Diagnostic(
        "E0312", "\(groups) groups do not divide the \(channels) \(what) of `\(layer)`", at: span
      ).expected("a divisor of \(channels)").found("\(groups)").made(tensor)
        .help("divisors are \(divisors.joined(separator: ", "))")
    case .sizesDiffer(let first, let second, _):
      return Diagnostic(
        "E0303", "`\(layer)` cannot join \(first.type) and \(second.type)", at: span
      ).expected("\(first.type)").found("\(second.type)").made(first).made(second)
        .help("give both the same sizes; nothing is broadcast silently")
        .help(LayerError.shortcut(from: second, to: first))
    case .elementCounts(let tensor, let target, let repair):
      return Diagnostic(
        "E0310", "cannot reshape \(tensor.type) to \(target) after the batch",
        at: span
      ).expected("sizes with as many elements").found("\(target)").made(tensor)
        .help(repair.map { "`\($0)` has as many elements" } ?? "change the sizes")
    case .missingFilters(let tensor):
      return Diagnostic("E0102", "`\(layer)` lacks `filters`", at: span)
        .expected("`filters`: channels of the result").found("nothing").made(tensor)
        .help("only `groups: depthwise` takes them from the input")
    case .noRange(let tensor, let entries):
      return Diagnostic(
        "E0405", "`\(layer)` needs to know the range of its indices", at: span
      ).expected("\(tensor.type) in 0..<\(entries)").found(tensor.type.description).made(tensor)
        .help("declare the input as \"\(tensor.type) in 0..<\(entries)\"")
    case .rangeExceeds(let tensor, let bound, let entries):
      return Diagnostic(
        "E0404", "indices below \(bound) do not fit into the \(entries) entries of `\(layer)`",
        at: span
      ).expected("at least \(bound) entries").found("\(entries)").made(tensor)
        .help("set `entries: \(bound)`")
    case .heads(let tensor, let heads, let width):
      let divisors = (1...max(1, min(width, 1024))).filter { width % $0 == 0 }.map(String.init)
      return Diagnostic(
        "E0315", "\(heads) heads do not divide the \(width) features of `\(layer)`", at: span
      ).expected("a divisor of \(width)").found("\(heads)").made(tensor)
        .help("divisors are \(divisors.prefix(32).joined(separator: ", "))")
    case .tooFewPositions(let tensor, let positions, let entries):
      return Diagnostic(
        "E0316", "\(positions) positions do not fit into the \(entries) entries of `\(layer)`",
        at: span
      ).expected("at least \(positions) entries").found("\(entries)").made(tensor)
        .help("set `entries: \(positions)`")
    case .tooLarge(let tensor, let shape):
      return Diagnostic(
        "E0314", "`\(tensor)` is too large, or makes the parameters too many", at: span
      ).expected("filters below 2²⁶ elements, parameters below 2⁵⁸ in all").found("\(shape)")
        .help("reduce the sizes")
    default: return Diagnostic("E0901", "a layer error without words", at: span)
    }
  }
}

extension LayerError {
  /// The convolution that brings the other side of a residual connection to the same sizes.
  fileprivate static func shortcut(from wide: ModelTensor, to small: ModelTensor) -> String? {
    guard wide.rank == 4, small.rank == 4, let filters = small.shape[3].constant,
      let (high, low) = ratio(wide, small, 1), let (broad, narrow) = ratio(wide, small, 2),
      low > 0, narrow > 0, high % low == 0, high / low == (broad + narrow - 1) / narrow,
      high / low > 1
    else { return nil }
    return "as a shortcut, `conv2d: {filters: \(filters), kernel: 1, stride: \(high / low)}` makes "
      + "\(small.type) of \(wide.maker)"
  }

  private static func ratio(_ wide: ModelTensor, _ small: ModelTensor, _ axis: Int) -> (Int, Int)? {
    guard let high = wide.shape[axis].constant, let low = small.shape[axis].constant else {
      return nil
    }
    return (high, low)
  }
}

extension ModelTensor {
  /// The dimensions that make the size of an axis vary.
  fileprivate func names(_ axis: Int) -> String {
    shape[axis].symbols.map { "`\($0)`" }.joined(separator: ", ")
  }
}

extension Diagnostic {
  fileprivate func made(_ tensor: ModelTensor) -> Diagnostic {
    label(tensor.span, tensor.sentence)
  }
}
