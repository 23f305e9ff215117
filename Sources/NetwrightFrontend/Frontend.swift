import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// From the text of a spec to a checked one: decode, resolve, check. The only producer of a
/// `Graph` from a spec.
package enum Frontend {
  /// Reads and checks a spec. All independent errors are reported; `nil` where there is one.
  ///
  /// - Parameters:
  ///   - imports: opens what the spec imports.
  ///   - admitsShared: whether the file may be one that specs import; the result is `nil` then.
  ///   - keepsUnmet: whether a spec that is sound but for expectations that it does not meet is a
  ///     result all the same; they are reported.
  package static func check(
    file: SourceFile, imports: ImportReader = ImportReader(), overrides: [Override] = [],
    admitsShared: Bool = false, keepsUnmet: Bool = false, into diagnostics: DiagnosticBag
  ) -> CheckedSpec? {
    let errorsBefore = diagnostics.errorCount
    guard let written = parse(file, into: diagnostics) else { return nil }
    let decoder = Decoder(diagnostics: diagnostics)
    var resolver = ImportResolver(imports, decoder)
    var root = resolver.joined(written)
    if admitsShared, ImportedFile.isShared(root) {
      ImportedFile.check(root, resolver.scope, decoder)
      return nil
    }
    var bindings: [String: SyntaxNode] = [:]
    for override in overrides {
      if let (name, size) = override.binding(in: root, diagnostics) {
        bindings[name] = size
        continue
      }
      guard let changed = override.apply(to: root, diagnostics) else { return nil }
      root = changed
    }
    decoder.boundDims = bindings
    guard let sections = try? SpecSections(root, decoder) else { return nil }
    let checked = SpecChecker(
      sections: sections, scope: resolver.scope, decoder: decoder,
      errors: SpecErrors(diagnostics, before: errorsBefore)
    ).check()
    let tolerated = keepsUnmet ? checked?.unmetExpectations ?? 0 : 0
    return diagnostics.errorCount <= errorsBefore + tolerated ? checked : nil
  }

  /// The blocks of a spec, or of a file to import, and of all that it imports, whatever else is wrong
  /// with it; `nil` where something keeps them from being read, which is reported.
  package static func blocks(
    of file: SourceFile, imports: ImportReader = ImportReader(), into diagnostics: DiagnosticBag
  ) -> [BlockDeclaration]? {
    guard let written = parse(file, into: diagnostics) else { return nil }
    let errorsBefore = diagnostics.errorCount
    var resolver = ImportResolver(imports, Decoder(diagnostics: diagnostics))
    let root = resolver.joined(written)
    guard diagnostics.errorCount == errorsBefore else { return nil }
    let entries = root.mapping?.first { $0.name == "blocks" }?.value.mapping ?? []
    // What is wrong with one of them is the business of `check`.
    let decoder = Decoder(diagnostics: DiagnosticBag())
    return entries.compactMap { try? BlockDeclaration($0, decoder) }.filter(\.isSound)
  }
}
