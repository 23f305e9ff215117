import NetwrightPasses

/// What the passes of a compilation did, as a table for people.
enum PassTable {
  static func text(of reports: [PassReport]) -> String {
    var table = TextTable([("pass", .left), ("nodes", .left), ("changes", .left)], width: nil)
    for report in reports {
      table.add([
        report.name, "\(report.nodesBefore) → \(report.nodesAfter)", changes(report),
      ])
    }
    return table.lines.map { $0 + "\n" }.joined()
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
