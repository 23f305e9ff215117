/// The tags of the YAML 1.2 core schema, the only ones a spec may contain.
package enum CoreTag: String, Hashable, Sendable {
  case string = "str"
  case integer = "int"
  case float
  case boolean = "bool"
  case null
  case sequence = "seq"
  case mapping = "map"

  static let prefix = "tag:yaml.org,2002:"

  /// The core tag with this resolved name; nil for all others.
  init?(resolved name: String) {
    guard name.utf8.starts(with: CoreTag.prefix.utf8) else { return nil }
    self.init(rawValue: String(name.dropFirst(CoreTag.prefix.count)))
  }
}
