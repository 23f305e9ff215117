/// Swift names made from names of a spec. Only `[A-Za-z0-9_]` comes out, never a keyword, never
/// more than `maximumLength` characters. Different names may give the same identifier: a
/// `NameScope` keeps them apart.
package enum SwiftIdentifier {
  package static let maximumLength = 63

  /// `conv1_bias` → `conv1Bias`, for variables and functions.
  package static func lowerCamel(_ name: String) -> String {
    let parts = words(in: name)
    let joined = parts.enumerated().map { index, word in
      index == 0 ? lowercasedStart(word) : uppercasedStart(word)
    }.joined()
    return finish(joined, fallback: "value")
  }

  /// `char_gpt` → `CharGpt`, for types and modules.
  package static func upperCamel(_ name: String) -> String {
    finish(words(in: name).map(uppercasedStart).joined(), fallback: "Value")
  }

  /// Runs of ASCII letters and digits; everything else parts them. A scalar beyond ASCII becomes a
  /// word of its own, `u` and its number, so that names in other scripts stay apart.
  package static func words(in name: String) -> [String] {
    var result: [String] = []
    var word = ""
    func close() { if !word.isEmpty { result.append(word) }; word = "" }
    for scalar in name.unicodeScalars {
      if scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
        word.unicodeScalars.append(scalar)
      } else {
        close()
        if !scalar.isASCII { result.append("u" + String(scalar.value, radix: 16)) }
      }
    }
    close()
    return result
  }

  package static func isKeyword(_ name: String) -> Bool { keywords.contains(name) }

  private static func finish(_ joined: String, fallback: String) -> String {
    var result = String(joined.prefix(maximumLength - 1))
    guard let first = result.unicodeScalars.first else { return fallback }
    if ("0"..."9").contains(first) { result = fallback + result.prefix(50) }
    return isKeyword(result) ? result + "_" : result
  }

  /// `ReLU` → `relu`, `conv` → `conv`, `inputImage` stays: a leading run of capitals is an acronym.
  private static func lowercasedStart(_ word: String) -> String {
    let capitals = word.prefix { $0.isUppercase }
    if capitals.count <= 1 { return word.prefix(1).lowercased() + word.dropFirst() }
    if capitals.count == word.count { return word.lowercased() }
    let kept = word.dropFirst(capitals.count)
    guard kept.first?.isLetter == true else { return capitals.lowercased() + kept }
    return capitals.dropLast().lowercased() + word.dropFirst(capitals.count - 1)
  }

  private static func uppercasedStart(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  private static let keywords: Set<String> = [
    "Any", "Protocol", "Self", "Type", "actor", "any", "as", "associatedtype", "async", "await",
    "borrowing", "break", "case", "catch", "class", "consume", "consuming", "continue",
    "convenience", "copy", "default", "defer", "deinit", "didSet", "discard", "distributed", "do",
    "dynamic", "each", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "final",
    "for", "func", "get", "guard", "if", "import", "in", "indirect", "infix", "init", "inout",
    "internal", "is", "isolated", "lazy", "left", "let", "macro", "mutating", "nil", "none",
    "nonisolated", "nonmutating", "open", "operator", "optional", "override", "package", "postfix",
    "precedence", "precedencegroup", "prefix", "private", "protocol", "public", "repeat",
    "required", "rethrows", "return", "right", "self", "sending", "set", "some", "static",
    "struct", "subscript", "super", "switch", "then", "throw", "throws", "true", "try",
    "typealias", "unowned", "unsafe", "var", "weak", "where", "while", "willSet", "yield",
  ]
}
