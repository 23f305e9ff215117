/// Finds the names that someone most likely meant.
///
/// Distance: Damerau-Levenshtein with adjacent transpositions, each pair at most once (optimal
/// string alignment), on lowercased scalars. A name is near when the distance is at most a third
/// of the longer length, at least 1. Modules before a name count only against names with dots.
/// Names over 64 scalars are never near, which bounds the cost.
package enum NearNames {
  static let longestName = 64

  /// At most `limit` of `candidates` near to `name`, nearest first, then in alphabetical order;
  /// what other frameworks call `name` is nearest of all.
  package static func find(
    _ name: String, among candidates: some Sequence<String>, limit: Int = 3
  ) -> [String] {
    let ours = OtherWords.ours(for: name, among: candidates)
    guard ours.isEmpty else { return Array(ours.prefix(limit)) }
    guard !OtherWords.isActivation(name, among: candidates) else { return [] }
    let isForSequences = OtherWords.isForSequences(name)
    let whole = Array(name.lowercased().unicodeScalars)
    guard !whole.isEmpty, whole.count <= longestName else { return [] }
    // Names of modules in front are held against names that have such as well; none stand before
    // names that a spec gives.
    let bare =
      candidates.contains(where: OtherWords.kinds.contains)
      ? Array(OtherWords.bare(name).lowercased().unicodeScalars) : whole
    var near: [(distance: Int, name: String)] = []
    for candidate in candidates where candidate != name {
      let other = Array(candidate.lowercased().unicodeScalars)
      let wanted = other.contains(".") ? whole : bare
      guard !other.isEmpty, other.count <= longestName else { continue }
      guard !isForSequences || !candidate.hasSuffix("2d") else { continue }
      let bound = max(1, max(wanted.count, other.count) / 3)
      guard abs(wanted.count - other.count) <= bound else { continue }
      let distance = distance(wanted, other)
      // Replacing every scalar is no likeness, however short the name.
      if distance <= bound, distance < max(wanted.count, other.count) {
        near.append((distance, candidate))
      }
    }
    // The same word in other letters leaves nothing to guess.
    if near.contains(where: { $0.distance == 0 }) { near.removeAll { $0.distance > 0 } }
    near.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    var names: [String] = []
    for entry in near where names.count < limit && names.last != entry.name {
      names.append(entry.name)
    }
    return names
  }

  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var row = [i + 1]
      row.reserveCapacity(right.count + 1)
      for (j, b) in right.enumerated() {
        var best = min(last[j] + (a == b ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a == right[j - 1], left[i - 1] == b {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}

/// See `NearNames.find`.
package func nearNames(
  of name: String, among candidates: some Sequence<String>, limit: Int = 3
) -> [String] {
  NearNames.find(name, among: candidates, limit: limit)
}

/// "did you mean `a`, `b` or `c`?", or nil when no name is near.
package func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String? {
  let names = NearNames.find(name, among: candidates).map { "`\($0)`" }
  guard let last = names.last else { return nil }
  guard names.count > 1 else { return "did you mean \(last)?" }
  return "did you mean \(names.dropLast().joined(separator: ", ")) or \(last)?"
}

/// "one of `a`, `b`", or "`a`" where there is no choice.
package func oneOf(_ names: some Collection<String>) -> String {
  let list = names.map { "`\($0)`" }.joined(separator: ", ")
  return names.count == 1 ? list : "one of \(list)"
}

/// "1 value", "3 values".
package func counted(_ count: Int, _ one: String, _ several: String? = nil) -> String {
  "\(count) \(count == 1 ? one : several ?? one + "s")"
}
