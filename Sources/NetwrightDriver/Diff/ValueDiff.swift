import NetwrightSyntax

/// What differs between two values of resolved specs, key by key.
struct ValueDiff {
  private(set) var changes: [Change] = []

  /// Differences between two mappings, or between what stands at `path` in two specs.
  init(_ old: SyntaxNode?, _ new: SyntaxNode?, path: String = "") {
    compare(old, new, path: path)
  }

  private mutating func compare(_ old: SyntaxNode?, _ new: SyntaxNode?, path: String) {
    guard let old else {
      if let new { changes.append(Change(kind: .added, path: path, after: Self.text(of: new))) }
      return
    }
    guard let new else {
      changes.append(Change(kind: .removed, path: path, before: Self.text(of: old)))
      return
    }
    if let left = old.mapping, let right = new.mapping, !isChoice(left, right) {
      for entry in left {
        let other = right.first { $0.name == entry.name }?.value
        compare(entry.value, other, path: Self.joined(path, entry.name))
      }
      for entry in right where !left.contains(where: { $0.name == entry.name }) {
        compare(nil, entry.value, path: Self.joined(path, entry.name))
      }
      return
    }
    let (before, after) = (Self.text(of: old), Self.text(of: new))
    guard before != after else { return }
    changes.append(Change(kind: .changed, path: path, before: before, after: after))
  }

  /// `{adam: {…}}` against `{sgd: {…}}`: one thing instead of another, not a key more and one less.
  private func isChoice(_ left: [SyntaxEntry], _ right: [SyntaxEntry]) -> Bool {
    left.count == 1 && right.count == 1 && left[0].name != right[0].name
  }

  private static func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  /// `1/255` for 0.00392156862745098, and for no other number.
  private static func fraction(_ text: String) -> String? {
    guard text.utf8.count > 10, let value = Double(text), value > 1e-6, value < 1 else {
      return nil
    }
    let divisor = (1 / value).rounded()
    return 1 / divisor == value ? "1/\(Int(divisor))" : nil
  }

  /// A value in one line.
  static func text(of node: SyntaxNode) -> String {
    switch node.kind {
    case .scalar(let scalar): fraction(scalar.text) ?? scalar.text
    case .sequence(let elements): "[" + elements.map(text(of:)).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.name): \(text(of: $0.value))" }.joined(separator: ", ") + "}"
    }
  }
}
