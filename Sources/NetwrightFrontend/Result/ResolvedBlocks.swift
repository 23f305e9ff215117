import NetwrightSchema

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
    }
    return lines
  }

  func layers(_ entries: [LayerEntry], indent: String) -> [String] {
    var lines = [indent + "layers:"]
    var names = Set(entries.compactMap { $0.outputName?.text.lowercased() })
    for entry in entries {
      switch entry.body {
      case .layer(_, let text):
        // A mapping even for layers without keys, since `name:` always stands beside them.
        lines.append("\(indent)  - \(text.contains(": ") ? text : text + ": {}")")
        let keys =
          modifiers(entry.path, from: entry.from?.map(\.text), as: entry.outputName?.text)
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
      var name = isLast ? entry.outputName?.text : nil
      let others = from?.dropFirst() ?? []
      // Where the other inputs have to be named again, the result before needs a name as well.
      if !isLast, !others.isEmpty { name = Self.unused(repetition.path, &names) }
      lines.append("- \(self.names[ObjectIdentifier(repetition.instance)] ?? ""): {}")
      let keys =
        modifiers(repetition.path, from: from, as: name) + LayerSettingKeys.lines(entry.setting)
      lines += keys.map { "  \($0)" }
      from = name.map { [$0] + others }
    }
    return lines
  }

  private static func unused(_ wish: String, _ names: inout Set<String>) -> String {
    var name = "after_\(wish.prefix(50))"
    while !names.insert(name.lowercased()).inserted { name = "_\(name.prefix(60))" }
    return name
  }

  private func modifiers(_ path: String, from: [String]?, as name: String?) -> [String] {
    var lines = ["name: \(path)"]
    if let from { lines.append("from: [\(from.joined(separator: ", "))]") }
    if let name { lines.append("as: \(name)") }
    return lines
  }
}
