/// Renders findings as SARIF 2.1.0 (OASIS, 27 March 2020), the format of code scanning services.
///
/// Files are named relative to `%SRCROOT%`, the root of the repository; a finding keeps its
/// fingerprint when lines above it come and go; replacements become fixes.
package struct SARIFRenderer: Sendable {
  private let version: String
  private let paths: ReportPaths

  /// - Parameter version: the version of the tool.
  package init(version: String, paths: ReportPaths = ReportPaths()) {
    self.version = version
    self.paths = paths
  }

  package func render(_ diagnostics: [Diagnostic]) -> JSONValue {
    let codes = Array(Set(diagnostics.map(\.code))).sorted()
    let numbers = Dictionary(
      codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let driver = JSONValue.object([
      ("name", .string("netwright")), ("version", .string(version)),
      ("semanticVersion", .string(version)), ("rules", .array(codes.map(rule))),
    ])
    var fingerprints = FindingFingerprint()
    let results = diagnostics.map { diagnostic in
      let path = diagnostic.span.map { paths.shown($0.file.path) } ?? ""
      return result(
        diagnostic, rule: numbers[diagnostic.code] ?? -1,
        fingerprint: fingerprints.next(diagnostic, path: path))
    }
    let base = JSONValue.object([
      ("description", text("The root of the repository."))
    ])
    let run = JSONValue.object([
      ("tool", .object([("driver", driver)])),
      ("invocations", .array([.object([("executionSuccessful", .bool(true))])])),
      ("originalUriBaseIds", .object([("%SRCROOT%", base)])),
      ("columnKind", .string("unicodeCodePoints")),
      ("results", .array(results)),
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
      fields.append(("help", text("\(entry.explanation)\n\nMore: netwright explain \(code)")))
    }
    return .object(fields)
  }

  private func result(
    _ diagnostic: Diagnostic, rule: Int, fingerprint: String
  ) -> JSONValue {
    let texts = [diagnostic.message] + diagnostic.notes + diagnostic.helps
    var fields: [(String, JSONValue)] = [
      ("ruleId", .string(diagnostic.code)), ("ruleIndex", .integer(rule)),
      ("level", .string(diagnostic.severity.rawValue)),
      ("message", text(texts.joined(separator: "\n"))),
    ]
    if let span = diagnostic.span {
      fields.append(("locations", .array([location(span, diagnostic.primaryText)])))
    }
    if !diagnostic.labels.isEmpty {
      let related = diagnostic.labels.enumerated().map { location($1.span, $1.text, id: $0) }
      fields.append(("relatedLocations", .array(related)))
    }
    fields.append(
      ("partialFingerprints", .object([("netwrightFinding/v1", .string(fingerprint))])))
    let changes = diagnostic.replacements.filter { !$0.span.file.isNoFile }
    if !changes.isEmpty, changes.count == diagnostic.replacements.count {
      fields.append(("fixes", .array([fix(changes)])))
    }
    return .object(fields)
  }

  /// One fix with all changes, by file.
  private func fix(_ replacements: [Diagnostic.Replacement]) -> JSONValue {
    var files: [SourceFile] = []
    for replacement in replacements where !files.contains(where: { $0 === replacement.span.file }) {
      files.append(replacement.span.file)
    }
    let changes = files.map { file in
      let changed = replacements.filter { $0.span.file === file }.map { replacement in
        JSONValue.object([
          ("deletedRegion", region(replacement.span)),
          ("insertedContent", text(replacement.text)),
        ])
      }
      return JSONValue.object([
        ("artifactLocation", artifact(file)), ("replacements", .array(changed)),
      ])
    }
    return .object([
      ("description", text("the change that mends it")), ("artifactChanges", .array(changes)),
    ])
  }

  private func location(_ span: Span, _ label: String, id: Int? = nil) -> JSONValue {
    let number = id.map { [("id", JSONValue.integer($0))] } ?? []
    let message = label.isEmpty ? [] : [("message", text(label))]
    if span.file.isNoFile {
      // No artifact: a service would look for a file of that name.
      let start = span.startPosition
      let name = JSONValue.string("\(span.file.path):\(start.line):\(start.column)")
      let place = JSONValue.object([("fullyQualifiedName", name)])
      return .object(number + [("logicalLocations", .array([place]))] + message)
    }
    let place = JSONValue.object([
      ("artifactLocation", artifact(span.file)), ("region", region(span)),
    ])
    return .object(number + [("physicalLocation", place)] + message)
  }

  private func region(_ span: Span) -> JSONValue {
    let (start, end) = (span.startPosition, span.endPosition)
    return .object([
      ("startLine", .integer(start.line)), ("startColumn", .integer(start.column)),
      ("endLine", .integer(end.line)), ("endColumn", .integer(end.column)),
    ])
  }

  private func artifact(_ file: SourceFile) -> JSONValue {
    if let path = paths.relative(file.path) {
      return .object([("uri", .string(uri(path))), ("uriBaseId", .string("%SRCROOT%"))])
    }
    let scheme = file.path.hasPrefix("/") ? "file://" : ""
    return .object([("uri", .string(scheme + uri(file.path)))])
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
