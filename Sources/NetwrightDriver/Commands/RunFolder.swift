import NetwrightDiagnostics
import NetwrightRuntime
import NetwrightSyntax

/// What a run folder remembers beside the spec and the weights: `run.json`.
struct RunRecord {
  let dataFolder: String

  init(dataFolder: String) { self.dataFolder = dataFolder }

  init?(folder: String) {
    guard let root = JSONFile.read("\(folder)/run.json"),
      let data = root.member("data_folder")?.scalar?.text
    else { return nil }
    dataFolder = data
  }

  func write(to folder: String) throws(FileError) {
    let text = JSONValue.object([("data_folder", .string(dataFolder))]).text(pretty: true) + "\n"
    try AtomicFile.write("\(folder)/run.json", Array(text.utf8))
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
