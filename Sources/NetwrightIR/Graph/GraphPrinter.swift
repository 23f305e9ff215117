import NetwrightTensor

/// Prints a graph as text that `GraphParser` reads back.
package struct GraphPrinter {
  private var lines: [String] = []
  /// Appends `// line:column path` to each node that has a place in the spec.
  private let showsOrigins: Bool

  package static func text(of graph: Graph, showsOrigins: Bool = false) -> String {
    var printer = GraphPrinter(showsOrigins: showsOrigins)
    let inputs = graph.inputs.map { input in
      let type = "\(printer.name(input.value)): \(graph.type(of: input.value))"
      return "\(type) \(input.role.rawValue) \(quoted(input.name))"
    }
    let head =
      inputs.count < 3
      ? inputs.joined(separator: ", ")
      : "\n" + inputs.map { "    " + $0 }.joined(separator: ",\n")
    printer.lines.append("graph @\(graph.name)(\(head)) {")
    printer.body(of: graph, indent: "  ")
    printer.lines.append("}")
    return printer.lines.joined(separator: "\n") + "\n"
  }

  private init(showsOrigins: Bool) { self.showsOrigins = showsOrigins }

  private func name(_ value: Value) -> String { "%\(value.id)" }

  private mutating func body(of graph: Graph, indent: String) {
    for node in graph.nodes { print(node, in: graph, indent: indent) }
    let outputs = graph.outputs.map { output in
      switch output.role {
      case .result: "\(name(output.value)) result \(quoted(output.name))"
      case .loss: "\(name(output.value)) loss \(quoted(output.name))"
      case .update(let input): "\(name(output.value)) update \(quoted(input))"
      }
    }
    let separator = outputs.count < 3 ? ", " : ",\n\(indent)  "
    let start = outputs.count < 3 ? " " : "\n\(indent)  "
    lines.append(
      "\(indent)return\(outputs.isEmpty ? "" : start)" + outputs.joined(separator: separator))
  }

  private mutating func print(_ node: Node, in graph: Graph, indent: String) {
    let results = node.results.map(name).joined(separator: ", ")
    let inputs = node.inputs.map(name).joined(separator: ", ")
    let types = node.results.map { graph.type(of: $0).description }.joined(separator: ", ")
    var line = "\(indent)\(results) = \(node.keyword)"
    if !inputs.isEmpty { line += " \(inputs)" }
    line += attributeText(node.op.attributes)
    if node.regions.isEmpty {
      lines.append(line + " : \(types)" + comment(node))
      return
    }
    lines.append(line + " (")
    for region in node.regions {
      let head = region.inputs.map { "\(name($0.value)): \(region.type(of: $0.value))" }
      lines.append("\(indent)  (\(head.joined(separator: ", "))) {")
      body(of: region, indent: indent + "    ")
      lines.append("\(indent)  }")
    }
    lines.append("\(indent)) : \(types)" + comment(node))
  }

  private func comment(_ node: Node) -> String {
    guard showsOrigins, let span = node.origin.span else { return "" }
    let place = span.file.position(at: span.start)
    return "  // \(place.line):\(place.column) \(node.origin.path)"
  }

  private func attributeText(_ attributes: [Attribute]) -> String {
    if attributes.isEmpty { return "" }
    return " {" + attributes.map { "\($0.name) = \($0.value.text)" }.joined(separator: ", ") + "}"
  }
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

extension AttributeValue {
  fileprivate var text: String {
    switch self {
    case .integer(let value): "\(value)"
    case .integers(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .number(let value): value.isNaN ? "nan" : "\(value)"
    case .text(let value): quoted(value)
    case .flag(let value): "\(value)"
    case .shape(let shape): "shape" + shape.description
    case .dtype(let dtype): "dtype \(dtype.rawValue)"
    }
  }
}
