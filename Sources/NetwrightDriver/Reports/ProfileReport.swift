import NetwrightDiagnostics
import NetwrightIR
import NetwrightSchedule

/// The calls of a step by the time they take, each against the roofline: no kernel is faster than
/// its operations at the machine's rate of arithmetic, nor than its bytes at the rate of memory
/// (Williams, Waterman, Patterson, "Roofline", CACM 2009). Tensors that stay in a cache can go beyond
/// the rate of memory.
struct ProfileReport {
  struct Row {
    let title: String
    let place: String
    let milliseconds: Double
    let share: Double
    let cost: KernelCost
    let isBoundByMemory: Bool
    /// The time at the limit by the time taken.
    let efficiency: Double

    /// The line alone: a page of text has one spec.
    var line: String { place.split(separator: ":").last.map(String.init) ?? "" }

    /// Of 10⁹ a second.
    func rate(of count: Int) -> Double {
      milliseconds > 0 ? Double(count) / (milliseconds * 1e6) : 0
    }
  }

  let name: String
  let figures: ProfileFigures
  let rows: [Row]
  let total: KernelCost

  init(_ plan: ProgramPlan, _ figures: ProfileFigures) {
    name = plan.name
    self.figures = figures
    let step = plan.training ?? plan.evaluation
    let calls = step.calls
    let sum = figures.callMilliseconds.reduce(0, +)
    let costs = CostCard.costs(of: step, in: plan)
    total = costs.reduce(KernelCost(), +)
    rows = zip(zip(calls, costs), figures.callMilliseconds).map { pair, milliseconds in
      let (call, cost) = pair
      let arithmetic = Double(cost.operations) / (figures.gigaflops * 1e6)
      let memory = Double(cost.bytes) / (figures.gigabytes * 1e6)
      return Row(
        title: call.title, place: Self.place(of: call.origin), milliseconds: milliseconds,
        share: sum > 0 ? milliseconds / sum : 0, cost: cost,
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

  var text: String {
    let sum = figures.callMilliseconds.reduce(0, +)
    let step = figures.stepMilliseconds
    let ideal = rows.reduce(0) { $0 + $1.efficiency * $1.milliseconds }
    var lines = [
      "\(name): a step takes \(Quantity.decimal(step, 3)) ms with \(figures.threads) threads; "
        + "its \(rows.count) kernels one by one \(Quantity.decimal(sum, 3)) ms",
      "  machine   \(Quantity.decimal(figures.gigaflops, 1)) GFLOP/s, "
        + "\(Quantity.decimal(figures.gigabytes, 1)) GB/s, measured just now",
      "  step      \(Quantity.count(total.operations)) operations, "
        + "\(Quantity.bytes(total.bytesRead)) read, \(Quantity.bytes(total.bytesWritten)) written",
      "  limit     \(Quantity.decimal(ideal, 3)) ms if every kernel ran at the roofline, "
        + "\(Quantity.percent(step > 0 ? ideal / step : 0)) of the step",
      "",
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
        row.isBoundByMemory ? "memory" : "FMA",
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

  // MARK: JSON

  var json: String {
    JSONValue.object([
      ("name", .string(name)), ("threads", .integer(figures.threads)),
      ("steps", .integer(figures.steps)), ("step_ms", .number(figures.stepMilliseconds)),
      ("machine_gflops", .number(figures.gigaflops)),
      ("machine_gbytes", .number(figures.gigabytes)),
      (
        "kernels",
        .array(
          rows.map { row in
            .object([
              ("title", .string(row.title)), ("place", .string(row.place)),
              ("ms", .number(row.milliseconds)), ("share", .number(row.share)),
              ("operations", .integer(row.cost.operations)),
              ("bytes_read", .integer(row.cost.bytesRead)),
              ("bytes_written", .integer(row.cost.bytesWritten)),
              ("gflops", .number(row.rate(of: row.cost.operations))),
              ("gbytes", .number(row.rate(of: row.cost.bytes))),
              ("bound", .string(row.isBoundByMemory ? "memory" : "arithmetic")),
              ("of_limit", .number(row.efficiency)),
            ])
          })
      ),
    ]).text(pretty: true)
  }
}
