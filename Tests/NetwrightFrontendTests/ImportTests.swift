import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightIR
import NetwrightSyntax
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct ImportTests {
  static let norm = """
    netwright: 1
    dims: {unit: 8}
    blocks:
      normed: {inputs: {x: "f32[batch, ?]"}, layers: [layer_norm]}

    """
  static let residual = """
    netwright: 1
    imports: [norm.yaml]
    dims: {hidden: 2 * unit}
    blocks:
      residual:
        inputs: {x: "f32[batch, ?]"}
        parameters: {units: integer}
        layers: [{dense: hidden}, {dense: units}, normed, {add: x}]

    """
  static let spec = """
    netwright: 1
    name: example
    imports: [blocks/residual.yaml, ./blocks/../blocks/norm.yaml]
    dims: {batch: 4, width: 2 * unit}
    model:
      inputs: {x: "f32[batch, 16]"}
      layers: [{repeat: {times: 2, block: {residual: {units: width}}}}, normed]

    """

  @Test("what is imported makes the same graph as the whole written in one file")
  func meansTheSame() throws {
    let files = ["blocks/residual.yaml": Self.residual, "blocks/norm.yaml": Self.norm]
    let (spec, findings) = SpecFiles.check(text: Self.spec, files: files)
    #expect(findings == "")
    let imported = try #require(spec)
    let whole = try #require(
      SpecFiles.check(
        text: """
          netwright: 1
          name: example
          dims: {batch: 4, unit: 8, hidden: 2 * unit, width: 2 * unit}
          blocks:
            normed: {inputs: {x: "f32[batch, ?]"}, layers: [layer_norm]}
            residual:
              inputs: {x: "f32[batch, ?]"}
              parameters: {units: integer}
              layers: [{dense: hidden}, {dense: units}, normed, {add: x}]
          model:
            inputs: {x: "f32[batch, 16]"}
            layers: [{repeat: {times: 2, block: {residual: {units: width}}}}, normed]

          """
      ).spec)
    #expect(
      GraphPrinter.text(of: try imported.lower(.evaluation).graph)
        == GraphPrinter.text(of: try whole.lower(.evaluation).graph))
    // The resolved spec stands alone.
    let (again, rest) = SpecFiles.check(text: imported.resolvedText, files: [:])
    #expect(rest == "")
    #expect(again?.resolvedText == imported.resolvedText)
  }

  @Test("an override reaches what is imported")
  func overrides() throws {
    let files = ["blocks/residual.yaml": Self.residual, "blocks/norm.yaml": Self.norm]
    let file = SourceFile(path: "spec.yaml", text: Self.spec)
    let override = try #require(Override(argument: "dims.hidden=4"))
    let (spec, findings) = SpecFiles.check(file, files: files, overrides: [override])
    #expect(findings == "")
    #expect(spec?.parameterCount == 2 * (16 * 4 + 4 + 4 * 16 + 16 + 32) + 32)
  }

  @Test("chains of imports end at a limit, whatever their length")
  func chain() {
    var files: [String: String] = [:]
    for number in 0..<10_000 {
      files["\(number).yaml"] = "netwright: 1\nimports: [\(number + 1).yaml]\n"
    }
    let rest = """
      dims: {batch: 1}
      model: {inputs: {x: "f32[batch, 2]"}, layers: [{dense: 2}]}

      """
    let text = "netwright: 1\nname: x\nimports: [0.yaml]\n\(rest)"
    #expect(SpecFiles.check(text: text, files: files).findings.hasPrefix("error[E0021]"))
    let names = (0..<9_000).map { "f\($0).yaml" }
    let fan = "netwright: 1\nname: x\nimports: [\(names.joined(separator: ", "))]\n\(rest)"
    let leaves = Dictionary(uniqueKeysWithValues: names.map { ($0, "netwright: 1\n") })
    let findings = SpecFiles.check(text: fan, files: leaves).findings
    #expect(findings.hasPrefix("error[E0021]"))
    #expect(findings.count < 4_000)
    let again =
      "netwright: 1\nname: x\nimports: [\(String(repeating: "0.yaml, ", count: 20_000))]\n\(rest)"
    let one = ["0.yaml": "netwright: 1\n"]
    #expect(SpecFiles.check(text: again, files: one).findings.hasPrefix("error[E0021]"))
    let name = String(repeating: "a", count: 2_000)
    let long = "netwright: 1\nname: x\nimports: \(name).yaml\n\(rest)"
    #expect(SpecFiles.check(text: long, files: one).findings.hasPrefix("error[E0001]"))
  }

  @Test("a file to import can be checked on its own, and is no spec")
  func shared() {
    for text in [Self.norm, Self.residual] {
      let bag = DiagnosticBag()
      let file = SourceFile(path: "blocks/x.yaml", text: text)
      let reader = ImportReader(files: ["blocks/norm.yaml": Self.norm])
      #expect(Frontend.check(file: file, imports: reader, admitsShared: true, into: bag) == nil)
      #expect(bag.isEmpty)
    }
    let wrong = "netwright: 1\nblocks: {b: {inputs: {x: 'f32[batch]'}, layers: [relo]}}\n"
    let bag = DiagnosticBag()
    let file = SourceFile(path: "b.yaml", text: wrong)
    #expect(Frontend.check(file: file, admitsShared: true, into: bag) == nil)
    #expect(bag.reported.map(\.code) == ["E0107"])
  }

  // MARK: On the disk

  /// Makes files below a new folder; those that begin with `->` are links.
  private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    var template = Array("/tmp/netwright-imports-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer { _ = system("rm -rf '\(folder)'") }
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      let path = "\(folder)/\(name)"
      _ = system("mkdir -p \"$(dirname '\(path)')\"")
      if text.hasPrefix("->") {
        symlink(String(text.dropFirst(2)), path)
      } else {
        let file = try #require(fopen(path, "w"))
        fputs(text, file)
        fclose(file)
      }
    }
    try body(folder)
  }

  private func check(_ path: String, root: String?, gives codes: [String]) throws {
    let bag = DiagnosticBag()
    let file = try SourceReader.read(path: path)
    _ = Frontend.check(file: file, imports: ImportReader(root: root), into: bag)
    #expect(bag.reported.map(\.code) == codes, "\(path)")
  }

  @Test("beneath a root neither `..` nor a link leads out, and nothing of another file is shown")
  func root() throws {
    let spec = { (path: String) in
      "netwright: 1\nname: x\nimports: [\(path)]\ndims: {batch: 1}\n"
        + "model: {inputs: {x: 'f32[batch, 8]'}, layers: [normed]}\n"
    }
    let files = [
      "inner/a/up.yaml": spec("../norm.yaml"), "inner/norm.yaml": Self.norm,
      "inner/a/out.yaml": spec("../../norm.yaml"), "norm.yaml": Self.norm,
      "inner/a/link.yaml": "->../../norm.yaml", "inner/a/linked.yaml": spec("link.yaml"),
      "inner/folder": "->..", "inner/through.yaml": spec("folder/norm.yaml"),
      "inner/a/passwd.yaml": "->/etc/passwd", "inner/a/reads.yaml": spec("passwd.yaml"),
    ]
    try withFolder(files) { folder in
      let root = "\(folder)/inner"
      try check("\(root)/a/up.yaml", root: root, gives: [])
      try check("\(root)/a/up.yaml", root: "\(root)/a", gives: ["E0017"])
      for name in ["a/out", "a/linked", "through"] {
        try check("\(root)/\(name).yaml", root: root, gives: ["E0017"])
        try check("\(root)/\(name).yaml", root: nil, gives: [])
      }
      try check("\(root)/a/reads.yaml", root: root, gives: ["E0017"])
      try check("\(root)/a/reads.yaml", root: nil, gives: ["E0019"])
      try check("\(root)/a/up.yaml", root: "\(folder)/none", gives: ["E0017"])
    }
  }

  @Test("two ways to one file import it once")
  func once() throws {
    let text =
      "netwright: 1\nname: x\nimports: [norm.yaml, other.yaml]\ndims: {batch: 1}\n"
      + "model: {inputs: {x: 'f32[batch, 8]'}, layers: [normed]}\n"
    try withFolder([
      "spec.yaml": text, "norm.yaml": Self.norm, "other.yaml": "->norm.yaml",
    ]) { folder in
      try check("\(folder)/spec.yaml", root: nil, gives: [])
    }
  }
}
