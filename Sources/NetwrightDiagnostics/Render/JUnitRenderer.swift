/// Renders findings as a JUnit XML report: a test case for each file, which fails with its errors.
///
/// XML 1.0 has no way to write most control characters, so they appear as visible escapes.
package struct JUnitRenderer: Sendable {
  package init() {}

  /// - Parameter files: paths that were looked at, in the order of the report; findings without a
  ///   place make a case named `netwright` of their own.
  package func render(_ diagnostics: [Diagnostic], files: [String]) -> String {
    var names: [String] = []
    let places = diagnostics.map { finding in
      guard let file = finding.span?.file else { return "netwright" }
      // What an argument did to the only spec is a failure of that spec.
      let isElsewhere = file.isNoFile && !files.contains(file.path)
      return isElsewhere && files.count == 1 ? files[0] : file.path
    }
    var seen: Set<String> = []
    for name in files + places where seen.insert(name).inserted { names.append(name) }
    var failures = 0
    var cases = ""
    for name in names {
      let errors = zip(diagnostics, places).filter { $1 == name && $0.severity == .error }
      failures += errors.isEmpty ? 0 : 1
      cases += testCase(name, errors.map(\.0))
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
      <testsuite name="netwright check" tests="\(names.count)" failures="\(failures)">
      \(cases)</testsuite>
      </testsuites>

      """
  }

  private func testCase(_ name: String, _ errors: [Diagnostic]) -> String {
    let opening = "<testcase classname=\"netwright\" name=\"\(escape(name))\""
    guard let first = errors.first else { return opening + "/>\n" }
    let renderer = TextRenderer(colour: false)
    let text = renderer.render(errors).split(separator: "\n", omittingEmptySubsequences: false)
      .map { escape(String($0)) }.joined(separator: "\n")
    let message = escape(first.message)
    return opening + ">\n<failure type=\"\(escape(first.code))\" message=\"\(message)\">\(text)"
      + "</failure>\n</testcase>\n"
  }

  private func escape(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.of(text, limit: 2_000).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
