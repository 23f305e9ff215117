import NetwrightSwiftText
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Names and texts that try to become code.
@Suite struct HostileNamesTests {
  static let corpus: [String] =
    [
      "", " ", "_", "__", "1", "12a", "a b", "a-b", "a.b", "a/b", "../x", "/etc/passwd", "con",
      "nul", "`", "``", "`x`", "\"", "\"\"\"", "\"#", "##\"", "\\", "\\(exit(7))", "\\#(exit(7))",
      "\\u{22}", "\n", "\r", "\r\n", "\u{0}", "\u{7}", "\u{1b}[2J", "\u{85}", "\u{2028}",
      "\u{2029}", "\u{202e}evil", "\u{2066}x\u{2069}", "\u{200b}", "\u{feff}", "*/", "/*", "*/ /*",
      "//", "///", "x\nimport Glibc\nexit(7)", "x\rexit(7)", "\"; exit(7); \"", "\")\nexit(7)\n(\"",
      "#if true", "#endif", "#error(\"x\")", "#sourceLocation(file: \"x\", line: 1)", "@main",
      "$0", "$x", "%s%n", "{", "}", "}}}}", "(", ")", "[", "]", ";", ":", ",", "é", "e\u{301}",
      "ß", "ẞ", "İ", "ı", "ﬁ", "名前", "имя", "😀", "👩‍👩‍👧", "a\u{308}", "\u{e000}", "\u{10ffff}",
      "a\tb", "tab\t", "trailing\\", "\\\"", "\\\\\"", "a\u{0}b", "x = 1", "x; y", "x//y", "x/*y",
      "<script>", "]]>", "::error::x", "${x}", "$(id)", "|", "&&", "--", "+", "==", "self.x",
      "Swift.exit", "Glibc.exit", "func f()", "let x", "var", "()", "->", "=>", "?", "!", "x!",
      "x?",
      String(repeating: "a", count: 300), String(repeating: "_", count: 300),
      String(repeating: "a b ", count: 200), String(repeating: "\"", count: 50),
    ]
    + [
      "class", "self", "Self", "Type", "Any", "init", "deinit", "import", "func", "in", "is", "as",
      "nil", "true", "false", "throws", "rethrows", "where", "while", "default", "switch", "case",
      "repeat", "operator", "protocol", "extension", "struct", "enum", "actor", "async", "await",
      "inout", "internal", "public", "private", "static", "subscript", "super", "typealias", "any",
      "some", "each", "borrowing", "consuming", "sending", "package", "open", "macro", "yield",
    ]

  @Test("only letters, digits and underscores come out, never a keyword, never too much")
  func identifiers() {
    for name in Self.corpus {
      for result in [SwiftIdentifier.lowerCamel(name), SwiftIdentifier.upperCamel(name)] {
        let isPlain = result.utf8.allSatisfy { byte in
          byte == 0x5f || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
            || (0x61...0x7a).contains(byte)
        }
        #expect(isPlain && result != "_" && !SwiftIdentifier.isKeyword(result), "\(name)")
        #expect((1...SwiftIdentifier.maximumLength).contains(result.count), "\(name)")
        #expect(!(result.first?.isNumber ?? true), "\(name)")
      }
    }
  }

  @Test("a scope never gives two names the same identifier, whatever the case of letters")
  func injective() {
    var scope = NameScope()
    let names = Self.corpus.map { scope.claim(SwiftIdentifier.lowerCamel($0)) }
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
  }

  @Test("comments and literals stay on one line and hold nothing that shows as something else")
  func oneLine() {
    for text in Self.corpus {
      for result in [SwiftLiteral.string(text), SwiftLiteral.commentText(text)] {
        let isVisible = result.unicodeScalars.allSatisfy { scalar in
          scalar.value >= 0x20 && scalar.value != 0x7f && !(0x80...0x9f).contains(scalar.value)
            && !(0x2028...0x202e).contains(scalar.value)
            && !(0x2066...0x2069).contains(scalar.value)
        }
        #expect(isVisible, "\(text.debugDescription)")
      }
      #expect(!SwiftLiteral.commentText(text).contains("*/"))
    }
  }

  @Test("a compiler accepts every name and reads every literal and comment as what it was")
  func compiles() throws {
    var scope = NameScope()
    var types = NameScope(reserved: ["String", "UInt8", "Corpus"])
    var writer = SwiftWriter()
    for (number, text) in Self.corpus.enumerated() {
      writer.documentation(text)
      writer.comment(text)
      let name = scope.claim(SwiftIdentifier.lowerCamel(text))
      let type = types.claim(SwiftIdentifier.upperCamel(text))
      writer.block("enum \(type)") { writer in
        writer.line("static let \(name): String = \(SwiftLiteral.string(text))")
        writer.line("static func \(name)\(number)(_ \(name): String) -> String { \(name) }")
      }
      let bytes = text.utf8.map(String.init).joined(separator: ", ")
      writer.line("let bytes\(number)of: [UInt8] = [\(bytes)]")
      writer.line("if Array(\(type).\(name).utf8) != bytes\(number)of { differences += 1 }")
    }
    let floats: [Float] = [
      0, -0.0, 0.1, 1e-8, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 16_777_216,
      0x1p-130,
      .infinity, -.infinity, 0x1.000002p0, 1.0 / 3,
    ]
    for value in floats {
      let literal = SwiftLiteral.float(value)
      writer.line(
        "if (\(literal) as Float).bitPattern != \(value.bitPattern) { differences += 1 }")
    }
    let doubles: [Double] = [
      0.999, 1e-5, 0.1, .pi, 1.0 / 3, .leastNonzeroMagnitude, 1.7976931348623157e308, -2.5,
    ]
    for value in doubles {
      let literal = SwiftLiteral.double(value)
      writer.line(
        "if (\(literal) as Double).bitPattern != \(value.bitPattern) { differences += 1 }")
    }
    #expect(
      try run("nonisolated(unsafe) var differences = 0\n\(writer.text)print(differences)\n")
        == "0\n")
  }

  /// Compiles and runs a program; gives what it prints, or why it cannot be compiled.
  private func run(_ source: String) throws -> String {
    var template = Array("/tmp/hostile-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let file = try #require(fopen("\(folder)/main.swift", "wb"))
    fputs(source, file)
    fclose(file)
    let command =
      "cd \(folder) && swiftc -Onone main.swift -o run > log 2>&1 && ./run || tail -30 log; "
      + "rm -rf \(folder)"
    let output = try #require(popen(command, "r"))
    defer { pclose(output) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, output)
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
