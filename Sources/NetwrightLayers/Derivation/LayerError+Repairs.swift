import NetwrightDiagnostics
import NetwrightIR
import NetwrightTensor

extension LayerError {
  /// The error in words, with the way of each size at fault and a change that mends it.
  package func diagnostic(of use: LayerUse, in history: TensorHistory) -> Diagnostic {
    var result = LayerErrorWords(use: use, history: history).diagnostic(self)
    for (tensor, axis) in faults { result = result.derived(axis, of: tensor, in: history) }
    for repair in LayerRepair(use: use, history: history).repairs(of: self) {
      result = result.replacing(repair)
    }
    return result
  }

  /// The axes whose sizes do not fit.
  private var faults: [(ModelTensor, Int)] {
    switch self {
    case .unboundAxis(let tensor, let axis): [(tensor, axis)]
    case .window(let tensor, let axis, _, _): [(tensor, axis)]
    case .groups(let tensor, _, _, _), .depthwise(let tensor, _, _): [(tensor, tensor.rank - 1)]
    case .heads(let tensor, _, _): [(tensor, tensor.rank - 1)]
    case .tooFewPositions(let tensor, _, _): [(tensor, 1)]
    case .sizesDiffer(let first, let second, let free):
      AxisName.differing(first.type, second.type, except: free).prefix(1).flatMap {
        [(first, $0), (second, $0)]
      }
    case .elementCounts(let tensor, _, _):
      (0..<tensor.rank).filter { $0 > 0 && tensor.shape[$0] != 1 }.prefix(3).map { (tensor, $0) }
    case .inputCount, .elementType, .rank, .axis, .missingFilters, .noRange, .rangeExceeds,
      .tooLarge, .shape, .einsum, .formula, .tie, .softmaxTwice, .softmaxOfOne:
      []
    }
  }
}

/// The change of the text that mends an error of a layer, or an example where several would.
struct LayerRepair {
  let use: LayerUse
  let history: TensorHistory

  /// All of them together mend it.
  func repairs(of error: LayerError) -> [Diagnostic.Replacement] {
    if case .sizesDiffer(let first, let second, let free) = error,
      let padding = PaddingRepair(first, second, except: free, history)
    {
      return padding.replacements
    }
    return repair(of: error).map { [$0] } ?? []
  }

  private func repair(of error: LayerError) -> Diagnostic.Replacement? {
    switch error {
    case .rank(let tensor, let needed): entry(tensor, needed)
    case .elementType(let tensor, .indices(let bound)): indices(tensor, bound)
    case .noRange(let tensor, let entries): declared(tensor, below: entries)
    case .window(let tensor, _, let extent, _): window(extent, tensor)
    case .groups(_, let groups, let channels, let filters):
      Repair.number(
        use.keys.value("groups"),
        "\(Self.divisor(of: LayerErrorWords.greatestDivisor(channels, filters), near: groups))")
    case .depthwise(_, let channels, let filters):
      Repair.number(
        use.keys.value("filters"), "\(LayerErrorWords.multiple(of: channels, near: filters))")
    case .heads(_, let heads, let width):
      Repair.number(use.keys.value("heads"), "\(Self.divisor(of: width, near: heads))")
    case .elementCounts(_, _, let repair?): list(repair)
    case .rangeExceeds(let tensor, let count, _):
      Repair.number(
        use.keys.value("entries"), history.spelled(Dim(count), as: history.boundText(of: tensor)))
    case .tooFewPositions(let tensor, let count, _): entries(count, tensor)
    case .sizesDiffer(let first, let second, let free): equalize(first, second, except: free)
    case .inputCount, .elementType(_, .floats), .unboundAxis, .axis, .elementCounts(_, _, nil),
      .missingFilters, .tooLarge, .shape, .einsum, .formula, .tie, .softmaxTwice,
      .softmaxOfOne:
      nil
    }
  }

