import NetwrightDiagnostics
import NetwrightTensor

/// Sizes that a layer cannot work with.
extension LayerErrorWords {
  func window(_ tensor: ModelTensor, _ axis: Int, _ extent: Int, _ available: Dim) -> Diagnostic {
    let name = AxisName.of(axis, rank: tensor.rank)
    return Diagnostic(
      "E0309", "the window of `\(layer)` has \(name) \(extent), its input only \(available)",
      at: span
    ).expected("a \(name) of at most \(available)").found("\(extent)").made(tensor)
      .help("use a smaller window, `padding: same`, or fewer strides and poolings before it")
  }

  func groups(
    _ tensor: ModelTensor, _ groups: Int, _ count: Int, _ axis: GroupedAxis
  ) -> Diagnostic {
    let what =
      switch axis {
      case .inputChannels: "input channels"
      case .filters: "filters"
      }
    return Diagnostic(
      "E0312", "\(groups) groups do not divide the \(count) \(what) of `\(layer)`", at: span
    ).expected("a divisor of \(count)").found("\(groups)").made(tensor)
      .help("divisors are \(Self.divisors(of: count, upTo: 64))")
  }

  func heads(_ tensor: ModelTensor, _ heads: Int, _ width: Int) -> Diagnostic {
    Diagnostic(
      "E0315", "\(heads) heads do not divide the \(width) features of `\(layer)`", at: span
    ).expected("a divisor of \(width)").found("\(heads)").made(tensor)
      .help("divisors are \(Self.divisors(of: width, upTo: 1024))")
  }

  private static func divisors(of number: Int, upTo limit: Int) -> String {
    (1...max(1, min(number, limit))).filter { number % $0 == 0 }.prefix(32)
      .map(String.init).joined(separator: ", ")
  }

  func sizesDiffer(_ first: ModelTensor, _ second: ModelTensor) -> Diagnostic {
    Diagnostic("E0303", "`\(layer)` cannot join \(first.type) and \(second.type)", at: span)
      .expected("\(first.type)").found("\(second.type)").made(first).made(second)
      .help("give both the same sizes; nothing is broadcast silently")
      .help(Self.shortcut(from: second, to: first))
  }

  func counts(_ tensor: ModelTensor, _ target: Shape, _ repair: Shape?) -> Diagnostic {
    Diagnostic("E0310", "cannot reshape \(tensor.type) to \(target) after the batch", at: span)
      .expected("sizes with as many elements").found("\(target)").made(tensor)
      .help(repair.map { "`\($0)` has as many elements" } ?? "change the sizes")
  }

  func missingFilters(_ tensor: ModelTensor) -> Diagnostic {
    Diagnostic("E0102", "`\(layer)` lacks `filters`", at: span)
      .expected("`filters`: channels of the result").found("nothing").made(tensor)
      .help("only `groups: depthwise` takes them from the input")
  }

  func rangeExceeds(_ tensor: ModelTensor, _ bound: Int, _ entries: Int) -> Diagnostic {
    let name = history.spelled(Dim(bound), as: history.boundText(of: tensor))
    return Diagnostic(
      "E0404", "indices below \(bound) do not fit into the \(entries) entries of `\(layer)`",
      at: span
    ).expected("at least \(bound) entries").found("\(entries)").made(tensor)
      .help("set `entries: \(name)`, or declare a smaller range of indices")
  }

  func positions(_ tensor: ModelTensor, _ positions: Dim, _ entries: Int) -> Diagnostic {
    let name = history.spelling(of: 1, in: tensor)
    return Diagnostic(
      "E0316", "\(positions) positions do not fit into the \(entries) entries of `\(layer)`",
      at: span
    ).expected("at least \(positions) entries").found("\(entries)").made(tensor)
      .help("set `entries: \(name)`, or make the sequence shorter")
  }

  func tooLarge(_ tensor: String, _ shape: Shape) -> Diagnostic {
    Diagnostic("E0314", "`\(tensor)` is too large, or makes the parameters too many", at: span)
      .expected("filters below 2²⁶ elements, parameters below 2⁵⁸ in all").found("\(shape)")
      .help("reduce the sizes")
  }

  /// The convolution that brings the other side of a residual connection to the same sizes.
  private static func shortcut(from wide: ModelTensor, to small: ModelTensor) -> String? {
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
