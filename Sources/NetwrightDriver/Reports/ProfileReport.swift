import NetwrightDiagnostics
import NetwrightIR
import NetwrightSchedule

/// The calls of a step by the time they take, each against the roofline: no kernel is faster than
/// its operations at the machine's rate of arithmetic, nor than its bytes at the rate of memory
/// (Williams, Waterman, Patterson, "Roofline", CACM 2009). Tensors that stay in a cache can go beyond
/// the rate of memory.
package struct ProfileReport {
  struct Row {
    let title: String
    let place: String
    /// The median, and the least.
    let milliseconds: Double
    let leastMilliseconds: Double
    let share: Double
    let cost: KernelCost
    let isBoundByMemory: Bool
    /// The time at the limit by the time taken.
    let efficiency: Double

    /// The line alone: a page of text has one spec.
    var line: String { place.split(separator: ":").last.map(String.init) ?? "" }

    /// What it waits for at best.
    var bound: String { isBoundByMemory ? "memory" : "arithmetic" }

    /// Of 10⁹ a second.
    func rate(of count: Int) -> Double {
      milliseconds > 0 ? Double(count) / (milliseconds * 1e6) : 0
    }
  }

  let name: String
  let figures: ProfileFigures
  let rows: [Row]
  let total: KernelCost
  /// What the kernels take one by one, in milliseconds.
  let sum: Double

  /// What a step would take if every kernel ran at the roofline, in milliseconds.
  var limit: Double { rows.reduce(0) { $0 + $1.efficiency * $1.milliseconds } }

  /// The rate of a plain step's operations, of 10⁹ a second.
  var gigaflops: Double {
    let step = figures.stepMilliseconds
    return step > 0 ? Double(total.operations) / (step * 1e6) : 0
  }

  /// That rate as a part of what the machine does in registers.
  var arithmeticShare: Double { figures.gigaflops > 0 ? gigaflops / figures.gigaflops : 0 }

  package init(_ plan: ProgramPlan, _ figures: ProfileFigures) {
    name = plan.name
    self.figures = figures
    let step = plan.training ?? plan.evaluation
    let calls = step.calls
    let sum = figures.calls.reduce(0) { $0 + $1.median }
    self.sum = sum
    let costs = CostCard.costs(of: step, in: plan)
    total = costs.reduce(KernelCost(), +)
    rows = zip(zip(calls, costs), figures.calls).map { pair, times in
      let (call, cost) = pair
      let milliseconds = times.median
      let arithmetic = Double(cost.operations) / (figures.gigaflops * 1e6)
      let memory = Double(cost.bytes) / (figures.gigabytes * 1e6)
      return Row(
        title: call.title, place: Self.place(of: call.origin), milliseconds: milliseconds,
        leastMilliseconds: times.least, share: sum > 0 ? milliseconds / sum : 0, cost: cost,
        isBoundByMemory: memory > arithmetic,
        efficiency: milliseconds > 0 ? max(arithmetic, memory) / milliseconds : 0)
    }.sorted { $0.milliseconds > $1.milliseconds }
  }

  /// `lenet.yaml:16`; empty where no line of the spec asks for it.
  static func place(of origin: Origin) -> String {
    guard let span = origin.span else { return "" }
    let file = span.file.path.split(separator: "/").last.map(String.init) ?? span.file.path
    return "\(file):\(span.startPosition.line)"
  }

  // MARK: Text

  private static let shown = 40

  package var text: String {
    let step = figures.stepMilliseconds
    var lines = [
      "\(name): a step takes \(Quantity.decimal(step, 3)) ms with "
        + "\(Quantity.of(figures.threads, "thread")); its \(Quantity.of(rows.count, "kernel")) one by "
        + "one \(Quantity.decimal(sum, 3)) ms: medians of \(Quantity.of(figures.steps, "step"))",
      "  machine   \(Quantity.decimal(figures.gigaflops, 1)) GFLOP/s between the steps, "
        + "\(Quantity.decimal(figures.gigabytes, 1)) GB/s before them, outside the caches",
      "  step      \(Quantity.count(total.operations)) operations, "
        + "\(Quantity.bytes(total.bytesRead)) read, \(Quantity.bytes(total.bytesWritten)) written; "
        + "\(Quantity.decimal(gigaflops, 1)) GFLOP/s, \(Quantity.percent(arithmeticShare)) of the "
        + "machine's",
      "  limit     \(Quantity.decimal(limit, 3)) ms if every kernel ran at the roofline, "
        + "\(Quantity.percent(step > 0 ? limit / step : 0)) of the step",
    ]
    for note in notes { lines.append("  note      \(note)") }
    lines += [
      ""
    ]
    var table = TextTable([
      ("ms", .right), ("share", .right), ("GFLOP/s", .right), ("GB/s", .right),
      ("bound", .left), ("of limit", .right), ("line", .right), ("kernel", .left),
    ])
    for row in rows.prefix(Self.shown) {
      table.add([
        Quantity.decimal(row.milliseconds, 4), Quantity.percent(row.share),
        Quantity.decimal(row.rate(of: row.cost.operations), 1),
        Quantity.decimal(row.rate(of: row.cost.bytes), 1),
        row.bound,
        Quantity.decimal(row.efficiency * 100, 0) + "%", row.line, row.title,
      ])
    }
    lines += table.lines
    if rows.count > Self.shown {
      let rest = rows.dropFirst(Self.shown).reduce(0) { $0 + $1.share }
      lines.append(
        "… and \(rows.count - Self.shown) more, \(Quantity.percent(rest)); `--format json` has all")
    }
    return lines.joined(separator: "\n")
  }

  /// Why kernels do not add up to the step.
  private func reason(of share: Double) -> String {
    if share < 1 { return "other work interrupted the steps, and these figures say little" }
    if figures.threads == 1 { return "reading the clock behind each of them takes time too" }
    if share < 1.5 { return "all threads meet behind each, where a plain step lets them go on" }
    return "what they show is mostly how threads wait for each other on a busy machine; "
      + "`--threads 1` shows the kernels"
  }

  /// What a reader should know of these figures.
  private var notes: [String] {
    var notes: [String] = []
    let step = figures.stepMilliseconds
    if step > 0, sum > 1.2 * step || sum < 0.8 * step {
      notes.append(
        "one by one they take \(Quantity.percent(sum / step)) of the step: \(reason(of: sum / step))"
      )
    }
    if limit > step || rows.contains(where: { $0.isBoundByMemory && $0.efficiency > 1 }) {
      notes.append("what goes beyond 100% of its limit finds its tensors in a cache")
    }
    if rows.contains(where: { !$0.isBoundByMemory && $0.efficiency > 1.05 }) {
      notes.append("the rate of arithmetic is too low: other work disturbed its measurement")
    }
    return notes
  }

  // MARK: JSON

  var json: String {
    JSONValue.object([
      ("name", .string(name)), ("threads", .integer(figures.threads)),
      ("steps", .integer(figures.steps)), ("step_ms", .number(figures.stepMilliseconds)),
      ("machine_gflops", .number(figures.gigaflops)),
      ("machine_gbytes", .number(figures.gigabytes)),
      ("kernels_ms", .number(sum)), ("limit_ms", .number(limit)),
      ("operations", .integer(total.operations)), ("bytes_read", .integer(total.bytesRead)),
      ("bytes_written", .integer(total.bytesWritten)), ("gflops", .number(gigaflops)),
      ("of_machine_gflops", .number(arithmeticShare)),
      (
        "kernels",
        .array(
          rows.map { row in
            .object([
              ("title", .string(row.title)), ("place", .string(row.place)),
              ("ms", .number(row.milliseconds)), ("min_ms", .number(row.leastMilliseconds)),
              ("share", .number(row.share)),
              ("operations", .integer(row.cost.operations)),
              ("bytes_read", .integer(row.cost.bytesRead)),
              ("bytes_written", .integer(row.cost.bytesWritten)),
              ("gflops", .number(row.rate(of: row.cost.operations))),
              ("gbytes", .number(row.rate(of: row.cost.bytes))),
              ("bound", .string(row.bound)),
              ("of_limit", .number(row.efficiency)),
            ])
          })
      ),
    ]).text(pretty: true)
  }
}
