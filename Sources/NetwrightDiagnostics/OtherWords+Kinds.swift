/// Kinds of layers and activations as other frameworks call them.
extension OtherWords {
  /// Modules that stand before names elsewhere, in lower case.
  private static let modules: Set<String> = [
    "torch", "nn", "f", "functional", "optim", "init", "tf", "tensorflow", "keras", "layers",
    "activations", "losses", "metrics", "optimizers", "initializers", "jax", "flax", "linen",
  ]

  /// A word of each list of kinds that stand in modules elsewhere: layers, activations, losses,
  /// optimizers and initializers.
  static let kinds: Set<String> = ["dense", "relu", "cross_entropy", "adam", "glorot_uniform"]

  /// A word without the modules that it stands in elsewhere: `torch.nn.ReLU` is `ReLU`, while
  /// `encoder_1.y` stays as it is.
  static func bare(_ name: String) -> String {
    guard let dot = name.lastIndex(of: "."),
      name[..<dot].split(separator: ".").allSatisfy({ modules.contains($0.lowercased()) })
    else { return name }
    return String(name[name.index(after: dot)...])
  }

  /// Words that are near to one of ours, but do not do the same.
  private static let alike: Set<String> = [
    "adaptiveavgpool2d", "dropout2d", "spatialdropout2d", "logsoftmax", "positionalencoding",
    "positionalembedding", "layernorm2d",
  ]

  /// Whether `ours` is what `name` surely means, where it is nearest to that.
  package static func isSure(_ name: String, means ours: String) -> Bool {
    !alike.contains(key(of: name)) && (bare(name) == name || isAnother(name, for: ours))
  }

  /// Whether a call of `name` with a value is one of `ours` with the same: keys of what is only
  /// alike, such as the sizes of inputs, may stand for something else.
  package static func isSure(_ name: String, means ours: String, withValue: Bool) -> Bool {
    isSure(name, means: ours)
      && (withValue ? key(of: name) == key(of: ours) : isAnother(name, for: ours))
  }

  /// Whether a word is that of a layer for sequences, such as `Conv1d`.
  static func isForSequences(_ name: String) -> Bool { key(of: name).hasSuffix("1d") }

  /// Whether a word is an activation that there is not, where activations are chosen from.
  static func isActivation(_ name: String, among words: some Sequence<String>) -> Bool {
    let key = key(of: name)
    return (formulas[key] != nil || key == "prelu") && words.contains("relu")
  }

  /// Activations of other frameworks as formulas.
  package static let formulas: [String: String] = [
    "leakyrelu": "where(x < 0, 0.01 * x, x)", "lrelu": "where(x < 0, 0.01 * x, x)",
    "elu": "where(x < 0, expm1(min(x, 0)), x)",
    "relu6": "min(max(x, 0), 6)", "softplus": "max(x, 0) + log1p(exp(-abs(x)))",
    "softsign": "x / (1 + abs(x))", "hardsigmoid": "min(max(x / 6 + 0.5, 0), 1)",
    "hardswish": "x * min(max(x / 6 + 0.5, 0), 1)", "hardtanh": "min(max(x, -1), 1)",
    "mish": "x * tanh(max(x, 0) + log1p(exp(-abs(x))))",
    "selu": "1.0507 * where(x < 0, 1.67326 * expm1(min(x, 0)), x)",
  ]

  /// How something that there is not is written, where kinds of layers or activations are chosen
  /// from.
  ///
  /// - Parameter isAlone: whether nothing is given to it that a formula would have to hold.
  package static func way(of word: String, among words: [String], isAlone: Bool) -> String? {
    if isForSequences(word), words.contains(where: { $0.hasSuffix("2d") }) {
      return "kinds that end in `2d` take images; there is none for sequences"
    }
    guard words.contains("relu"), word.utf8.count <= NearNames.longestName else { return nil }
    if key(of: word) == "prelu" { return "there is no activation with a slope that is learned" }
    guard let formula = formulas[key(of: word)] else { return nil }
    // Within a formula it is no layer.
    if words.contains("expm1") { return "it is written out: `\(formula)`" }
    return isAlone
      ? "it is a formula, in a layer of its own: `- expr: \"\(formula)\"`"
      : "it is a formula, in a layer of its own of the kind `expr`"
  }
}
