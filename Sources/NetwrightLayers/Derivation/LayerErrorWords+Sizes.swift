import NetwrightDiagnostics
import NetwrightTensor

/// Sizes that a layer cannot work with.
extension LayerErrorWords {
  func window(_ tensor: ModelTensor, _ axis: Int, _ extent: Int, _ available: Dim) -> Diagnostic {
    let name = AxisName.of(axis, rank: tensor.rank)
    let turned = history.channelsLast(tensor, fitting: extent)
    return Diagnostic(
      "E0309", "the window of `\(layer)` has \(name) \(extent), its input only \(available)",
      at: span
    ).expected("a \(name) of at most \(available)").found("\(extent)").made(tensor)
      .help(
        turned.map {
          "images are [batch, height, width, channels]; with channels last it is \"\($0.type)\""
        }
          ?? "use a smaller window, `padding: same`, or fewer strides and poolings before it")
  }

  func groups(
    _ tensor: ModelTensor, _ groups: Int, _ channels: Int, _ filters: Int
  ) -> Diagnostic {
    let (count, what) =
      channels % groups == 0 ? (filters, "filters") : (channels, "input channels")
    let common = Self.greatestDivisor(channels, filters)
    let divided = "the \(channels) input channels and the \(filters) filters"
    return Diagnostic(
      "E0312", "\(groups) groups do not divide the \(count) \(what) of `\(layer)`", at: span
    ).expected("a divisor of \(channels) and \(filters)").found("\(groups)").made(tensor)
      .help("\(divided) are divided by \(Self.divisors(of: common, upTo: 64))")
  }

  func depthwise(_ tensor: ModelTensor, _ channels: Int, _ filters: Int) -> Diagnostic {
    let near = Self.multiple(of: channels, near: filters)
    return Diagnostic(
      "E0312", "\(filters) filters of `\(layer)` cannot be shared out among \(channels) channels",
      at: span
    ).expected("as many filters for each channel").found("\(filters)").made(tensor)
      .note("`groups: depthwise` makes a group of each input channel")
      .help("write a multiple, `filters: \(near)`, or leave `filters` out to have \(channels)")
  }

  /// The multiple of a number that is nearest to another number.
  static func multiple(of number: Int, near wanted: Int) -> Int {
    guard number > 0, wanted > number else { return number }
    let below = wanted / number * number
    let (above, overflow) = below.addingReportingOverflow(number)
    return overflow || wanted - below <= above - wanted ? below : above
  }

  static func greatestDivisor(_ left: Int, _ right: Int) -> Int {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return a
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

  func sizesDiffer(
    _ first: ModelTensor, _ second: ModelTensor, _ free: Int?
  ) -> Diagnostic {
    // What is made of the other one is what has changed.
    let isFirst = history.isMade(first, of: second)
    let (kept, changed) = isFirst ? (second, first) : (first, second)
    let padding = PaddingRepair(first, second, except: free, history)
    return Diagnostic("E0303", "`\(layer)` cannot join \(first.type) and \(second.type)", at: span)
      .expected("\(kept.type)").found("\(changed.type)").made(first).made(second)
      .help(padding?.help ?? "give both the same sizes; nothing is broadcast silently")
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
