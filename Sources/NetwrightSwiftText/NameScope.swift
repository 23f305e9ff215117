/// The names of one scope: every asked-for name gets an identifier that nothing else there has.
///
/// The first to ask gets the plain name, later ones `name2`, `name3`, …, so that the result depends
/// on the order of asking alone. Names that differ only in case count as the same, because some
/// file systems say so.
package struct NameScope: Sendable {
  private var taken: Set<String> = []
  private var last: [String: Int] = [:]

  /// - `reserved`: identifiers that nobody gets.
  package init(reserved: [String] = []) {
    for name in reserved { taken.insert(name.lowercased()) }
  }

  /// An identifier like `wish`, which must be one already.
  package mutating func claim(_ wish: String) -> String {
    if taken.insert(wish.lowercased()).inserted { return wish }
    let stem = wish.last?.isNumber == true ? wish + "_" : wish
    var number = last[stem.lowercased(), default: 1]
    while true {
      number += 1
      let candidate = stem + String(number)
      if taken.insert(candidate.lowercased()).inserted {
        last[stem.lowercased()] = number
        return candidate
      }
    }
  }
}
