import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Small networks: what specs are made of.
extension RandomGraph {
  /// The same layer two or three times, with one weight, offset and normalization for all.
  mutating func sharedLayers(_ x: Value) -> Value {
    guard let width = sizes(x).last, width > 0, width <= 31 else { return unary(x) }
    let rows = sizes(x).dropLast().reduce(1, *)
    var y = builder.reshape(x, to: Shape(sizes: [rows, width]))
    let (weight, scale, offset) = (
      parameter([width, width]), parameter([width]), parameter([width])
    )
    let isTransposed = numbers.happens(30)
    for _ in 0..<2 + numbers.below(2) {
      let normal = builder.layerNorm(y, scale: scale, offset: offset, epsilon: 0.25)
      let product = builder.contract(normal, weight, transposeRight: isTransposed)
      let bias = builder.broadcast(offset, to: builder.type(of: product).shape, axes: [1])
      y = builder.add(y, builder.tanh(builder.add(product, bias)))
    }
    return y
  }

  /// Convolution, bias or batch normalization, an activation, a pool.
  mutating func convolutions(_ x: Value) -> Value {
    let sizes = sizes(x)
    var y = x
    if sizes.count != 4 || sizes.contains(0) || sizes[1...2].reduce(1, *) > 400 {
      y = data([
        1 + numbers.below(3), 3 + numbers.below(6), 3 + numbers.below(6), 1 + numbers.below(4),
      ])
    }
    for _ in 0...numbers.below(2) { y = convolution(y) }
    return y
  }

  private mutating func convolution(_ x: Value) -> Value {
    let sizes = sizes(x)
    let (height, width, channels) = (sizes[1], sizes[2], sizes[3])
    let kernel = [1 + numbers.below(min(3, height)), 1 + numbers.below(min(3, width))]
    let isDepthwise = numbers.happens(25)
    let groups = isDepthwise ? channels : 1
    let filters = isDepthwise ? channels * (1 + numbers.below(2)) : 1 + numbers.below(9)
    let window = Window2D(
      strides: [1 + numbers.below(2), 1 + numbers.below(2)],
      padding: [numbers.below(2), numbers.below(2), numbers.below(2), numbers.below(2)])
    let filter = parameter(kernel + [channels / max(groups, 1), filters])
    var y = builder.convolution(x, filter, ConvolutionSetting(window, groups: groups))
    y = numbers.happens(50) ? batchNorm(y, filters) : biased(y, filters)
    if numbers.happens(60) { y = numbers.happens(50) ? builder.relu(y) : builder.tanh(y) }
    if numbers.happens(40) { y = pool(y) }
    return y
  }

  private mutating func biased(_ x: Value, _ width: Int) -> Value {
    let shape = builder.type(of: x).shape
    return builder.add(x, builder.broadcast(parameter([width]), to: shape, axes: [3]))
  }

  private mutating func batchNorm(_ x: Value, _ width: Int) -> Value {
    let (scale, offset) = (parameter([width]), parameter([width]))
    let (mean, variance) = (state("mean", [width]), state("variance", [width]))
    if numbers.happens(20) {
      return builder.apply(
        BatchNormInference(epsilon: 0.25), list: [x, scale, offset, mean.value, variance.value])[0]
    }
    let results = builder.batchNormTraining(
      x, scale: scale, offset: offset, runningMean: mean.value, runningVariance: variance.value,
      epsilon: 0.25, momentum: 0.125)
    builder.output(mean.name, results.mean, role: .update(mean.name))
    builder.output(variance.name, results.variance, role: .update(variance.name))
    return results.result
  }

  private mutating func pool(_ x: Value) -> Value {
    let sizes = sizes(x)
    let window = [min(2, sizes[1]), min(2, sizes[2])]
    let setting = PoolSetting(size: window, strides: [1 + numbers.below(2), 1 + numbers.below(2)])
    return numbers.happens(50)
      ? builder.maximumPool(x, setting)
      : builder.averagePool(x, setting, countIncludesPadding: numbers.happens(50))
  }

  /// One projection to queries, keys and values, and attention over them.
  mutating func selfAttention(_ x: Value) -> Value {
    let heads = 1 + numbers.below(3)
    let width = heads * numbers.element(of: [1, 2, 4, 8])
    let (batch, positions) = (1 + numbers.below(3), numbers.element(of: [1, 2, 5, 17]))
    let rows = fitted(x, to: [batch * positions, width])
    let packed = builder.reshape(
      builder.contract(builder.tanh(rows), parameter([width, 3 * width])),
      to: Shape(sizes: [batch, positions, 3 * width]))
    return builder.attention(packed, heads: heads, isCausal: numbers.happens(50))
  }

  /// Scores of classes with their cross-entropy, as part of the loss.
  mutating func classifier(_ x: Value) {
    let sizes = sizes(x)
    guard sizes.count >= 2, !sizes.contains(0) else { return }
    let width = sizes.dropFirst().reduce(1, *)
    guard width <= 512 else { return }
    let classes = numbers.element(of: [2, 3, 8, 17])
    let flat = builder.reshape(x, to: Shape(sizes: [sizes[0], width]))
    let product = builder.contract(flat, parameter([width, classes]))
    let bias = builder.broadcast(
      parameter([classes]), to: builder.type(of: product).shape, axes: [1])
    let logits = builder.add(product, bias)
    let target = indices([sizes[0]], below: classes)
    losses.append(average(builder.softmaxCrossEntropy(logits, target), axes: [0]))
  }
}
