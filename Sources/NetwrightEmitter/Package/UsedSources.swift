/// Which files of a module a package needs: those that declare what the package mentions, those that
/// declare what these mention, and so on.
///
/// A word that means something else costs a file that nobody needs. A file that is needed is never
/// left out, since whoever uses a declaration names it or, for an extension, its type.
package enum UsedSources {
  /// - `texts`: what uses the module.
  /// - Returns: paths of those of `sources` that are needed.
  package static func paths(_ sources: [EmittedFile], usedBy texts: [String]) -> Set<String> {
    let words = sources.map { SourceWords($0.text) }
    let types = words.reduce(into: Set<String>()) { $0.formUnion($1.types) }
    var needed = [Bool](repeating: false, count: sources.count)
    var waiting = texts.map(SourceWords.init)
    while let user = waiting.popLast() {
      for number in sources.indices where !needed[number] {
        let isUsed = words[number].declarations.contains { declaration in
          // Members of a type of the module come with the type.
          if let extended = declaration.extended, types.contains(extended) { return false }
          return declaration.isFunction
            ? user.called.contains(declaration.name) : user.mentioned.contains(declaration.name)
        }
        if !isUsed { continue }
        needed[number] = true
        waiting.append(words[number])
      }
    }
    return Set(sources.indices.filter { needed[$0] }.map { sources[$0].path })
  }
}
