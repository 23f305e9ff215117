import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightSyntax

/// Reads and checks specs, as every command does first; serves any thread.
package struct SpecReader: Sendable {
  /// What a command is about to do with the data of a spec.
  package struct DataUse: Sendable {
    /// The folder that data paths start from; the spec's own by default.
    var folder: String?
    /// Whether the files will be read.
    var opens = false

    package static let none = DataUse()
  }

  private let imports: ImportReader
  private let confinement: DataConfinement?

  /// - Parameter root: the folder that imports and data may not leave; none by default.
  init(root: String?) {
    imports = ImportReader(root: root)
    confinement = root.map { DataConfinement(root: RootFolder($0)) }
  }

  /// The file, or `nil` where what keeps it from being read has been reported.
  func read(_ path: String, into bag: DiagnosticBag) -> SourceFile? {
    do throws(ReadFailure) { return try SourceReader.read(path: path) } catch {
      bag.add(error.diagnostic(at: CommandLinePlace.span(of: path)))
      return nil
    }
  }

  /// The spec, or `nil` where something has been reported.
  ///
  /// - Parameter admitsShared: whether the file may be one that specs import; the result is `nil`
  ///   then as well.
  func check(
    _ file: SourceFile, _ overrides: [Override], admitsShared: Bool = false,
    keepsUnmet: Bool = false, data use: DataUse = .none, into bag: DiagnosticBag
  ) -> CheckedSpec? {
    let spec = Frontend.check(
      file: file, imports: imports, overrides: overrides, admitsShared: admitsShared,
      keepsUnmet: keepsUnmet, into: bag)
    guard let data = spec?.data else { return spec }
    let own = file.path == SourceReader.inputName ? "." : EngineRunner.folder(of: file.path)
    let start = use.folder ?? own
    var findings =
      confinement?.findings(data, from: (start, use.folder ?? file.path), opens: use.opens) ?? []
    if use.opens, findings.isEmpty { findings = DataPresence.findings(data, from: start) }
    bag.add(contentsOf: findings)
    return findings.isEmpty ? spec : nil
  }

  /// The blocks that layers of a spec may name; `nil` where something has been reported.
  func blocks(of file: SourceFile, into bag: DiagnosticBag) -> [BlockDeclaration]? {
    Frontend.blocks(of: file, imports: imports, into: bag)
  }
}
