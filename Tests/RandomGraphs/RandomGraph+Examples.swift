import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Any op of the registry, as one of its examples has it: new ops take part by themselves.
extension RandomGraph {
  /// The float results of an example whose operands are values of the graph, squashed into its
  /// range; those of the other element types as numbers.
  mutating func example() -> [Value] {
    let op = numbers.element(of: opRegistry)
    let examples = op.examples.filter { example in
      let types = example.inputs + example.results
      return types.allSatisfy { $0.elementCount <= extent.maximumElements }
        && types.contains { $0.elementCount > 0 }
    }
    guard !examples.isEmpty else { return [] }
    let example = numbers.element(of: examples)
    // What jumps gets numbers that no rounding moves.
    let jumps =
      op.traits.contains(.opaqueToGradient) || example.results.contains { !$0.dtype.isFloat }
    let operands = example.inputs.map { type -> Value in
      guard type.dtype.isFloat else {
        return builder.convert(
          indices(type.sizes, below: example.integerBound), to: type.dtype)
      }
      let source = jumps ? data(type.sizes) : fitted(operand(), to: type.sizes)
      return builder.convert(squashed(source, into: example.range), to: type.dtype)
    }
    guard let results = try? builder.add(example.op, operands, regions: example.regions) else {
      return []
    }
    // What ops other than loops give beside their first result has no gradient: running statistics.
    let used = op.traits.contains(.loop) ? results[...] : results.prefix(1)
    return used.map { builder.tanh(builder.convert($0, to: .f32)) }
  }

  /// The elements of a value under other sizes: a part of them, or all of them repeated.
  mutating func fitted(_ x: Value, to wanted: [Int]) -> Value {
    let sizes = sizes(x)
    let (count, needed) = (sizes.reduce(1, *), wanted.reduce(1, *))
    if sizes == wanted { return x }
    guard count > 0, needed > 0 else { return parameter(wanted) }
    var flat = builder.reshape(x, to: Shape(sizes: [count]))
    if count < needed {
      let copies = (needed + count - 1) / count
      flat = builder.broadcast(flat, to: Shape(sizes: [copies, count]), axes: [1])
      flat = builder.reshape(flat, to: Shape(sizes: [copies * count]))
    }
    let room = max(count, self.sizes(flat)[0]) - needed
    flat = builder.slice(
      flat, starts: [numbers.below(room + 1)], sizes: Shape(sizes: [needed]))
    return builder.reshape(flat, to: Shape(sizes: wanted))
  }

  private mutating func squashed(_ x: Value, into range: ClosedRange<Double>) -> Value {
    let middle = (range.lowerBound + range.upperBound) / 2
    let half = (range.upperBound - range.lowerBound) / 2
    let scaled = builder.multiply(builder.tanh(x), builder.constant(half, like: x))
    return middle == 0 ? scaled : builder.add(scaled, builder.constant(middle, like: x))
  }
}
