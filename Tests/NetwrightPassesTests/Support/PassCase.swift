import NetwrightIR
import NetwrightPasses

/// A pass case: comments with the pass's name first, a graph, `----`, and the graph that the pass
/// makes of it, character by character.
///
/// `// pass: NAME` is the first line. `// bind: batch = 4` gives a dimension its size where the
/// pass takes some. Other comments say what the case shows.
struct PassCase {
  let passName: String
  /// Sizes of dimensions for `bind-dimensions`.
  let binding: [String: Int]
  let before: String
  /// Empty where the second half is missing.
  let after: String

  static let separator = "----\n"

  init?(_ text: String) {
    let parts = text.split(separator: Self.separator, maxSplits: 1)
    guard let first = parts.first, first.hasPrefix("// pass: ") else { return nil }
    before = String(first)
    after = parts.count > 1 ? String(parts[1]) : ""
    let lines = before.split(separator: "\n")
    passName = String(lines[0].dropFirst("// pass: ".count))
    var binding: [String: Int] = [:]
    for line in lines where line.hasPrefix("// bind: ") {
      let words = line.dropFirst("// bind: ".count).split(separator: " ")
      guard words.count == 3, words[1] == "=", let size = Int(words[2]) else { return nil }
      binding[String(words[0])] = size
    }
    self.binding = binding
  }

  /// The passes that cases may name: those that may be chosen, the two that stand before them, and
  /// what takes the place of one that is left out.
  static let passNames: [String] =
    [DecomposeComposites.name, BindDimensions.name]
    + PassSelection.names + standardPipeline.compactMap { $0.substitute }.map { type(of: $0).name }

  var pass: (any Pass)? {
    switch passName {
    case DecomposeComposites.name: DecomposeComposites()
    case BindDimensions.name: BindDimensions(binding)
    default:
      (standardPipeline + standardPipeline.compactMap(\.substitute) + forwardPipeline)
        .first { type(of: $0).name == passName }
    }
  }
}
