import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Reads `expect:` and holds what needs no plan against what was built.
struct ExpectationChecker {
  /// What has been built.
  struct Model {
    /// Outputs, then other results that have a name.
    let results: [(name: String, tensor: ModelTensor)]
    /// Names of results that something is wrong with.
    let faulty: [String]
    /// Whether there may be more names of results.
    let lacksNames: Bool
    /// Whether nothing is wrong: only then parameters and types are those that are expected.
    let isSound: Bool
    let graph: ModelGraph
    let rows: [LayerRow]
  }

  /// `nil` where nothing could be built: expectations are read then, but not held against anything.
  let model: Model?
  let metrics: [String]
  /// Whether there may be more metrics.
  let lacksMetrics: Bool
  let decoder: Decoder
  /// Names that something is expected of.
  private var given: Set<String> = []
  /// Expectations that can be read and are not met; each has been reported.
  private(set) var unmet = 0

  init(model: Model?, metrics: [String], lacksMetrics: Bool, decoder: Decoder) {
    self.model = model
    self.metrics = metrics
    self.lacksMetrics = lacksMetrics
    self.decoder = decoder
  }

  static var schema: ValueForm.Members {
    let count = ValueForm.oneOf([ValueType<Int>.integer(0...Int.max).form, Comparison.form])
    let keys = (counts + Expectation.Cost.allCases.map(\.rawValue)).map { name in
      (name, count.value(.spec))
    }
    let other = ValueForm.oneOf([ValueType<DeclaredType>.tensorType.form, Comparison.form])
    return [
      ("type", .string("object")), ("properties", .object(keys)),
      ("additionalProperties", other.value(.spec)),
    ]
  }

  mutating func read(_ node: SyntaxNode) throws(Poisoned) -> [Expectation] {
    var expectations: [Expectation] = []
    let entries = try decoder.mapping(of: node, expecting: "a mapping of expectations")
    given = Set(entries.map(\.name))
    for entry in entries {
      if let expectation = try? read(entry) { expectations.append(expectation) }
    }
    return expectations
  }

  private static let counts = ["parameters", "trainable_parameters"]

  private mutating func report(unmet finding: Diagnostic) {
    unmet += 1
    _ = decoder.report(finding)
  }

  private mutating func read(_ entry: SyntaxEntry) throws(Poisoned) -> Expectation {
    let name = entry.name
    if Self.counts.contains(name) { return try parameters(entry) }
    if let cost = Expectation.Cost(rawValue: name) {
      return .cost(cost, try Comparison(entry.value, of: cost.quantity, decoder))
    }
    if let model, let result = model.results.first(where: { $0.name == name }) {
      return try type(of: result, in: model, entry)
    }
    if metrics.contains(name) {
      let comparison = try Comparison(entry.value, decoder)
      try requireReachable(comparison, of: name, entry)
      return .metric(name: name, comparison)
    }
    try skipUnknown(name, entry.value)
    guard let meant = nothing(named: name, entry) else { throw Poisoned() }
    return try read(
      SyntaxEntry(key: entry.key.spelled(meant, at: entry.key.useSpan), value: entry.value))
  }

  /// Throws for a name of something that is wrong or could not be read; its value is read all the same.
  private func skipUnknown(_ name: String, _ value: SyntaxNode) throws(Poisoned) {
    if lacksMetrics, metricRegistry.contains(where: { $0.keyword == name }) {
      _ = try Comparison(value, decoder)
      throw Poisoned()
    }
    let mayBeResult = model.map { $0.lacksNames || $0.faulty.contains(name) } ?? true
    guard mayBeResult else { return }
    // It may be a metric, which is compared, or a result, which has a type.
    let isComparison = value.scalar?.text.first.map { "<>=!≤≥".contains($0) } ?? false
    if isComparison {
      _ = try Comparison(value, decoder)
    } else {
      _ = try ValueType<DeclaredType>.tensorType.decode(value, decoder)
    }
    throw Poisoned()
  }

  /// Reports a name of nothing.
  ///
  /// - Returns: the one that it was surely meant for.
  private mutating func nothing(named name: String, _ entry: SyntaxEntry) -> String? {
    var known = Self.counts + Expectation.Cost.allCases.map(\.rawValue)
    var seen = Set(known)
    known += ((model?.results.map(\.name) ?? []) + metrics).filter { seen.insert($0).inserted }
    let shown = VisibleText.of(name, limit: 60)
    let isMetric = metricRegistry.contains { $0.keyword == name }
    let list = known.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
    // Its value is that of a metric, whatever else is wrong.
    if isMetric { _ = try? Comparison(entry.value, decoder) }
    let compared = decoder.diagnostics.comparesNames ? 1_000 : 0
    let nearby = Array(known.prefix(compared)) + (model?.faulty ?? []).prefix(compared)
    let near = isMetric ? [] : nearNames(of: name, among: nearby)
    let meant = near.count == 1 && !given.contains(near[0]) ? near[0] : nil
    _ = decoder.report(
      Diagnostic("E0603", "nothing to expect of `\(shown)`", at: entry.key.useSpan)
        .expected("one of \(list)\(known.count > 20 ? ", …" : "")").found("`\(shown)`")
        .help(
          isMetric
            ? "add it to the metrics of `evaluate:`"
            : didYouMean(name, among: nearby)
              ?? "name a result with `as:` to expect something of its type"
        ).replacing(meant == nil ? nil : entry.key.useSpan, with: meant ?? ""))
    if let meant { given.insert(meant) }
    return meant
  }

