import NetwrightDriver

/// A table in Markdown: one row for each spec, a column of milliseconds for each stage.
enum StageReport {
  static let rounds = 3

  static func text(of paths: [String]) throws -> String {
    var lines: [String] = []
    for path in paths {
      guard let times = try StageTimes.measure(path, rounds: rounds) else {
        lines.append("| \(path) | has errors |")
        continue
      }
      if lines.isEmpty {
        let names = times.stages.map(\.name).joined(separator: " | ")
        lines.append("| spec | layers | \(names) | all, ms | arena, bytes | arena / live set |")
        lines.append("|---" + String(repeating: "|---", count: times.stages.count + 4) + "|")
      }
      let cells = times.stages.map { tenths($0.milliseconds) }
      let sum = times.stages.reduce(0) { $0 + $1.milliseconds }
      let ratio = Double(times.arenaBytes) / Double(max(times.liveBytes, 1))
      let name = path.split(separator: "/").last.map(String.init) ?? path
      lines.append(
        "| \(name) | \(times.layerCount) | \(cells.joined(separator: " | ")) | \(tenths(sum)) "
          + "| \(times.arenaBytes) | \((ratio * 1000).rounded() / 1000) |")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
