import NetwrightSwiftText

/// Prints a data description as the runtime's `DataPlan`.
struct DataLiteral {
  let data: DataDescription

  func write(_ head: String, into writer: inout SwiftWriter) {
    writer.line("\(head)DataPlan(")
    writer.indent()
    writer.line("source: \(text(data.source)),")
    if let test = data.test { writer.line("test: \(text(test)),") }
    writer.line("fields: [")
    writer.indent()
    for field in data.fields {
      let columns = field.columns.map(SwiftLiteral.string).joined(separator: ", ")
      writer.call(
        "FieldPlan",
        [
          "name: \(SwiftLiteral.string(field.name))", "columns: [\(columns)]",
          "kind: \(text(field.kind))",
        ], tail: ",")
    }
    writer.dedent()
    writer.line("],")
    writer.line("missing: \(data.dropsIncompleteRows ? ".dropRow" : ".refuse"),")
    let split = data.split
    var parts = [
      "train: \(SwiftLiteral.double(split.train))",
      "validation: \(SwiftLiteral.double(split.validation))",
      "test: \(SwiftLiteral.double(split.test))",
    ]
    if let field = split.stratify { parts.append("stratify: \(SwiftLiteral.string(field))") }
    writer.call("split: SplitPlan", parts + ["seed: \(split.seed)"])
    writer.dedent()
    writer.line(")")
  }

  private func text(_ source: DataDescription.Source) -> String {
    switch source {
    case .csv(let path, let delimiter, let header):
      let mark = SwiftLiteral.string(String(delimiter))
      return ".csv(path: \(SwiftLiteral.string(path)), delimiter: \(mark), header: \(header))"
    case .idx(let images, let labels):
      return ".idx(images: \(SwiftLiteral.string(images)), labels: \(SwiftLiteral.string(labels)))"
    }
  }

  private func text(_ kind: DataDescription.Kind) -> String {
    switch kind {
    case .number(let transforms): ".number(transforms: \(text(transforms)))"
    case .tensor(let shape, let transforms):
      ".tensor(shape: \(shape), transforms: \(text(transforms)))"
    case .oneHot(let vocabulary): ".category(.oneHot\(text(vocabulary)))"
    case .index(let vocabulary): ".category(.index\(text(vocabulary)))"
    case .classIndex(let classes, let vocabulary):
      ".classIndex(classes: \(classes)\(text(vocabulary)))"
    }
  }

  private func text(_ vocabulary: [String]?) -> String {
    guard let vocabulary else { return "" }
    return ", vocabulary: [\(vocabulary.map(SwiftLiteral.string).joined(separator: ", "))]"
  }

  /// `1.0 / 255` where that is exactly the number, as people write it.
  private func text(_ factor: Double) -> String {
    let inverse = (1 / factor).rounded()
    let isReciprocal = factor > 0 && inverse > 1 && inverse < 1e6 && 1 / inverse == factor
    guard isReciprocal, let whole = Int(exactly: inverse) else {
      return SwiftLiteral.double(factor)
    }
    return "1.0 / \(whole)"
  }

  private func text(_ transforms: [DataDescription.Transform]) -> String {
    let items = transforms.map { transform in
      switch transform {
      case .scale(let factor): ".scale(\(text(factor)))"
      case .standardizePerColumn: ".standardize(.perColumn)"
      case .standardizePerChannel: ".standardize(.perChannel)"
      }
    }
    return "[\(items.joined(separator: ", "))]"
  }
}
