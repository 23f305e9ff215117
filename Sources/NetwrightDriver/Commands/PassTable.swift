import NetwrightPasses

/// What the passes of a compilation did, as a table for people.
enum PassTable {
  static func text(of reports: [PassReport]) -> String {
    var rows = [["pass", "nodes", "changes"]]
    for report in reports {
      rows.append([
        report.name, "\(report.nodesBefore) → \(report.nodesAfter)", changes(report),
      ])
    }
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = (0..<2).map {
        row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count)
      }
      return (cells + [row[2]]).joined(separator: "  ") + "\n"
    }.joined()
  }

  /// `-12 reshape, -3 add, +1 multiply`, the largest numbers first.
  private static func changes(_ report: PassReport) -> String {
    if report.isIdle { return "nothing to do" }
    let parts = [("-", report.removed), ("+", report.added)].flatMap { sign, counts in
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\(sign)\($0.value) \($0.key)" }
    }
    return parts.joined(separator: ", ")
  }
}
