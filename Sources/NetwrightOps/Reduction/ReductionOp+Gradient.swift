import NetwrightIR
import NetwrightTensor

extension GraphBuilder {
  /// The result of a reduction, repeated along the folded axes to the shape of the operand.
  package mutating func unreduced(_ x: Value, like operand: Value, axes: [Int]) -> Value {
    let shape = type(of: operand).shape
    return broadcast(x, to: shape, axes: (0..<shape.rank).filter { !axes.contains($0) })
  }

  /// The gradient of a maximum or minimum: shared equally among the elements that equal it, as
  /// PyTorch's `amax` does.
  mutating func sharedAmongEqual(_ site: GradientSite, axes: [Int]) -> [Value?] {
    let (x, g) = (site.inputs[0], site.upstream)
    let equals = equal(x, unreduced(site.result, like: x, axes: axes))
    let hits = convert(equals, to: type(of: g).dtype)
    let share = divide(g, reduceSum(hits, axes: axes))
    return [multiply(hits, unreduced(share, like: x, axes: axes))]
  }

  /// The mean over axes, which vanish; one element's where none are given.
  package mutating func mean(_ x: Value, axes: [Int]) -> Value {
    if axes.isEmpty { return x }
    let sum = reduceSum(x, axes: axes)
    let count = convert(size(x, axes: axes), to: type(of: x).dtype)
    return divide(sum, broadcast(count, to: type(of: sum).shape, axes: []))
  }
}
