import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightIR
import NetwrightLayers
import NetwrightSchedule
import NetwrightTensor

/// Holds the costs of a program against what the spec expects, and names the layers to blame.
struct CostExpectations {
  let spec: CheckedSpec
  let compilation: Compilation

  /// Plans nothing where nothing of that kind is expected.
  func findings() throws(Compilation.Failure) -> [Diagnostic] {
    var costs: [(Expectation.Cost, Comparison)] = []
    for case .cost(let cost, let comparison) in spec.expectations {
      costs.append((cost, comparison))
    }
    guard !costs.isEmpty else { return [] }
    let plan = try compilation.plan()
    let card = try CostCard(compilation, plan: plan)
    var findings: [Diagnostic] = []
    for (cost, comparison) in costs {
      let found = value(cost, card)
      guard !comparison.holds(Double(found)) else { continue }
      let shares = try shares(of: cost, plan)
      findings.append(finding(cost, comparison, found, shares))
    }
    return findings
  }

  private func value(_ cost: Expectation.Cost, _ card: CostCard) -> Int {
    switch cost {
    case .multiplyAccumulates: card.multiplyAccumulates
    case .operations: card.operationsPerStep
    case .peakMemory: card.plannedPeakBytes
    }
  }

  private func finding(
    _ cost: Expectation.Cost, _ comparison: Comparison, _ found: Int, _ shares: [String: Int]
  ) -> Diagnostic {
    let isMemory = cost == .peakMemory
    func text(_ count: Int) -> String {
      isMemory ? Quantity.bytes(count) : count.grouped
    }
    let headline =
      isMemory
      ? "the program needs \(text(found)) of memory"
      : "the model takes \(text(found)) \(cost.noun)"
    var finding = Diagnostic(
      isMemory ? "E0606" : "E0605", "\(headline), expected \(comparison)", at: comparison.span
    ).expected("\(comparison)").found(isMemory ? "\(text(found)) (\(found) bytes)" : "\(found)")
    let ranked = spec.layers.enumerated().map {
      ($0.offset, $0.element, shares[$0.element.path] ?? 0)
    }
    .filter { $0.2 > 0 }.sorted { ($1.2, $0.0) < ($0.2, $1.0) }
    // Of all that is planned; operations are counted by layer before passes join and move them, so
    // that their shares are known and their numbers are others.
    let whole = isMemory ? found : total(shares)
    for (_, row, share) in ranked.prefix(3) {
      let percent = Quantity.decimal(Double(share) / Double(max(whole, 1)) * 100, 0) + "%"
      let amount = cost == .operations ? percent : "\(text(share)), \(percent)"
      finding = finding.label(row.span, "`\(row.path)` takes \(amount)")
    }
    return finding.help(
      isMemory
        ? "make `batch` smaller, or the layers that take most; `netwright explain` shows the map"
        : "make the layers smaller that take most; `netwright summary` shows what is left")
  }

  private func total(_ shares: [String: Int]) -> Int { shares.values.reduce(0, saturatingSum) }

  // MARK: Shares

  private func shares(
    of cost: Expectation.Cost, _ plan: ProgramPlan
  ) throws(Compilation.Failure) -> [String: Int] {
    switch cost {
    case .multiplyAccumulates:
      return CostCard.shares(in: try compilation.complete(.evaluation)) {
        CostCard.products(of: $0, in: $1) / max(spec.batch, 1)
      }
    case .operations:
      let mode: ModelGraph.Mode = compilation.trains ? .training : .evaluation
      return CostCard.shares(in: try compilation.complete(mode)) { node, graph in
        node.op.operationCount(
          inputs: node.inputs.map { graph.type(of: $0) },
          results: node.results.map { graph.type(of: $0) })
      }
    case .peakMemory: return memory(plan)
    }
  }

  /// Bytes by layer at the worst moment: what is kept, and what is live then.
  private func memory(_ plan: ProgramPlan) -> [String: Int] {
    let paths = spec.layers.map(\.path).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    let mode = compilation.trains ? "train" : "evaluate"
    let moment = ArenaMap.worstMoment(plan.buffers.filter { $0.lifetime?.mode == mode })
    var shares: [String: Int] = [:]
    for buffer in plan.buffers {
      if let lifetime = buffer.lifetime {
        guard lifetime.mode == mode, lifetime.first <= moment, moment <= lifetime.last else {
          continue
        }
      }
      guard let path = paths.first(where: { Self.names(buffer.name, $0) }) else { continue }
      shares[path, default: 0] += buffer.footprint
    }
    return shares
  }

  /// Whether the name of a buffer is made of the path of a layer: `train.dense_1_2`,
  /// `optimizer.velocity.dense_1.weight`.
  private static func names(_ buffer: String, _ path: String) -> Bool {
    for prefix in ["", "train.", "evaluate."] where buffer.hasPrefix(prefix + path) {
      let next = buffer.utf8.dropFirst(prefix.utf8.count + path.utf8.count).first
      if next == nil || next == UInt8(ascii: ".") || next == UInt8(ascii: "_") { return true }
    }
    return buffer.contains(".\(path).")
  }
}
