import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightLayers
import NetwrightSyntax

/// What became of the layers of a model.
struct LayerDiff {
  private(set) var changes: [Change] = []
  /// New paths of layers that have another one, by old path.
  private(set) var renamed: [String: String] = [:]

  private let old: [LayerRow]
  private let new: [LayerRow]
  /// Layers that take the result of the one before and nothing else.
  private let chained: (old: Set<String>, new: Set<String>)

  init(_ old: [LayerRow], _ new: [LayerRow]) {
    self.old = old
    self.new = new
    chained = (Self.chained(old), Self.chained(new))
    let pairs = LayerAlignment(old, new).pairs
    for pair in pairs {
      guard let left = pair.old, let right = pair.new else { continue }
      if old[left].path != new[right].path { renamed[old[left].path] = new[right].path }
    }
    let removed = Set(pairs.compactMap { $0.new == nil ? $0.old.map { old[$0].path } : nil })
    let added = Set(pairs.compactMap { $0.old == nil ? $0.new.map { new[$0].path } : nil })
    for pair in pairs { add(pair, moved: removed.intersection(added)) }
  }

  private mutating func add(_ pair: LayerAlignment.Pair, moved: Set<String>) {
    switch (pair.old.map { old[$0] }, pair.new.map { new[$0] }) {
    case (let left?, let right?): add(left, right)
    case (let left?, nil):
      guard !moved.contains(left.path) else { return }
      changes.append(Change(kind: .removed, path: left.path, before: Self.shortText(of: left)))
    case (nil, let right?):
      guard
        let left = moved.contains(right.path) ? old.first(where: { $0.path == right.path }) : nil
      else {
        let type = Change.Detail(name: "output", before: nil, after: right.type.description)
        changes.append(
          Change(
            kind: .added, path: right.path, after: Self.shortText(of: right), details: [type]))
        return
      }
      changes.append(Change(kind: .moved, path: right.path, details: details(left, right)))
    case (nil, nil): break
    }
  }

  private mutating func add(_ left: LayerRow, _ right: LayerRow) {
    let details = details(left, right)
    if left.path != right.path {
      changes.append(
        Change(kind: .renamed, path: right.path, oldPath: left.path, details: details))
    } else if !details.isEmpty {
      changes.append(Change(kind: .changed, path: right.path, details: details))
    }
  }

  private func details(_ left: LayerRow, _ right: LayerRow) -> [Change.Detail] {
    var details: [Change.Detail] = []
    if left.kind != right.kind {
      details.append(Change.Detail(name: "kind", before: left.kind, after: right.kind))
    } else {
      details += ValueDiff(Self.keys(of: left), Self.keys(of: right)).changes.map {
        Change.Detail(name: $0.path, before: $0.before, after: $0.after)
      }
    }
    let sources = left.inputs.map { renamed[$0] ?? $0 }
    let isChained = chained.old.contains(left.path) && chained.new.contains(right.path)
    if sources != right.inputs, !isChained {
      details.append(
        Change.Detail(
          name: "from", before: "[\(left.inputs.joined(separator: ", "))]",
          after: "[\(right.inputs.joined(separator: ", "))]"))
    }
    if left.type != right.type {
      details.append(
        Change.Detail(
          name: "output", before: left.type.description, after: right.type.description))
    }
    return details
  }

  private static func chained(_ rows: [LayerRow]) -> Set<String> {
    Set(zip(rows, rows.dropFirst()).filter { $1.inputs == [$0.path] }.map(\.1.path))
  }

  /// The mapping of keys of a layer.
  private static func keys(of row: LayerRow) -> SyntaxNode? {
    parse(SourceFile(path: row.path, text: row.text), into: DiagnosticBag())?
      .mapping?.first?.value
  }

  /// The layer in YAML without the keys that have their default value.
  private static func shortText(of row: LayerRow) -> String {
    let table = layerRegistry.first { $0.keyword == row.kind }?.table
    let given = (keys(of: row)?.mapping ?? []).filter { entry in
      table?.keys.first { $0.name == entry.name }?.fallbackText != ValueDiff.text(of: entry.value)
    }
    guard !given.isEmpty else { return row.kind }
    let keys = given.map { "\($0.name): \(ValueDiff.text(of: $0.value))" }
    return "\(row.kind): {\(keys.joined(separator: ", "))}"
  }
}