  /// The layer that gives a tensor the axes that are wanted.
  private func entry(
    _ tensor: ModelTensor, _ needed: InputForm
  ) -> Diagnostic.Replacement? {
    guard use.takesResultBefore else { return nil }
    if needed == .features, tensor.rank > 3 { return Repair.entry("flatten", before: use.span) }
    guard needed == .image, tensor.rank == 3, let rows = tensor.shape[1].constant,
      let columns = tensor.shape[2].constant
    else { return nil }
    // Of a sequence, not of a picture without channels, something else may be meant.
    return Repair.entry("reshape: [\(rows), \(columns), 1]", before: use.span).map {
      Diagnostic.Replacement(span: $0.span, text: $0.text, isExample: true)
    }
  }

  /// The input as integers with a range.
  private func indices(_ tensor: ModelTensor, _ bound: Int) -> Diagnostic.Replacement? {
    let text = history.declaredText(of: tensor) ?? "\(tensor.type)"
    let sizes = text.drop { $0 != "[" }
    let name = use.keys.spelled(bound, of: "entries", history)
    return history.redeclared(tensor, as: "i32\(sizes) in 0..<\(name)")
  }

  private func declared(_ tensor: ModelTensor, below entries: Int) -> Diagnostic.Replacement? {
    let text = history.declaredText(of: tensor) ?? "\(tensor.type)"
    let name = use.keys.spelled(entries, of: "entries", history)
    return history.redeclared(tensor, as: "\(text) in 0..<\(name)")
  }

  private func entries(_ count: Dim, _ tensor: ModelTensor) -> Diagnostic.Replacement? {
    guard count.constant != nil else { return nil }
    return Repair.number(use.keys.value("entries"), history.spelling(of: 1, in: tensor))
  }

  private func list(_ shape: Shape) -> Diagnostic.Replacement? {
    let sizes = shape.dims.compactMap(\.constant)
    return sizes.count == shape.rank ? Repair.list(use.keys.value("shape"), sizes) : nil
  }

  /// Makes two sizes one where one of them is set.
  private func equalize(
    _ first: ModelTensor, _ second: ModelTensor, except free: Int?
  ) -> Diagnostic.Replacement? {
    let axes = AxisName.differing(first.type, second.type, except: free)
    guard axes.count == 1, let axis = axes.first else { return nil }
    return history.repair(axis, of: first, to: second)
      ?? history.repair(axis, of: second, to: first)
  }

  /// The largest window that fits both ways, no larger than the one that does not.
  private func window(_ extent: Int, _ image: ModelTensor) -> Diagnostic.Replacement? {
    if let (type, node) = history.channelsLast(image, fitting: extent) {
      return Diagnostic.Replacement(span: node.span, text: "\"\(type)\"", isExample: true)
    }
    let node = use.keys.value("kernel") ?? use.keys.value("window")
    guard let node, use.keys.value("dilation") == nil else { return nil }
    let sizes = image.shape.dims.dropFirst().dropLast().compactMap(\.constant)
    guard sizes.count == image.rank - 2, let least = sizes.min(), least >= 1 else { return nil }
    guard let wanted = node.sequence else { return Repair.number(node, "\(min(extent, least))") }
    guard wanted.count == sizes.count else { return nil }
    let fitting = zip(wanted, sizes).map { min(Int($0.scalar?.text ?? "") ?? $1, $1) }
    return Repair.list(node, fitting)
  }

  // MARK: Divisors

  /// The divisor of a number that is nearest to another number; the smaller of two.
  private static func divisor(of number: Int, near wanted: Int) -> Int {
    guard number > 0 else { return 1 }
    var best = 1
    for candidate in 1...min(number, 1 << 12) where number % candidate == 0 {
      for divisor in [candidate, number / candidate]
      where (abs(divisor - wanted), divisor) < (abs(best - wanted), best) { best = divisor }
    }
    return best
  }
}
