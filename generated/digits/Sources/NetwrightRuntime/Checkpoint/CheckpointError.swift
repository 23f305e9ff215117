/// Why a checkpoint was refused.
public enum CheckpointError: Equatable, Sendable, CodedError {
  /// The contents differ from what was written: a torn write, a flipped bit, or an edit.
  case damaged(path: String, reason: String)
  /// It was written by another format version.
  case version(path: String, found: String, expected: String)
  /// It belongs to another program, or names, shapes or types differ; one line per difference.
  case mismatch(path: String, differences: [String])

  public var diagnosticCode: String {
    switch self {
    case .damaged: "E0802"
    case .version: "E0803"
    case .mismatch: "E0804"
    }
  }

  public var text: String {
    switch self {
    case .damaged(let path, let reason):
      "`\(path)` is damaged: \(reason)\n  help: use another checkpoint or train anew"
    case .version(let path, let found, let expected):
      "`\(path)` has checkpoint version \(found), expected \(expected)\n"
        + "  help: train anew, or use the version of Netwright that wrote it"
    case .mismatch(let path, let differences):
      "`\(path)` does not fit this program\n"
        + differences.map { "  " + $0 }.joined(separator: "\n")
    }
  }
}
