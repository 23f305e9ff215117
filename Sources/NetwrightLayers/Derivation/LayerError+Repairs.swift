import NetwrightDiagnostics
import NetwrightIR
import NetwrightTensor

extension LayerError {
  /// The error in words, with the way of each size at fault and the change that mends it.
  package func diagnostic(of use: LayerUse, in history: TensorHistory) -> Diagnostic {
    var result = diagnostic(layer: use.path, at: use.span)
    for (tensor, axis) in faults { result = result.derived(axis, of: tensor, in: history) }
    return result.replacing(repair(of: use, in: history))
  }

  /// The axes whose sizes do not fit.
  private var faults: [(ModelTensor, Int)] {
    switch self {
    case .unboundAxis(let tensor, let axis): return [(tensor, axis)]
    case .window(let tensor, let name, _, _):
      let axis = (0..<tensor.rank).first { AxisName.of($0, rank: tensor.rank) == name }
      return axis.map { [(tensor, $0)] } ?? []
    case .groups(let tensor, _, _, let what) where what.hasPrefix("input"):
      return [(tensor, tensor.rank - 1)]
    case .heads(let tensor, _, _): return [(tensor, tensor.rank - 1)]
    case .tooFewPositions(let tensor, _, _): return [(tensor, 1)]
    case .sizesDiffer(let first, let second, _):
      return AxisName.differing(first.type, second.type).prefix(1).flatMap {
        [(first, $0), (second, $0)]
      }
    case .elementCounts(let tensor, _, _):
      return (0..<tensor.rank).filter { $0 > 0 && tensor.shape[$0] != 1 }.prefix(3).map {
        (tensor, $0)
      }
    default: return []
    }
  }

  private func repair(of use: LayerUse, in history: TensorHistory) -> Diagnostic.Replacement? {
    switch self {
    case .rank(let tensor, let expected, _):
      return use.takesResultBefore ? entry(tensor, expected, before: use) : nil
    case .elementType(let tensor, let expected):
      guard let space = expected.firstIndex(of: " "), expected.hasPrefix("i32") else { return nil }
      return history.declaration(of: tensor).map {
        Diagnostic.Replacement(
          span: $0.span, text: "\"i32\(tensor.shape)\(expected[space...])\"")
      }
    case .window(let tensor, _, let extent, _): return window(extent, tensor, use)
    case .groups(let tensor, let groups, let channels, let what):
      // What divides both the channels and the filters.
      var common = channels
      if what.hasPrefix("input"), let filters = number("filters", use) {
        common = Self.greatestDivisor(channels, filters)
      } else if let width = tensor.shape.dims.last?.constant {
        common = Self.greatestDivisor(channels, width)
      }
      return Repair.number(use.keys.value("groups"), Self.divisor(of: common, near: groups))
    case .heads(_, let heads, let width):
      return Repair.number(use.keys.value("heads"), Self.divisor(of: width, near: heads))
    case .elementCounts(_, _, let repair?):
      let sizes = repair.dims.compactMap(\.constant)
      return sizes.count == repair.rank ? Repair.list(use.keys.value("shape"), sizes) : nil
    case .rangeExceeds(_, let count, _):
      return Repair.number(use.keys.value("entries"), count)
    case .tooFewPositions(_, let count, _):
      return count.constant.flatMap { Repair.number(use.keys.value("entries"), $0) }
    case .noRange(let tensor, let entries):
      return history.declaration(of: tensor).map {
        Diagnostic.Replacement(span: $0.span, text: "\"\(tensor.type) in 0..<\(entries)\"")
      }
    case .sizesDiffer(let first, let second, _):
      let axes = AxisName.differing(first.type, second.type)
      guard axes.count == 1, let axis = axes.first else { return nil }
      return history.repair(axis, of: first, to: second.shape[axis])
        ?? history.repair(axis, of: second, to: first.shape[axis])
    default: return nil
    }
  }

  private func number(_ key: String, _ use: LayerUse) -> Int? {
    use.keys.value(key)?.scalar.flatMap { Int($0.text) }
  }

  /// The layer that gives a tensor the axes that are wanted.
  private func entry(
    _ tensor: ModelTensor, _ expected: String, before use: LayerUse
  ) -> Diagnostic.Replacement? {
    if expected.hasPrefix("[batch, features]"), tensor.rank > 2 {
      return Repair.entry("flatten", before: use.span)
    }
    guard expected.hasPrefix("[batch, height, width, channels]"), tensor.rank == 3,
      let rows = tensor.shape[1].constant, let columns = tensor.shape[2].constant
    else { return nil }
    return Repair.entry("reshape: [\(rows), \(columns), 1]", before: use.span)
  }

  /// The largest window that fits both ways, no larger than the one that does not.
  private func window(
    _ extent: Int, _ image: ModelTensor, _ use: LayerUse
  ) -> Diagnostic.Replacement? {
    let node = use.keys.value("kernel") ?? use.keys.value("window")
    guard let node, use.keys.value("dilation") == nil else { return nil }
    let sizes = image.shape.dims.dropFirst().dropLast().compactMap(\.constant)
    guard sizes.count == image.rank - 2, let least = sizes.min(), least >= 1 else { return nil }
    guard let wanted = node.sequence else { return Repair.number(node, min(extent, least)) }
    guard wanted.count == sizes.count else { return nil }
    let fitting = zip(wanted, sizes).map { min(Int($0.scalar?.text ?? "") ?? $1, $1) }
    return Repair.list(node, fitting)
  }

  /// The divisor of a number that is nearest to another number; the smaller of two.
  static func divisor(of number: Int, near wanted: Int) -> Int {
    guard number > 0 else { return 1 }
    var best = 1
    for candidate in 1...min(number, 1 << 12) where number % candidate == 0 {
      for divisor in [candidate, number / candidate]
      where (abs(divisor - wanted), divisor) < (abs(best - wanted), best) { best = divisor }
    }
    return best
  }

  private static func greatestDivisor(_ left: Int, _ right: Int) -> Int {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
