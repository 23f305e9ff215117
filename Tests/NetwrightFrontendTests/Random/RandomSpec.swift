/// Specs that are right, made from choices: layers on tensors whose sizes the generator follows by
/// rules of its own, blocks, losses, optimizers, expectations.
struct RandomSpec {
  let choices: Choices
  /// Named sizes beside the batch.
  var dims: [(name: String, value: Int)] = []
  /// Sizes of the present result, without the batch.
  var shape: [Int] = []
  var layers: [String] = []
  /// Named results and their sizes.
  var named: [(name: String, shape: [Int])] = []
  var blocks: [String] = []
  /// Whether the present result has a name already.
  var isNamed = false
  var rest: [String] = []
  var targets: [String] = []

  static func text(_ choices: Choices) -> String {
    var spec = RandomSpec(choices: choices)
    return spec.make()
  }

  private mutating func make() -> String {
    let batch = 1 + choices.below(8)
    for index in 0..<choices.below(4) {
      dims.append((["width", "n", "k"][index], choices.among([1, 2, 3, 4, 6, 8, 16])))
    }
    let input = makeInput()
    for _ in 0..<(1 + choices.below(7)) { addLayer() }
    addEnding()
    var lines = ["netwright: 1", "name: \(choices.among(["example", "m", "a_b", "Net2"]))"]
    if choices.isRare(3) {
      lines.append("doc: \(choices.among(["Words.", "\"a: b\"", "'it''s'"]))")
    }
    let used = words(in: [input] + targets + blocks + layers + rest)
    dims.removeAll { !used.contains($0.name) }
    let sizes = ["batch: \(batch)"] + dims.map { "\($0.name): \($0.value)" }
    lines.append("dims: {\(sizes.joined(separator: ", "))}")
    if !blocks.isEmpty { lines += ["blocks:"] + blocks.map { "  \($0)" } }
    lines += ["model:", "  inputs: {x: \"\(input)\"}"]
    if !targets.isEmpty { lines.append("  targets: {\(targets.joined(separator: ", "))}") }
    lines += ["  layers:"] + layers
    return (lines + rest).joined(separator: "\n") + "\n"
  }

  /// Words but for keys.
  private func words(in lines: [String]) -> Set<String> {
    let parts = lines.joined(separator: " ").split {
      !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":")
    }
    return Set(parts.filter { $0.last != ":" }.map(String.init))
  }

  private mutating func makeInput() -> String {
    switch choices.below(4) {
    case 0: shape = [size()]
    case 1: shape = [1 + choices.below(5), size()]
    case 2: shape = [3 + choices.below(6), 3 + choices.below(6), size()]
    default:
      let entries = 2 + choices.below(20)
      let positions = 1 + choices.below(5)
      shape = [positions, 1 + choices.below(8)]
      add("embedding: {entries: \(number(entries)), width: \(number(shape[1]))}")
      return "i32[batch, \(number(positions, isInType: true))] in 0..<\(entries)"
    }
    return "f32[" + (["batch"] + shape.map { number($0, isInType: true) }).joined(separator: ", ")
      + "]"
  }

  /// A size of an axis; often one that has a name.
  mutating func size() -> Int {
    if !dims.isEmpty, choices.below(2) == 1 { return choices.among(dims).value }
    return choices.among([1, 2, 3, 4, 6, 8, 12, 16])
  }

  /// One of the spellings of a whole number, alone or, within a type, as an expression.
  func number(_ value: Int, isInType: Bool = false) -> String {
    if choices.below(2) == 0 { return "\(value)" }
    let names = dims.filter { $0.value == value }.map(\.name)
    if !names.isEmpty { return choices.among(names) }
    if let (name, factor) = dims.first(where: { $0.value > 1 && value % $0.value == 0 }) {
      return "\(value / factor) * \(name)"
    }
    return choices.among([
      "\(value)", "\(value + 1) - 1", "(\(value))", "\(2 * value) // 2", "\(2 * value + 1) // 2",
      isInType ? "0 + \(value)" : "\(value).0",
    ])
  }

  /// Adds a layer, sometimes with a name for itself or its result.
  mutating func add(_ layer: String, from: String? = nil) {
    // A kind alone has no place for more keys.
    var lines = ["    - \(layer)\(layer.contains(":") ? "" : ":")"]
    if let from { lines.append("      from: \(from)") }
    isNamed = choices.isRare(4)
    if isNamed {
      let name = "r\(named.count)"
      named.append((name, shape))
      lines.append("      as: \(name)")
    }
    if choices.isRare(6) { lines.append("      name: layer_\(layers.count)") }
    if lines.count == 1 { lines = ["    - \(layer)"] }
    layers += lines
  }

  private mutating func addEnding() {
    guard shape.count == 1, choices.below(3) > 0 else {
      if shape.count == 1, choices.below(2) == 1, !isNamed { expectOutput() }
      return
    }
    let classes = 2 + choices.below(4)
    shape = [classes]
    layers += ["    - dense: \(number(classes))", "      as: y"]
    let loss: String
    var metrics: [String] = []
    switch choices.below(3) {
    case 0:
      targets = ["t: \"i32[batch] in 0..<\(classes)\""]
      loss = "cross_entropy: {logits: y, target: t}"
      metrics = ["accuracy", "f1", "precision", "recall"]
    case 1:
      targets = ["t: \"f32[batch, \(number(classes, isInType: true))]\""]
      loss = "mse: {prediction: y, target: t}"
      metrics = ["mae", "mse", "rmse"]
    default:
      targets = ["t: \"f32[batch, \(number(classes, isInType: true))]\""]
      loss = "binary_cross_entropy: {logits: y, target: t}"
      metrics = ["binary_accuracy"]
    }
    rest.append("loss: {\(loss)}")
    if choices.below(2) == 1 { rest.append(training()) }
    if choices.below(2) == 1 { rest.append("evaluate: {metrics: [\(choices.among(metrics))]}") }
    if choices.below(2) == 1 {
      rest.append("expect: {y: \"f32[batch, \(number(classes, isInType: true))]\"}")
    }
  }

  private mutating func expectOutput() {
    layers += ["    - relu:", "      as: y"]
    rest.append("expect: {y: \"f32[batch, \(shape[0])]\"}")
  }

  private func training() -> String {
    let rate = choices.among(["1e-3", "0.1", "1%", "1/128", "5e-4", ".5"])
    let optimizer = choices.among([
      "adam", "adamw", "rmsprop", "adagrad", "sgd: {learning_rate: \(rate)}",
      "adam: {learning_rate: \(rate), beta1: 0.5}", "sgd: {learning_rate: \(rate), momentum: 90%}",
      "adamw: {learning_rate: \(rate), weight_decay: \(rate)}", "rmsprop: {centered: true}",
    ])
    let value = optimizer.contains(":") ? "{\(optimizer)}" : optimizer
    let length = choices.among(["epochs: 2", "steps: 1_000", "steps: 1k"])
    return "train: {\(length), optimizer: \(value), seed: \(choices.below(9))}"
  }
}
