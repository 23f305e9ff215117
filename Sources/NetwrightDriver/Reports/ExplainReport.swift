import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightPasses
import NetwrightSchedule
import NetwrightTensor

/// What a spec becomes: passes, kernels, what fusion left apart, memory.
struct ExplainReport {
  struct Pass {
    let name: String
    let before: Int
    let after: Int
  }

  let plan: ProgramPlan
  let card: CostCard
  /// Rows of a batch.
  let batch: Int
  let mode: ModelGraph.Mode
  let passes: [Pass]
  /// What fusion left apart; nil where `fuse-kernels` is left out.
  let fusion: FusionReport?
  let map: ArenaMap

  init(_ compilation: Compilation, _ mode: ModelGraph.Mode) throws(Compilation.Failure) {
    self.mode = mode
    plan = try compilation.plan()
    card = try CostCard(compilation, plan: plan, evaluates: mode == .evaluation)
    batch = compilation.spec.batch
    var passes: [Pass] = []
    var nodes = try compilation.complete(mode).nodes.count
    var beforeFusion: Graph?
    var last: Graph?
    _ = try compilation.optimized(mode) { name, graph in
      passes.append(Pass(name: name, before: nodes, after: graph.nodes.count))
      nodes = graph.nodes.count
      if name == FuseKernels.name { beforeFusion = last }
      last = graph
    }
    self.passes = passes
    fusion = beforeFusion.map { FusionReport($0) }
    map = ArenaMap(plan, mode: mode == .training ? "train" : "evaluate")
  }

  private var step: StepPlan { (mode == .training ? plan.training : nil) ?? plan.evaluation }

  private var calls: [KernelCall] { step.calls }

  private var costs: [(call: KernelCall, cost: KernelCost)] {
    zip(step.calls, CostCard.costs(of: step, in: plan)).map { ($0, $1) }
  }

  /// Refusals for one reason.
  private struct Reason {
    let text: String
    /// Makers with a reader each.
    var pairs = 0
    /// What the makers make, and its bytes, each value once.
    var values: [Value: Int] = [:]

    var bytes: Int { values.values.reduce(0, saturatingSum) }
  }

  /// Refusals by reason, those of the most bytes first.
  private var reasons: [Reason] {
    var found: [String: Reason] = [:]
    for refusal in refusals {
      let text = refusal.reason.summary
      found[text, default: Reason(text: text)].pairs += 1
      found[text]?.values[refusal.value] = refusal.type.byteCount
    }
    return found.values.sorted { ($1.bytes, $0.text) < ($0.bytes, $1.text) }
  }

  private var refusals: [FusionReport.Refusal] { fusion?.refusals ?? [] }

  private var largestRefusals: [FusionReport.Refusal] {
    refusals.enumerated()
      .sorted { ($1.element.type.byteCount, $0.offset) < ($0.element.type.byteCount, $1.offset) }
      .map(\.element)
  }

  /// `dense_1: add`, or `gradient of dense_1: multiply`.
  static func name(_ node: Node) -> String {
    let origin = node.origin
    if origin.path.isEmpty { return node.keyword }
    return (origin.isGradient ? "gradient of " : "") + "\(origin.path): \(node.keyword)"
  }

  // MARK: Text

  private static let shown = 40

  var text: String {
    let step = mode == .training ? "a training step" : "an evaluation"
    return
      ([
        "\(plan.name): \(step) of \(Quantity.of(batch, "row")) runs "
          + "\(Quantity.of(calls.count, "kernel")), "
          + "\(Quantity.of(calls.count { $0.barrierBefore } + 1, "stretch", "stretches")) between "
          + "barriers",
        "",
      ] + card.lines(batch: batch) + [
        "", "passes",
      ] + passLines + ["", "kernels"] + kernelLines + ["", "fusions refused"] + refusalLines + [
        "", "memory",
      ] + map.lines).joined(separator: "\n")
  }

  private var passLines: [String] {
    var table = TextTable(
      [("before", .right), ("after", .right), ("pass", .left)], indent: "  ")
    for pass in passes { table.add(["\(pass.before)", "\(pass.after)", pass.name]) }
    return table.lines
  }

  private var kernelLines: [String] {
    var table = TextTable(
      [
        ("operations", .right), ("read", .right), ("written", .right), ("line", .left),
        ("kernel", .left),
      ], indent: "  ")
    for (call, cost) in costs {
      table.add([
        Quantity.count(cost.operations), Quantity.bytes(cost.bytesRead),
        Quantity.bytes(cost.bytesWritten), ProfileReport.place(of: call.origin), call.title,
      ])
    }
    return table.lines
  }

  private var refusalLines: [String] {
    guard let fusion else {
      return ["  \(FuseKernels.name) is left out: every operation is a kernel"]
    }
    var summary = TextTable(
      [("pairs", .right), ("values", .right), ("bytes", .right), ("reason", .left)], indent: "  ")
    for reason in reasons {
      summary.add([
        "\(reason.pairs)", "\(reason.values.count)", Quantity.bytes(reason.bytes), reason.text,
      ])
    }
    var lines = summary.lines
    if !fusion.recomputed.isEmpty {
      lines.append(
        "  \(Quantity.of(fusion.recomputed.count, "value is", "values are")) computed again where "
          + "read")
    }
    lines.append("")
    for refusal in largestRefusals.prefix(Self.shown) {
      lines.append(
        "  \(Self.name(refusal.maker)) → \(Self.name(refusal.reader)), "
          + "\(Quantity.bytes(refusal.type.byteCount))")
      lines.append("    \(refusal.reason.explanation)")
    }
    let rest = fusion.refusals.count - Self.shown
    if rest > 0 { lines.append("  … and \(rest) more; `--format json` has all") }
    return lines
  }

  // MARK: JSON

  var json: String {
    JSONValue.object([
      ("name", .string(plan.name)), ("step", .string(mode == .training ? "train" : "evaluate")),
      ("cost", .object(card.members)),
      ("passes", .array(passes.map(json))),
      ("kernels", .array(costs.map { json($0.call, $0.cost) })),
      ("refused_fusions", fusion.map { .array($0.refusals.map(json)) } ?? .null),
      ("recomputed", .array((fusion?.recomputed ?? []).map { .string(Self.name($0)) })),
      ("memory", map.json),
    ]).text(pretty: true)
  }

  private func json(_ pass: Pass) -> JSONValue {
    .object([
      ("name", .string(pass.name)), ("nodes_before", .integer(pass.before)),
      ("nodes_after", .integer(pass.after)),
    ])
  }

  private func json(_ call: KernelCall, _ cost: KernelCost) -> JSONValue {
    .object([
      ("title", .string(call.title)),
      ("place", .string(ProfileReport.place(of: call.origin))),
      ("function", .string(plan.functions[call.function].name)),
      ("barrier_before", .bool(call.barrierBefore)),
      ("operations", .integer(cost.operations)), ("bytes_read", .integer(cost.bytesRead)),
      ("bytes_written", .integer(cost.bytesWritten)),
    ])
  }

  private func json(_ refusal: FusionReport.Refusal) -> JSONValue {
    .object([
      ("maker", .string(Self.name(refusal.maker))), ("reader", .string(Self.name(refusal.reader))),
      ("type", .string(refusal.type.description)), ("bytes", .integer(refusal.type.byteCount)),
      ("reason", .string(refusal.reason.explanation)),
    ])
  }
}

extension FusionRefusal {
  /// The reason without its sizes.
  fileprivate var summary: String {
    if case .otherLoops = self { return "it is read in loops over other sizes" }
    return explanation
  }
}
