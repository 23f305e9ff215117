import NetwrightIR
import NetwrightOps

/// Which ops random graphs have, and how often.
package struct OpCoverage: Sendable {
  package private(set) var counts: [String: Int] = [:]

  package init() {}

  package mutating func add(_ graph: Graph) {
    for node in graph.nodes {
      counts[node.keyword, default: 0] += 1
      for region in node.regions { add(region) }
    }
  }

  /// The keywords of the registry, the rarest first.
  package var rows: [(keyword: String, count: Int)] {
    opRegistry.map { ($0.keyword, counts[$0.keyword] ?? 0) }.sorted {
      $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0
    }
  }

  package var missing: [String] { rows.filter { $0.count == 0 }.map(\.keyword) }

  /// Three columns of `keyword count`, side by side.
  package var table: String {
    let cells = rows.map { row in
      let name = row.keyword.count < 28 ? row.keyword : String(row.keyword.prefix(27))
      let number = "\(row.count)"
      return name + String(repeating: " ", count: max(1, 34 - name.count - number.count)) + number
    }
    return stride(from: 0, to: cells.count, by: 3).map { start in
      cells[start..<min(start + 3, cells.count)].joined(separator: "   ")
    }.joined(separator: "\n")
  }
}
