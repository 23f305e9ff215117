/// Why given data cannot be replayed; nothing has run then.
public enum ReplayError: Hashable, Sendable, CodedError {
  /// The batches do not fit the program's inputs; one line per difference.
  case batches(path: String, differences: [String])
  /// The metadata of the state are not what they are named for.
  case metadata(path: String, key: String, found: String, expected: String)
  /// Two tensors of the result would have one name.
  case ambiguous(name: String)

  public var diagnosticCode: String { "E0808" }

  public var text: String {
    switch self {
    case .batches(let path, let differences):
      "the batches of `\(path)` do not fit this program\n"
        + differences.prefix(40).map { "  " + $0 }.joined(separator: "\n")
        + (differences.count > 40 ? "\n  and \(differences.count - 40) more" : "")
        + "\n  help: give each input as `NAME@0`, `NAME@1`, …, as `NAME` with a leading axis of "
        + "steps, or as `NAME` for all steps"
    case .metadata(let path, let key, let found, let expected):
      "the metadata `\(key)` of `\(path)` cannot be used\n"
        + "  expected: \(expected)\n  found: \(found)"
    case .ambiguous(let name):
      "two tensors of the result would be named `\(name)`\n"
        + "  help: rename the layer that has a parameter of this name"
    }
  }
}
