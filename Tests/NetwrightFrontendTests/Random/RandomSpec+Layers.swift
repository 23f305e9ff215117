extension RandomSpec {
  mutating func addLayer() {
    switch (shape.count, choices.below(6)) {
    case (_, 0): addElementwise()
    case (1, 1): addBlock()
    case (1, 2): addReshape()
    case (1, _): addDense()
    case (2, 1): addRecurrence()
    case (2, 2): addAttention()
    case (2, 3): addFlatten()
    case (2, _): addDense()
    case (3, 1): addPool()
    case (3, 2): addFlatten()
    case (3, 3):
      shape = [shape[2]]
      add("global_avg_pool2d")
    case (3, _): addConvolution()
    default: addFlatten()
    }
  }

  private mutating func addElementwise() {
    // The result before is taken without being named.
    let others = isNamed ? named.dropLast() : named[...]
    let same = others.filter { $0.shape == shape }.map(\.name)
    let joinable = others.filter { $0.shape.dropLast() == shape.dropLast() }
    switch choices.below(8) {
    case 1 where !same.isEmpty: add("add: \(choices.among(same))")
    case 2 where !joinable.isEmpty:
      let other = choices.among(joinable)
      shape[shape.count - 1] += other.shape[other.shape.count - 1]
      add(
        "concat: \(choices.among([other.name, "[\(other.name)]", "{names: \(other.name), axis: -1}"]))"
      )
    case 3: add("dropout: \(choices.among(["10%", "0.5", "0", "{rate: 1/4}"]))")
    case 4: add(choices.among(["layer_norm", "layer_norm: {epsilon: 1e-3, offset: false}"]))
    case 5 where shape.count != 2: add(choices.among(["batch_norm", "batch_norm: {momentum: 1%}"]))
    case 6 where shape.count == 2: add("position_embedding: \(number(shape[0] + choices.below(3)))")
    default: add(choices.among(["relu", "gelu", "gelu_tanh", "silu", "sigmoid", "tanh"]))
    }
  }

  private mutating func addDense() {
    let units = size()
    shape[shape.count - 1] = units
    let activation = choices.among(["relu", "tanh", "none", "gelu"])
    add(
      choices.among([
        "dense: \(number(units))", "dense: {units: \(number(units))}",
        "dense: {units: \(number(units)), activation: \(activation)}",
        "dense: {units: \(number(units)), bias: false, initializer: he_normal}",
      ]))
  }

  private mutating func addFlatten() {
    shape = [shape.reduce(1, *)]
    add("flatten")
  }

  private mutating func addReshape() {
    let divisors = (1...shape[0]).filter { shape[0] % $0 == 0 }
    let first = choices.among(divisors)
    let second = shape[0] / first
    shape = choices.below(2) == 0 ? [first, second] : [first, second, 1]
    add("reshape: [\(shape.map { number($0) }.joined(separator: ", "))]")
  }

  private mutating func addRecurrence() {
    shape[1] = 1 + choices.below(6)
    add(
      "\(choices.among(["lstm", "gru"])): \(choices.among(["\(shape[1])", "{units: \(shape[1])}"]))"
    )
  }

  private mutating func addAttention() {
    let heads = choices.among((1...4).filter { shape[1] % $0 == 0 })
    add("attention: {heads: \(heads), causal: \(choices.among(["true", "false"]))}")
  }

  private mutating func addPool() {
    let kind = choices.among(["max_pool2d", "avg_pool2d"])
    let window = 1 + choices.below(min(3, shape[0], shape[1]))
    let stride = 1 + choices.below(3)
    switch choices.below(3) {
    case 0:
      shape = [shape[0] / window, shape[1] / window, shape[2]]
      add("\(kind): \(window)")
    case 1:
      shape = [(shape[0] - window) / stride + 1, (shape[1] - window) / stride + 1, shape[2]]
      add("\(kind): {window: \(window), stride: \(stride)}")
    default:
      shape = [(shape[0] + stride - 1) / stride, (shape[1] + stride - 1) / stride, shape[2]]
      add("\(kind): {window: [\(window), \(window)], stride: \(stride), padding: same}")
    }
  }

  private mutating func addConvolution() {
    let kernel = 1 + choices.below(min(3, shape[0], shape[1]))
    let filters = 1 + choices.below(6)
    let stride = 1 + choices.below(2)
    let channels = shape[2]
    switch choices.below(4) {
    case 0:
      shape = [shape[0] - kernel + 1, shape[1] - kernel + 1, filters]
      add("conv2d: {filters: \(number(filters)), kernel: \(kernel)}")
    case 1:
      shape = [(shape[0] + stride - 1) / stride, (shape[1] + stride - 1) / stride, filters]
      add("conv2d: {filters: \(filters), kernel: \(kernel), padding: same, stride: \(stride)}")
    case 2:
      shape = [(shape[0] - kernel + 2) / stride + 1, (shape[1] - kernel + 2) / stride + 1, filters]
      add(
        "conv2d: {filters: \(filters), kernel: \(kernel), padding: 1, stride: \(stride), "
          + "activation: relu}")
    default:
      shape = [shape[0], shape[1], channels]
      add("conv2d: {kernel: \(kernel), padding: same, groups: depthwise}")
    }
  }

  /// A block of its own on vectors, used once or several times.
  private mutating func addBlock() {
    let name = "block_\(blocks.count)"
    let width = shape[0]
    let inner = choices.among(["dense: hidden", "dense: {units: 2 * hidden, activation: word}"])
    let last = choices.among(["add: x", "relu", "dropout: rate"])
    let parameters = [
      "hidden: integer", inner.contains("word") ? "word: word = relu" : nil,
      last.contains("rate") ? "rate: 10%" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
    blocks.append(
      "\(name): {inputs: {x: \"f32[batch, \(choices.among(["\(width)", "?"]))]\"}, parameters: "
        + "{\(parameters)}, "
        + "layers: [{\(inner)}, {dense: \(width)}, \(last == "relu" ? last : "{\(last)}")]}")
    let use = "\(name): {hidden: \(number(1 + choices.below(4)))}"
    switch choices.below(3) {
    case 0: add(use)
    case 1: add("repeat: {times: \(1 + choices.below(3)), block: {\(use)}}")
    default:
      add("repeat: {times: \(1 + choices.below(3)), index: i, block: {\(name): {hidden: i + 1}}}")
    }
  }
}
