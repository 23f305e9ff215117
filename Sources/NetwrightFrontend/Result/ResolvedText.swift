import NetwrightSchema
import NetwrightSyntax

/// Writes a spec with every default filled in.
enum ResolvedText {
  static func of(
    sections: SpecSections, dims: DimsSection, data: DataSection?, training: TrainingSection?,
    metrics: [MetricUse], expectations: [Expectation], lowering: GraphLowering
  ) -> String {
    var lines = ["netwright: 1", "name: \(sections.name)"]
    if let doc = sections.doc { lines.append("doc: \(QuotedText.of(doc))") }
    lines.append(
      "dims: {\(dims.entries.map { "\($0.name): \($0.text)" }.joined(separator: ", "))}")
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
    return lines.joined(separator: "\n") + "\n"
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
