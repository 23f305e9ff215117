import NetwrightDiagnostics
import NetwrightIR
import NetwrightPasses
import NetwrightSelfCheck
import NetwrightTensor

/// The figures of all engines, as a table, as JSON, and as diagnostics for what disagrees.
package struct SelfCheckReport {
  let name: String
  let batch: Int
  let wholeBatch: Int
  let seed: UInt64
  /// The gradients of the reference.
  let tensors: Tensors
  let losses: [Double]
  let rows: [SelfCheck.Row]

  package init(
    name: String, batch: Int, wholeBatch: Int, seed: UInt64, tensors: Tensors, losses: [Double],
    rows: [SelfCheck.Row]
  ) {
    self.name = name
    self.batch = batch
    self.wholeBatch = wholeBatch
    self.seed = seed
    self.tensors = tensors
    self.losses = losses
    self.rows = rows
  }

  // MARK: Text

  package var text: String {
    let elements = tensors.values.reduce(0) { $0 + $1.count }
    let rowsOf = batch == wholeBatch ? "batch \(batch)" : "batch \(batch) (of \(wholeBatch))"
    var lines = [
      "selfcheck of \(name): \(rowsOf), seed \(seed), 2 steps, \(tensors.count) gradients of "
        + "\(elements) elements",
      "reference: the unoptimized graph in f64; losses "
        + losses.map { digits($0) }
        .joined(separator: ", "), "",
    ]
    var table = TextTable(
      [
        ("engine", .left), ("loss", .right), ("gradients", .right), ("after 2 updates", .right),
        ("", .left),
      ], width: nil, indent: "  ", gap: 3)
    for row in rows { table.add(cells(row)) }
    lines += table.lines
    let wrong = rows.count { !$0.agrees }
    lines += ["", wrong == 0 ? "all engines agree" : "\(wrong) of \(rows.count) engines disagree"]
    return lines.joined(separator: "\n")
  }

  private func cells(_ row: SelfCheck.Row) -> [String] {
    let figures = [row.loss, row.gradient, row.state].map { figure in
      figure.map { short($0) } ?? "-"
    }
    let isSkipped = row.loss == nil && row.gradient == nil && row.agrees
    let verdict = isSkipped ? nil : row.agrees ? "ok" : "DIFFERS"
    return [row.engine.rawValue] + figures
      + [[verdict, row.note].compactMap { $0 }.joined(separator: ", ")]
  }

  /// Two digits: `3.1e-07`.
  private func short(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    var (exponent, scaled) = (0, value.magnitude)
    while scaled >= 9.95 { (scaled, exponent) = (scaled / 10, exponent + 1) }
    while scaled < 0.995 { (scaled, exponent) = (scaled * 10, exponent - 1) }
    let tenths = Int((scaled * 10).rounded())
    let magnitude = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
    return "\(tenths / 10).\(tenths % 10)e\(exponent < 0 ? "-" : "+")\(magnitude)"
  }

  private func digits(_ value: Double) -> String {
    value.isFinite ? "\((value * 1e6).rounded() / 1e6)" : "\(value)"
  }

  // MARK: JSON

  package var json: String {
    JSONValue.object([
      ("name", .string(name)), ("batch", .integer(batch)), ("seed", .integer(Int(clamping: seed))),
      ("gradients", .integer(tensors.count)), ("losses", .array(losses.map { .number($0) })),
      ("agrees", .bool(rows.allSatisfy(\.agrees))), ("engines", .array(rows.map(json))),
    ]).text(pretty: true)
  }

  private func json(_ row: SelfCheck.Row) -> JSONValue {
    func figure(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    return .object([
      ("engine", .string(row.engine.rawValue)), ("agrees", .bool(row.agrees)),
      ("loss", figure(row.loss)), ("gradients", figure(row.gradient)),
      ("after_two_updates", figure(row.state)), ("note", row.note.map { .string($0) } ?? .null),
      ("culprit", row.culprit.map { .string($0.description) } ?? .null),
      (
        "differences",
        .array(
          row.differences.map { difference in
            .object([
              ("what", .string(difference.title)), ("distance", .number(difference.distance)),
              ("allowed", .number(difference.allowed)), ("element", .integer(difference.element)),
              ("expected", .number(difference.expected)), ("found", .number(difference.found)),
            ])
          })
      ),
    ])
  }

  // MARK: Diagnostics

  /// One for each engine that disagrees, about the tensor that it gets wrong first.
  package func diagnostics(in graph: Graph) -> [Diagnostic] {
    rows.filter { !$0.agrees }.map { row in
      let culprit = row.culprit.map { "; to blame: \($0.description)" } ?? ""
      guard let first = row.differences.first else {
        return Diagnostic("E0710", "\(row.engine.rawValue) disagrees\(culprit)", at: nil)
          .expected("what the unoptimized graph computes").found(row.note ?? "something else")
          .help(help(row))
      }
      let span = origin(of: first.name, in: graph)
      var diagnostic = Diagnostic(
        "E0710", "\(row.engine.rawValue): \(first.title) is wrong\(culprit)", at: span
      )
      .expected("element \(first.element) is \(first.expected)").found("\(first.found)")
      .note("the tensor is off by \(short(first.distance)), allowed are \(short(first.allowed))")
      .label(row.culprit?.span, "the kernel is made for this")
      let others = row.differences.dropFirst()
      if !others.isEmpty {
        let names = others.prefix(5).map(\.title).joined(separator: ", ")
        let more = others.count > 5 ? " and \(others.count - 5) more" : ""
        diagnostic = diagnostic.note("also: \(names)\(more)")
      }
      return diagnostic.help(help(row))
    }
  }

  private func help(_ row: SelfCheck.Row) -> String {
    let report = "this is a fault of Netwright; please report it with the spec"
    guard case .pass(let name, _) = row.culprit, PassSelection.optionalNames.contains(name) else {
      return report
    }
    return "\(report); until it is mended, `--without \(name)` leaves the pass out"
  }

  /// The place in the spec of the layer that first uses a tensor, or that makes the loss.
  private func origin(of name: String, in graph: Graph) -> Span? {
    if let loss = graph.outputs.first(where: { $0.role == .loss && $0.name == name }) {
      return graph.producer(of: loss.value)?.origin.span
    }
    // A slot is named after its parameter; the longest name is the tensor's own, or else its
    // parameter's whole path.
    let owners = graph.inputs.filter { $0.name == name || name.hasSuffix(".\($0.name)") }
    guard let value = owners.max(by: { $0.name.count < $1.name.count })?.value else { return nil }
    return graph.nodes.first { $0.inputs.contains(value) && $0.origin.span != nil }?.origin.span
  }
}