  /// A bound that the metric can never reach was meant otherwise: `> 90` for `> 90%`.
  private func requireReachable(
    _ comparison: Comparison, of name: String, _ entry: SyntaxEntry
  ) throws(Poisoned) {
    guard let metric = metricRegistry.first(where: { $0.keyword == name }),
      !comparison.isReachable(in: metric.range)
    else { return }
    let (low, high) = (metric.range.lowerBound, metric.range.upperBound)
    let limits =
      high.isFinite
      ? "from \(NumberText.shortest(low)) to \(NumberText.shortest(high))"
      : "from \(NumberText.shortest(low))"
    let share = metric.range == 0...1 ? comparison.asPercentage : nil
    let example = share ?? "\(comparison.relation.rawValue) 90%"
    throw decoder.report(
      Diagnostic(
        "E0105", "`\(comparison.plain)` is no bound for `\(name)`, which lies \(limits)",
        at: entry.value.useSpan
      ).expected("a bound \(limits)").found("`\(comparison.plain)`")
        .help(
          metric.range == 0...1
            ? "a share is written below 1, or with a `%`: `\"\(example)\"`"
            : "write a bound \(limits)"
        )
        .replacing(
          share == nil || entry.value.aliasSpan != nil ? nil : entry.value.span,
          with: "\"\(example)\""))
  }

  private mutating func parameters(_ entry: SyntaxEntry) throws(Poisoned) -> Expectation {
    let comparison = try Comparison(entry.value, of: .count, decoder)
    guard let model, model.isSound else { throw Poisoned() }
    let all = entry.name == "parameters"
    let found = model.graph.parameters.reduce(0) {
      $0 + (all || $1.isTrainable ? $1.type.elementCount : 0)
    }
    guard !comparison.holds(Double(found)) else {
      return .parameters(name: entry.name, comparison)
    }
    let kind = all ? "parameters" : "trainable parameters"
    var finding = Diagnostic(
      "E0601", "the model has \(found) \(kind), expected \(comparison.shown)",
      at: entry.value.useSpan
    ).expected(comparison.shown).found("\(found)")
    let largest = model.rows.enumerated().filter { $0.element.parameters > 0 }
      .sorted { ($1.element.parameters, $0.offset) < ($0.element.parameters, $1.offset) }
    for (_, row) in largest.prefix(3) {
      let share = (Double(row.parameters) / Double(max(found, 1)) * 100).rounded()
      finding = finding.label(
        row.span, "`\(row.path)` has \(row.parameters), \(NumberText.shortest(share))%")
    }
    if comparison.isEqual {
      finding = finding.replacing(entry.value.useSpan, with: "\(found)", isExample: true)
    }
    report(unmet: finding)
    return .parameters(name: entry.name, comparison)
  }

  /// Whether the two are one type for every admissible size.
  private func fits(_ expected: TensorType, _ found: TensorType) -> Bool {
    expected.dtype == found.dtype && expected.rank == found.rank
      && zip(expected.shape.dims, found.shape.dims).allSatisfy {
        decoder.solver.equal($0, $1) == .yes
      }
  }

  private mutating func type(
    of result: (name: String, tensor: ModelTensor), in model: Model, _ entry: SyntaxEntry
  ) throws(Poisoned) -> Expectation {
    let expected = try ValueType<DeclaredType>.tensorType.decode(entry.value, decoder)
    let tensor = result.tensor
    guard model.isSound else { throw Poisoned() }
    guard fits(expected.type, tensor.type) else {
      var finding = Diagnostic(
        "E0602", "`\(result.name)` is \(tensor.type), expected \(expected)",
        at: entry.value.useSpan
      ).expected(expected.description).found(tensor.type.description)
        .label(tensor.span, tensor.sentence)
      if let axis = tensor.firstDifference(from: expected.type) {
        finding = finding.derived(axis, of: tensor, in: model.graph.history)
      }
      report(
        unmet: finding.replacing(
          entry.value.useSpan, with: "\"\(tensor.type)\"", isExample: true))
      return .output(name: result.name, type: expected)
    }
    return .output(name: result.name, type: expected)
  }
}

extension ModelTensor {
  /// The first axis that is of another size, where the number of axes is the same.
  fileprivate func firstDifference(from type: TensorType) -> Int? {
    guard type.rank == rank else { return nil }
    return (0..<rank).first { type.shape[$0] != shape[$0] }
  }
}
