import NetwrightSchema
import NetwrightSyntax

/// Writes layers and blocks with every default filled in. Each block stands there once for each set
/// of arguments, under a name of its own and without parameters; repetitions are written out.
struct ResolvedBlocks {
  private var names: [ObjectIdentifier: String] = [:]
  private var taken: Set<String> = []
  /// The last number that was given to a name, so that a block of many readings is named quickly.
  private var numbers: [String: Int] = [:]
  private var instances: [BlockInstance] = []

  init(_ entries: [LayerEntry]) { collect(entries) }

  /// Blocks within blocks first; at most `BlockLibrary.maximumDepth` deep.
  private mutating func collect(_ entries: [LayerEntry]) {
    for entry in entries {
      guard case .blocks(let repetitions) = entry.body else { continue }
      for repetition in repetitions {
        let instance = repetition.instance
        guard names[ObjectIdentifier(instance)] == nil else { continue }
        names[ObjectIdentifier(instance)] = instance.name
        collect(instance.entries)
        names[ObjectIdentifier(instance)] = claim(instance.name)
        instances.append(instance)
      }
    }
  }

  private mutating func claim(_ wish: String) -> String {
    var number = numbers[wish] ?? 1
    var name = number == 1 ? wish : "\(wish.prefix(50))_\(number)"
    while layerIndex[name] != nil || !taken.insert(name).inserted {
      number += 1
      name = "\(wish.prefix(50))_\(number)"
    }
    numbers[wish] = number
    return name
  }

  var lines: [String] {
    guard !instances.isEmpty else { return [] }
    var lines = ["blocks:"]
    for instance in instances {
      lines.append("  \(names[ObjectIdentifier(instance)] ?? instance.name):")
      if let doc = instance.doc { lines.append("    doc: \(QuotedText.of(doc))") }
      lines.append("    inputs:")
      for input in instance.inputs { lines.append("      \(input.name): \"\(input.pattern)\"") }
      lines += layers(instance.entries, indent: "    ")
      if !instance.outputs.isEmpty {
        let names = instance.outputs.map(\.text).joined(separator: ", ")
        lines.append("    outputs: [\(names)]")
      }
    }
    return lines
  }

  func layers(_ entries: [LayerEntry], indent: String) -> [String] {
    var lines = [indent + "layers:"]
    var names = Set(entries.flatMap { $0.outputNames.map { $0.text.lowercased() } })
    for entry in entries {
      switch entry.body {
      case .layer(_, let spelling):
        // A mapping even for layers without keys, since `name:` always stands beside them.
        lines.append(
          "\(indent)  - \(spelling.text.contains(": ") ? spelling.text : spelling.text + ": {}")")
        let keys =
          modifiers(
            entry.path, from: entry.from?.map(\.text), as: entry.outputNames.map(\.text))
          + LayerSettingKeys.lines(entry.setting)
        lines += keys.map { "\(indent)    \($0)" }
      case .blocks(let repetitions):
        lines += self.repetitions(repetitions, of: entry, &names).map { "\(indent)  \($0)" }
      case .poisoned: continue
      }
    }
    return lines
  }

  private func repetitions(
    _ repetitions: [LayerEntry.Repetition], of entry: LayerEntry, _ names: inout Set<String>
  ) -> [String] {
    var lines: [String] = []
    var from = entry.from?.map(\.text)
    for (index, repetition) in repetitions.enumerated() {
      let isLast = index == repetitions.count - 1
      let count = repetition.instance.resultCount
      var results = isLast ? entry.outputNames.map(\.text) : []
      let others = from?.dropFirst(count) ?? []
      // Where the other inputs have to be named again, the results before need names as well.
      if !isLast, count > 1 || !others.isEmpty {
        results = (0..<count).map { Self.unused(repetition.path, $0, &names) }
      }
      lines.append("- \(self.names[ObjectIdentifier(repetition.instance)] ?? ""): {}")
      let keys =
        modifiers(repetition.path, from: from, as: results)
        + LayerSettingKeys.lines(entry.setting)
      lines += keys.map { "  \($0)" }
      from = results.isEmpty ? nil : results + others
    }
    return lines
  }

  /// - Parameter output: the position among the outputs of a block.
  private static func unused(
    _ wish: String, _ output: Int, _ names: inout Set<String>
  ) -> String {
    var name = "after_\(wish.prefix(50))" + (output == 0 ? "" : "_\(output + 1)")
    while !names.insert(name.lowercased()).inserted { name = "_\(name.prefix(60))" }
    return name
  }

  private func modifiers(_ path: String, from: [String]?, as names: [String]) -> [String] {
    var lines = ["name: \(path)"]
    if let from { lines.append("from: [\(from.joined(separator: ", "))]") }
    if names.count == 1 { lines.append("as: \(names[0])") }
    if names.count > 1 { lines.append("as: [\(names.joined(separator: ", "))]") }
    return lines
  }
}
