import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Writes a spec with every default filled in.
enum ResolvedText {
  /// - Parameter namesAll: whether all dimensions stand there, though sizes are written as what they
  ///   come to; the text is no spec then where nothing names one of them.
  static func of(
    sections: SpecSections, dims: DimsSection, data: DataSection?, training: TrainingSection?,
    metrics: [MetricUse], expectations: [Expectation], lowering: GraphLowering,
    namesAll: Bool
  ) -> String {
    var head = ["netwright: 1", "name: \(sections.name)"]
    if let doc = sections.doc { head.append("doc: \(QuotedText.of(doc))") }
    var lines: [String] = []
    if let data { lines += data.resolvedLines }
    let blocks = ResolvedBlocks(lowering.layers)
    lines += blocks.lines
    lines += model(lowering, blocks, declaresTargets: data == nil)
    if let loss = lowering.loss { lines.append("loss: \(loss.resolvedText)") }
    if let training {
      lines.append("train:")
      for (key, text) in training.resolvedTexts { lines.append("  \(key): \(text)") }
    }
    if !metrics.isEmpty {
      lines.append("evaluate: {metrics: [\(metrics.map(\.name).joined(separator: ", "))]}")
    }
    if !expectations.isEmpty {
      lines.append("expect:")
      for expectation in expectations { lines.append("  \(text(expectation))") }
    }
    let entries = namesAll ? dims.entries : used(dims.entries, by: lines)
    head.append("dims: {\(entries.map { "\($0.name): \($0.text)" }.joined(separator: ", "))}")
    return (head + lines).joined(separator: "\n") + "\n"
  }

  /// The dimensions that the lines name, and those that these are made of.
  private static func used(
    _ entries: [DimsSection.Entry], by lines: [String]
  ) -> [DimsSection.Entry] {
    var names = UsedNames(entries.map(\.name))
    for line in lines { names.add(line) }
    var kept: [DimsSection.Entry] = []
    for entry in entries.reversed()
    where entry.name == Dim.batchName || names.found.contains(entry.name) {
      names.add(entry.text)
      kept.append(entry)
    }
    return kept.reversed()
  }

  private static func model(
    _ lowering: GraphLowering, _ blocks: ResolvedBlocks, declaresTargets: Bool
  ) -> [String] {
    var lines = ["model:", "  inputs:"]
    for input in lowering.inputs { lines.append("    \(input.name): \"\(input.declaredType)\"") }
    if declaresTargets, !lowering.targets.isEmpty {
      lines.append("  targets:")
      for target in lowering.targets {
        lines.append("    \(target.name): \"\(target.declaredType)\"")
      }
    }
    lines += blocks.layers(lowering.layers, indent: "  ")
    if !lowering.outputs.isEmpty {
      let outputs = lowering.outputs.map { "\($0.name.text): \($0.result.text)" }
      lines.append("  outputs: {\(outputs.joined(separator: ", "))}")
    }
    return lines
  }

  private static func text(_ expectation: Expectation) -> String {
    switch expectation {
    case .parameters(let name, let comparison): "\(name): \(comparison.resolvedText)"
    case .cost(let cost, let comparison): "\(cost.rawValue): \(comparison.resolvedText)"
    case .output(let name, let type): "\(name): \"\(type)\""
    case .metric(let name, let comparison): "\(name): \"\(comparison)\""
    }
  }
}
