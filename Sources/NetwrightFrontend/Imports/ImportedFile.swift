import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// What a file that is imported may hold.
package enum ImportedFile {
  package static let table = KeyTable(
    "an imported file",
    [
      AnyKey(SpecSections.versionKey), AnyKey(SpecSections.docKey), AnyKey(SpecSections.importsKey),
      AnyKey(
        SpecSections.sectionKey(.dims, doc: "Named sizes, without `batch`.")),
      AnyKey(SpecSections.blocksKey),
    ])

  /// What it is there for: one of these at least.
  static let contents = [
    SpecSections.importsKey.name, SpecSections.dimsKey.name, SpecSections.blocksKey.name,
  ]

  /// Whether the first line with anything in it says that the file is for Netwright; nothing of
  /// another file is read or shown.
  static func isMarked(_ file: SourceFile) -> Bool {
    for line in 1...max(file.lineCount, 1) {
      let bytes = file.bytes[file.lineRange(line)]
      let blank = UInt8(ascii: " ")
      guard let first = bytes.first(where: { $0 != blank }) else { continue }
      if first == UInt8(ascii: "#") || bytes.elementsEqual("---".utf8) { continue }
      return bytes.starts(with: "netwright:".utf8)
    }
    return false
  }

  /// Whether a tree is that of a file to import and not of a spec.
  static func isShared(_ root: SyntaxNode) -> Bool {
    guard let entries = root.mapping else { return false }
    let names = Set(entries.map(\.name))
    return names.isSubset(of: table.names) && names.contains(SpecSections.versionKey.name)
      && !hasBatch(root) && !names.isDisjoint(with: contents)
  }

  /// Checks a file to import on its own: its declarations, and the layers of its blocks as far as they
  /// do not depend on parameters that a use must give.
  static func check(_ root: SyntaxNode, _ scope: ImportScope, _ decoder: Decoder) {
    guard let arguments = try? table.decode(root, at: root.span.beginning, decoder),
      (try? SpecSections.requireVersion(arguments, decoder)) != nil
    else { return }
    let sizes = root.entry(SpecSections.dimsKey.name)?.value ?? root.with(entries: [])
    let batch = SyntaxEntry(key: sizes.spelled(Dim.batchName), value: sizes.spelled("1"))
    _ = DimsSection(sizes.mapping.map { sizes.with(entries: $0 + [batch]) } ?? sizes, decoder)
    let blocks = arguments.optional(SpecSections.blocksKey)
    BlockLibrary(blocks, scope, decoder).readOthers(withDefaults: true)
  }

  private static func hasBatch(_ root: SyntaxNode) -> Bool {
    root.entry(SpecSections.dimsKey.name)?.value.entry(Dim.batchName) != nil
  }
}
