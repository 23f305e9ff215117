import NetwrightDiagnostics
import NetwrightIR
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// From the text of a spec to a checked one: decode, resolve, check. The only producer of a
/// `Graph` from a spec.
package enum Frontend {
  /// Reads and checks a spec. All independent errors are reported; `nil` where there is one.
  package static func check(
    file: SourceFile, overrides: [Override] = [], into diagnostics: DiagnosticBag
  ) -> CheckedSpec? {
    let errorsBefore = diagnostics.errorCount
    guard var root = parse(file, into: diagnostics) else { return nil }
    var bindings: [String: SyntaxNode] = [:]
    for override in overrides {
      if let (name, size) = override.binding(in: root, diagnostics) {
        bindings[name] = size
        continue
      }
      guard let changed = override.apply(to: root, diagnostics) else { return nil }
      root = changed
    }
    let decoder = Decoder(diagnostics: diagnostics)
    decoder.boundDims = bindings
    guard let sections = try? SpecSections(root, decoder) else { return nil }
    let checked = SpecChecker(sections: sections, decoder: decoder).check()
    return diagnostics.errorCount == errorsBefore ? checked : nil
  }
}
