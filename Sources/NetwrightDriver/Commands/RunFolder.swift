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
  static let file = "run.json"

  /// The folder that data paths start from.
  let dataFolder: String

  init(dataFolder: String) { self.dataFolder = dataFolder }

  init?(folder: String) {
    guard let root = JSONFile.read("\(folder)/\(Self.file)"),
      let data = root.member("data_folder")?.scalar?.text
    else { return nil }
    dataFolder = data
  }

  var text: String {
    JSONValue.object([("data_folder", .string(dataFolder))]).text(pretty: true) + "\n"
  }
}

/// A run folder that a command has begun to fill with the spec and what `evaluate` must know.
struct StartedRun {
  private let path: String
  private let isNew: Bool
  /// What stood in the files before; `nil` for none.
  private let earlier: [(file: String, bytes: [UInt8]?)]

  /// Creates the folder where it is missing, and writes `spec.yaml` and `run.json`.
  init(_ path: String, spec: String, record: RunRecord) throws(FileError) {
    self.path = path
    isNew = access(path, F_OK) != 0
    earlier = ["spec.yaml", RunRecord.file].map { file in
      (file, (try? SourceReader.read(path: "\(path)/\(file)"))?.bytes)
    }
    try Directory.create(path)
    // The record first: a spec without one counts as somebody else's.
    try AtomicFile.write("\(path)/\(RunRecord.file)", Array(record.text.utf8))
    try AtomicFile.write("\(path)/spec.yaml", Array(spec.utf8))
  }

  /// After a run that failed, the folder tells of the earlier one, or is gone.
  func undo() {
    for (file, bytes) in earlier {
      if let bytes {
        _ = try? AtomicFile.write("\(path)/\(file)", bytes)
      } else {
        unlink("\(path)/\(file)")
      }
    }
    if isNew { rmdir(path) }
  }
}

/// The figures of a finished run: `result.json`.
struct RunResult {
  private let root: SyntaxNode

  init?(folder: String) {
    guard let root = JSONFile.read("\(folder)/result.json") else { return nil }
    self.root = root
  }

  var epochs: Int? { root.member("epochs")?.scalar.flatMap { Int($0.text) } }
  var steps: Int? { root.member("steps")?.scalar.flatMap { Int($0.text) } }
  var isInterrupted: Bool { root.member("interrupted") != nil }

  /// The metric on the test split, or on the validation split where there is no test.
  func metric(_ name: String) -> Double? {
    let split = root.member("test") ?? root.member("validation")
    return split?.member(name)?.scalar.flatMap { Double($0.text) }
  }
}

/// JSON is YAML: the reader of specs reads it.
enum JSONFile {
  static func read(_ path: String) -> SyntaxNode? {
    guard let file = try? SourceReader.read(path: path) else { return nil }
    return parse(file, into: DiagnosticBag())
  }
}

extension SyntaxNode {
  func member(_ name: String) -> SyntaxNode? {
    mapping?.first { $0.name == name }?.value
  }
}
