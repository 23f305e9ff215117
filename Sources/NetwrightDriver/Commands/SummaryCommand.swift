import NetwrightDiagnostics
import NetwrightSchema
import NetwrightFrontend

/// `summary`: the layer table, and what the model costs.
package enum SummaryCommand {
  package static func run(
    _ path: String, overrides: [Override], passes: PassSwitches = .none, session: Session
  ) -> Int32 {
    guard let spec = session.load(path, overrides, keepsUnmet: true) else { return 1 }
    do {
      let card = try CostCard(Compilation(spec, passes: passes.selection))
      session.print(session.format == .json ? json(spec, card) : text(spec, card))
      return spec.unmetExpectations == 0 ? 0 : 1
    } catch { return session.fail(error) }
  }

  private static func json(_ spec: CheckedSpec, _ card: CostCard) -> String {
    let head: [(String, JSONValue)] = [("name", .string(spec.name))] + card.members
    return JSONValue.object(
      head + [
        ("batch", .integer(spec.batch)),
        ("outputs", .object(spec.outputs.map { ($0.name, .string($0.type.description)) })),
        (
          "layers",
          .array(
            spec.layers.map { row in
              .object([
                ("path", .string(row.path)), ("kind", .string(row.kind)),
                ("output", .string(row.type.description)), ("parameters", .integer(row.parameters)),
                ("trainable_parameters", .integer(row.trainable)),
              ])
            })
        ),
      ]
    ).text(pretty: true)
  }

  private static func text(_ spec: CheckedSpec, _ card: CostCard) -> String {
    var lines = [spec.name + (spec.doc.map { ": \(VisibleText.of($0, limit: 1_000))" } ?? ""), ""]
    let rows = [["layer", "kind", "output", "parameters", ""]] + outline(spec)
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = (0..<3).map { padded(row[$0], widths[$0]) }
      let number = String(repeating: " ", count: max(0, 12 - row[3].count)) + row[3]
      lines.append(("  " + cells.joined(separator: "  ") + number + row[4]).trimmedEnd)
    }
    lines += [""] + card.lines(batch: spec.batch)
    for output in spec.outputs {
      lines.append("  output                \(output.name): \(output.type)")
    }
    return lines.joined(separator: "\n")
  }

  /// Layers as the spec lists them; those of a block stand once, under its first use.
  private static func outline(_ spec: CheckedSpec) -> [[String]] {
    var shown: Set<String> = []
    var rows: [[String]] = []
    func add(_ list: [OutlineRow], indent: String) {
      for row in list {
        let path = row.path + (row.lastPath.map { " … \($0)" } ?? "")
        rows.append([
          indent + path, row.times > 1 ? "\(row.times) × \(row.kind)" : row.kind,
          row.type.description, row.parameters == 0 ? "" : row.parameters.grouped,
          row.trainable == row.parameters
            ? "" : row.trainable == 0 ? "  frozen" : "  partly frozen",
        ])
        if !row.inner.isEmpty, shown.insert(row.kind).inserted {
          add(row.inner, indent: indent + "  ")
        }
      }
    }
    add(spec.outline, indent: "")
    return rows
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var result = self
    while result.last == " " { result.removeLast() }
    return result
  }
}
