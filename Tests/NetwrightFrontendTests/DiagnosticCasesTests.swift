import NetwrightDiagnostics
import NetwrightFrontend
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Cases are Markdown: prose, a fence `yaml` with a spec, a fence `diagnostics` with all that is
/// reported. Files to import stand before, in fences such as `yaml blocks/norm.yaml`. `BLESS=1` writes the second fence anew, and fails.
@Suite struct DiagnosticCasesTests {
  static let folder = "Tests/NetwrightFrontendTests/Cases"
  static let names = SpecFiles.names(in: folder, ending: ".md")

  @Test("reports what the case says", arguments: names)
  func reports(name: String) throws {
    let path = "\(Self.folder)/\(name)"
    let source = try SpecFiles.read(path)
    var parts = try #require(MarkdownCase(String(decoding: source.bytes, as: UTF8.self)))
    let findings = SpecFiles.check(text: parts.spec, files: parts.files).findings
    if getenv("BLESS") != nil, findings != parts.diagnostics {
      parts.diagnostics = findings
      try parts.write(to: "\(SpecFiles.root)/\(path)")
      Issue.record("\(name) was written anew")
      return
    }
    #expect(findings == parts.diagnostics)
  }

  @Test("there are cases")
  func exist() { #expect(Self.names.count >= 20) }
}

/// A case, split at its two fences.
struct MarkdownCase {
  var prose: String
  var spec: String
  var diagnostics: String

  init?(_ text: String) {
    guard let spec = Self.fence("yaml", in: text) else { return nil }
    self.spec = spec.content
    prose = String(text[..<spec.start])
    diagnostics = Self.fence("diagnostics", in: text)?.content ?? ""
  }

  /// Files that the spec may import, by path.
  var files: [String: String] {
    var files: [String: String] = [:]
    var name: String?
    for line in prose.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```yaml ") {
        name = String(line.dropFirst(8))
      } else if line == "```" {
        name = nil
      } else if let name {
        files[name, default: ""] += line + "\n"
      }
    }
    return files
  }

  private static func fence(
    _ name: String, in text: String
  ) -> (start: String.Index, content: String)? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let open = lines.firstIndex(where: { $0 == "```\(name)" }),
      let close = lines[(open + 1)...].firstIndex(where: { $0 == "```" })
    else { return nil }
    let content = lines[(open + 1)..<close].map { $0 + "\n" }.joined()
    return (lines[open].startIndex, content)
  }

  func write(to path: String) throws {
    let text = prose + "```yaml\n\(spec)```\n\n```diagnostics\n\(diagnostics)```\n"
    guard let file = fopen(path, "w") else { return }
    fputs(text, file)
    fclose(file)
  }
}
