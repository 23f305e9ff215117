import NetwrightTensor

/// A size: four bytes with the values of its names, then the expression.
///
/// The value of the normal form is that of the expression as written, the printed form reads as the
/// same size, and the solver never says yes where the values say no.
enum DimensionTarget {
  static let names = ["a", "b", "c", "d"]

  static func run(_ bytes: [UInt8]) {
    guard bytes.count > names.count else { return }
    var binding: [String: Int] = [:]
    for (name, byte) in zip(names, bytes) { binding[name] = 1 + Int(byte) }
    let text = String(decoding: bytes.dropFirst(names.count), as: UTF8.self)
    guard let dim = parsed(text, names: symbols) else {
      _ = try? DimensionParser.type(text, names: symbols)
      _ = try? DimensionParser.pattern(text, names: symbols)
      return
    }
    let printed = dim.description
    // The printed form may be longer than what can be read.
    if printed.utf8.count <= DimensionParser.maximumLength,
      let again = parsed(printed, names: symbols), again != dim
    {
      broken("a printed size reads as itself", "\(text)\n\(printed)\n\(again)")
    }
    let values = binding.mapValues { Dim($0) }
    guard let raw = parsed(text, names: values)?.constant,
      let bound = try? dim.substituting(binding)
    else { return }
    guard bound.constant == raw else {
      broken("the normal form has the same value", "\(text)\n\(dim)\n\(binding)\n\(bound) \(raw)")
    }
    compare(dim, raw, text)
  }

  private static func compare(_ dim: Dim, _ value: Int, _ text: String) {
    let solver = Solver()
    if let range = solver.interval(of: dim), !range.contains(value) {
      broken("bounds hold", "\(text) = \(value) is not in \(range)")
    }
    for step in -1...1 {
      let (bound, overflow) = value.addingReportingOverflow(step)
      if overflow { continue }
      switch solver.atLeast(dim, bound) {
      case .yes where value < bound: broken("yes is yes", "\(text) >= \(bound), \(value)")
      case .no where value >= bound: broken("no is no", "\(text) >= \(bound), \(value)")
      default: continue
      }
    }
    if solver.equal(dim, Dim(value)) == .no { broken("no is no", "\(text) == \(value)") }
  }

  private static let symbols = Dictionary(
    uniqueKeysWithValues: names.map { ($0, Dim(symbol: $0)) })

  private static func parsed(_ text: String, names: [String: Dim]) -> Dim? {
    try? DimensionParser.dim(text, names: names)
  }
}
