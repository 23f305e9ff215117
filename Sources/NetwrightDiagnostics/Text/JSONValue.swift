/// A JSON document as a value; objects keep the order of their keys, so output is deterministic.
package indirect enum JSONValue: Sendable {
  case object([(String, JSONValue)])
  case array([JSONValue])
  case string(String)
  case number(Double)
  case integer(Int)
  case bool(Bool)
  case null

  /// The document as text without a final newline; `pretty` breaks lines and indents by 2.
  package func text(pretty: Bool = false) -> String {
    var result = ""
    write(into: &result, indent: pretty ? 0 : nil)
    return result
  }

  private func write(into result: inout String, indent: Int?) {
    switch self {
    case .object(let entries):
      JSONValue.list(entries, "{", "}", into: &result, indent: indent) { entry, result, inner in
        result += JSONText.string(entry.0) + (indent == nil ? ":" : ": ")
        entry.1.write(into: &result, indent: inner)
      }
    case .array(let elements):
      JSONValue.list(elements, "[", "]", into: &result, indent: indent) { element, result, inner in
        element.write(into: &result, indent: inner)
      }
    case .string(let text): result += JSONText.string(text)
    case .number(let value): result += JSONText.number(value)
    case .integer(let value): result += String(value)
    case .bool(let value): result += value ? "true" : "false"
    case .null: result += "null"
    }
  }

  private static func list<Element>(
    _ elements: [Element], _ open: String, _ close: String, into result: inout String,
    indent: Int?, write: (Element, inout String, Int?) -> Void
  ) {
    result += open
    let inner = indent.map { $0 + 2 }
    for (index, element) in elements.enumerated() {
      if index > 0 { result += "," }
      if let inner { result += "\n" + String(repeating: " ", count: inner) }
      write(element, &result, inner)
    }
    if let indent, !elements.isEmpty { result += "\n" + String(repeating: " ", count: indent) }
    result += close
  }
}
