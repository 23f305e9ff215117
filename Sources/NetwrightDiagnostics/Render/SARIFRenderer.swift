/// Renders findings as SARIF 2.1.0 (OASIS, 27 March 2020), the format of code scanning services.
package struct SARIFRenderer: Sendable {
  private let version: String

  /// - Parameter version: the version of the tool.
  package init(version: String) {
    self.version = version
  }

  package func render(_ diagnostics: [Diagnostic]) -> JSONValue {
    let codes = Array(Set(diagnostics.map(\.code))).sorted()
    let driver = JSONValue.object([
      ("name", .string("netwright")), ("version", .string(version)),
      ("rules", .array(codes.map(rule))),
    ])
    let run = JSONValue.object([
      ("tool", .object([("driver", driver)])),
      ("columnKind", .string("unicodeCodePoints")),
      ("results", .array(diagnostics.map(result))),
    ])
    return .object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      ("version", .string("2.1.0")), ("runs", .array([run])),
    ])
  }

  private func rule(_ code: String) -> JSONValue {
    var fields: [(String, JSONValue)] = [("id", .string(code))]
    if let entry = DiagnosticCatalogue.entry(for: code) {
      fields.append(("shortDescription", text(entry.title)))
      fields.append(("fullDescription", text(entry.explanation)))
    }
    return .object(fields)
  }

  private func result(_ diagnostic: Diagnostic) -> JSONValue {
    let texts = [diagnostic.message] + diagnostic.notes + diagnostic.helps
    var fields: [(String, JSONValue)] = [
      ("ruleId", .string(diagnostic.code)), ("level", .string(diagnostic.severity.rawValue)),
      ("message", text(texts.joined(separator: "\n"))),
    ]
    if let span = diagnostic.span {
      fields.append(("locations", .array([location(span, diagnostic.primaryText)])))
    }
    if !diagnostic.labels.isEmpty {
      let related = diagnostic.labels.map { location($0.span, $0.text) }
      fields.append(("relatedLocations", .array(related)))
    }
    return .object(fields)
  }

  private func location(_ span: Span, _ label: String) -> JSONValue {
    let (start, end) = (span.startPosition, span.endPosition)
    let region = JSONValue.object([
      ("startLine", .integer(start.line)), ("startColumn", .integer(start.column)),
      ("endLine", .integer(end.line)), ("endColumn", .integer(end.column)),
    ])
    let place = JSONValue.object([
      ("artifactLocation", .object([("uri", .string(uri(span.file.path)))])), ("region", region),
    ])
    let message = label.isEmpty ? [] : [("message", text(label))]
    return .object([("physicalLocation", place)] + message)
  }

  private func text(_ text: String) -> JSONValue { .object([("text", .string(text))]) }

  /// A relative reference (RFC 3986): unreserved characters and slashes stay, bytes else are
  /// written as `%XX`.
  private func uri(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }
}
