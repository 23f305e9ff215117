import NetwrightDiagnostics
import NetwrightFrontend

/// A comparison of two specs in words, or as JSON.
package struct DiffReport {
  let names: (old: String, new: String)
  let diff: SpecDiff
  /// What both cost; `nil` where it is the same or not asked for.
  let costs: (old: CostCard, new: CostCard)?

  package init(
    names: (old: String, new: String), diff: SpecDiff, costs: (old: CostCard, new: CostCard)?
  ) {
    self.names = names
    self.diff = diff
    self.costs = costs
  }

  // MARK: Text

  package var text: String {
    if diff.isEmpty { return "no change in meaning" }
    var lines = ["\(names.old) → \(names.new)"]
    for section in diff.sections {
      // A section of one value has no keys to speak of.
      lines += section.changes.map(\.path) == [section.name] ? [""] : ["", section.name]
      lines += Self.lines(of: section.changes)
    }
    lines += ["", "checkpoint"] + checkpoint
    if let costs = cost, !costs.isEmpty { lines += ["", "cost"] + Self.aligned(costs) }
    return lines.joined(separator: "\n")
  }

  /// Changes a line each.
  static func lines(of changes: [Change]) -> [String] { aligned(grouped(changes).map(cells)) }

  /// Changes that say the same of layers of several repetitions, as one.
  private static func grouped(_ changes: [Change]) -> [(change: Change, last: String?, count: Int)]
  {
    var groups: [(change: Change, last: String?, count: Int)] = []
    var places: [Change: Int] = [:]
    for change in changes {
      var pattern = Change(
        kind: change.kind, path: numberless(change.path),
        oldPath: change.oldPath.map(numberless), before: change.before, after: change.after,
        details: change.details.filter { $0.name != "from" })
      // Layers of no block are not repetitions of each other.
      if !change.path.contains(".") { pattern = change }
      if let place = places[pattern] {
        groups[place].count += 1
        groups[place].last = change.path
      } else {
        places[pattern] = groups.count
        groups.append((change, nil, 1))
      }
    }
    return groups
  }

  private static func numberless(_ path: String) -> String {
    path.split(separator: ".").map { part in
      let digits = part.reversed().prefix { $0.isNumber }.count
      return part.dropLast(digits) + (digits > 0 ? "#" : "")
    }.joined(separator: ".")
  }

  private static func cells(
    _ group: (change: Change, last: String?, count: Int)
  ) -> (mark: String, name: String, text: String) {
    let change = group.change
    var name = change.oldPath.map { "\($0) → \(change.path)" } ?? change.path
    if let last = group.last { name += " … \(last)" }
    var parts: [String] = []
    switch change.kind {
    case .added: if let after = change.after { parts.append(after) }
    case .removed: if let before = change.before { parts.append(before) }
    case .changed:
      if let before = change.before { parts.append("\(before) → \(change.after ?? "")") }
    case .moved: parts.append("to another place")
    case .renamed: parts.append(change.after ?? "renamed")
    }
    for detail in change.details {
      switch (detail.before, detail.after) {
      case (let before?, let after?): parts.append("\(detail.name): \(before) → \(after)")
      case (nil, let after?):
        parts.append(change.kind == .added ? after : "\(detail.name): \(after), new")
      case (let before?, nil): parts.append("\(detail.name): \(before), gone")
      case (nil, nil): break
      }
    }
    let times = group.count > 1 ? " (\(group.count) times)" : ""
    return (change.kind.mark, name, parts.joined(separator: "; ") + times)
  }

  private static func aligned(
    _ rows: [(mark: String, name: String, text: String)]
  ) -> [String] {
    let width = min(rows.map(\.name.count).max() ?? 0, 60)
    return rows.map { row in
      let space = String(repeating: " ", count: max(0, width - row.name.count))
      return VisibleText.of("  \(row.mark) \(row.name)\(space)  \(row.text)").trimmedSpaces
    }
  }

  private var checkpoint: [String] {
    let tensors = diff.tensors
    let memory = tensors.keepsOptimizer ? [] : ["  the optimizer starts anew"]
    if tensors.changes.isEmpty {
      return ["  all \(tensors.total) tensors carry over"] + memory
    }
    var lines = ["  \(tensors.carried.count) of \(tensors.total) tensors carry over"]
    lines += Self.lines(of: tensors.changes)
    let renamed = tensors.changes.filter { $0.kind == .renamed }
    if let first = renamed.first, let old = first.oldPath?.split(separator: ".").dropLast().last {
      lines.append("  help: `name: \(old)` beside the layer keeps the names of its tensors")
    }
    return lines + memory
  }

  private var cost: [(mark: String, name: String, text: String)]? {
    guard let costs else { return nil }
    let rows: [(String, Int, Int, (Int) -> String)] = [
      ("parameters", costs.old.parameters, costs.new.parameters, \.grouped),
      (
        "operations a step", costs.old.operationsPerStep, costs.new.operationsPerStep,
        Quantity.count
      ),
      (
        "planned peak memory", costs.old.plannedPeakBytes, costs.new.plannedPeakBytes,
        Quantity.bytes
      ),
    ]
    return rows.filter { $0.1 != $0.2 }.map { name, old, new, spelled in
      (" ", name, "\(spelled(old)) → \(spelled(new))\(Self.growth(old, new))")
    }
  }

  private static func growth(_ old: Int, _ new: Int) -> String {
    guard old > 0 else { return "" }
    let change = Double(new) / Double(old) - 1
    return " (\(change > 0 ? "+" : "")\(Quantity.percent(change)))"
  }

  // MARK: JSON

  package var json: String {
    JSONValue.object([
      ("old", .string(names.old)), ("new", .string(names.new)), ("same", .bool(diff.isEmpty)),
      (
        "changes",
        .array(
          diff.sections.flatMap { section in
            section.changes.map { Self.object($0, [("section", .string(section.name))]) }
          })
      ),
      (
        "tensors",
        .object([
          ("total", .integer(diff.tensors.total)),
          ("carried", .array(diff.tensors.carried.map { .string($0) })),
          ("changes", .array(diff.tensors.changes.map { Self.object($0, []) })),
          ("keeps_optimizer", .bool(diff.tensors.keepsOptimizer)),
        ])
      ),
      ("cost", costs.map { Self.object($0) } ?? .null),
    ]).text(pretty: true)
  }

  private static func object(_ change: Change, _ head: [(String, JSONValue)]) -> JSONValue {
    func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    let details = change.details.map { detail in
      JSONValue.object([
        ("name", .string(detail.name)), ("before", optional(detail.before)),
        ("after", optional(detail.after)),
      ])
    }
    return .object(
      head + [
        ("kind", .string(change.kind.rawValue)), ("path", .string(change.path)),
        ("old_path", optional(change.oldPath)), ("before", optional(change.before)),
        ("after", optional(change.after)), ("details", .array(details)),
      ])
  }

  private static func object(_ costs: (old: CostCard, new: CostCard)) -> JSONValue {
    func card(_ card: CostCard) -> JSONValue {
      .object([
        ("parameters", .integer(card.parameters)),
        ("flops_per_step", .integer(card.operationsPerStep)),
        ("planned_peak_bytes", .integer(card.plannedPeakBytes)),
      ])
    }
    return .object([("old", card(costs.old)), ("new", card(costs.new))])
  }
}

extension String {
  fileprivate var trimmedSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
