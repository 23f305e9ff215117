/// How two values are compared, as specs write it. The order is the one to read by: those of two
/// characters come first, so that `<=` is not read as `<`.
package enum Relation: String, CaseIterable, Sendable {
  case equal = "=="
  case unequal = "!="
  case atMost = "<="
  case atLeast = ">="
  case below = "<"
  case above = ">"

  /// Whether the relation holds; with NaN only `unequal` does.
  func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left != right
    case .atMost: left <= right
    case .atLeast: left >= right
    case .below: left < right
    case .above: left > right
    }
  }
}
