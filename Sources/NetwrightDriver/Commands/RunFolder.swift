import NetwrightDiagnostics
import NetwrightRuntime
import NetwrightSyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a run folder remembers beside the spec and the weights: `run.json`.
struct RunRecord {
  /// The folder that data paths start from.
  let dataFolder: String
  /// What the spec's file was called; emitted code names it, so that the cache knows the program.
  let specName: String

  init(dataFolder: String, specName: String) {
    self.dataFolder = dataFolder
    self.specName = specName
  }

  init?(folder: String) {
    guard let root = JSONFile.read("\(folder)/run.json"),
      let data = root.member("data_folder")?.scalar?.text,
      let spec = root.member("spec_name")?.scalar?.text
    else { return nil }
    (dataFolder, specName) = (data, spec)
  }

  func write(to folder: String) throws(FileError) {
    let text =
      JSONValue.object([
        ("data_folder", .string(dataFolder)), ("spec_name", .string(specName)),
      ]).text(pretty: true) + "\n"
    try AtomicFile.write("\(folder)/run.json", Array(text.utf8))
  }
}

/// A run folder that a command has just begun to fill.
struct StartedRun {
  private let path: String
  private let isNew: Bool

  /// Creates the folder where it is missing.
  init(_ path: String) throws(FileError) {
    self.path = path
    isNew = access(path, F_OK) != 0
    try Directory.create(path)
  }

  /// A run that failed before its first figure leaves no folder behind that was not there before.
  func removeIfNothingCame() {
    guard isNew, access("\(path)/metrics.jsonl", F_OK) != 0 else { return }
    unlink("\(path)/spec.yaml")
    unlink("\(path)/run.json")
    rmdir(path)
  }
}

/// The figures of a finished run: `result.json`.
struct RunResult {
  private let root: SyntaxNode

  init?(folder: String) {
    guard let root = JSONFile.read("\(folder)/result.json") else { return nil }
    self.root = root
  }

  /// The metric on the test split, or on the validation split where there is no test.
  func metric(_ name: String) -> Double? {
    let split = root.member("test") ?? root.member("validation")
    return split?.member(name)?.scalar.flatMap { Double($0.text) }
  }
}

/// JSON is YAML: the reader of specs reads it.
private enum JSONFile {
  static func read(_ path: String) -> SyntaxNode? {
    guard let file = try? SourceReader.read(path: path) else { return nil }
    return parse(file, into: DiagnosticBag())
  }
}

extension SyntaxNode {
  fileprivate func member(_ name: String) -> SyntaxNode? {
    mapping?.first { $0.name == name }?.value
  }
}
