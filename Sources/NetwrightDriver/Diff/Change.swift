/// One difference between two specs.
struct Change: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable {
    case added, removed, changed, moved, renamed

    var mark: String {
      switch self {
      case .added: "+"
      case .removed: "-"
      case .changed: "~"
      case .moved: "↕"
      case .renamed: "="
      }
    }
  }

  let kind: Kind
  /// What it is about: `train.epochs`, `dense_2`, `dense_2.weight`.
  let path: String
  /// The old path of what is renamed.
  var oldPath: String?
  /// What there was and what there is, in YAML or as types; `nil` for nothing.
  var before: String?
  var after: String?
  /// For layers: what else there is to say, such as their keys.
  var details: [Detail] = []

  /// A part of what has changed.
  struct Detail: Hashable, Sendable {
    /// `units`, or `output` for the type of the result.
    let name: String
    let before: String?
    let after: String?
  }
}
