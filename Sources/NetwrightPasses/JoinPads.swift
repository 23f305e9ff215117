import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Puts side by side what was padded with zeros only to be added: `add(pad(x), pad(y))` becomes
/// `pad(concatenate(x, y))`, and a pad without margins its operand. The gradient of a tensor that
/// was cut into slices looks like that.
///
/// Safe bit for bit, but for `−0 + 0`. Never worse: a sum and the zeros of two pads are saved.
package struct JoinPads: RewritePass {
  package static let name = "join-pads"
  package init() {}

  /// Tensors in a row, with zeros before and after along one axis.
  private struct Strip {
    let parts: [Value]
    let axis: Int
    let start: Int
    let end: Int
  }

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    guard node.op is Add, let a = strip(inputs[0], in: builder.graph),
      let b = strip(inputs[1], in: builder.graph), a.axis == b.axis
    else { return nil }
    let (first, second) = a.start <= b.start ? (a, b) : (b, a)
    guard first.end == second.start else { return nil }
    let sizes = builder.type(of: inputs[0]).sizes
    let joined = builder.concatenate(first.parts + second.parts, axis: a.axis)
    var low = [Int](repeating: 0, count: sizes.count)
    var high = low
    low[a.axis] = first.start
    high[a.axis] = sizes[a.axis] - second.end
    return [builder.pad(joined, low: low, high: Shape(sizes: high))]
  }

  private func strip(_ value: Value, in graph: Graph) -> Strip? {
    guard let node = graph.producer(of: value), let pad = node.op as? Pad, pad.value == 0,
      let high = pad.high.sizes, let sizes = graph.type(of: node.inputs[0]).shape.sizes
    else { return nil }
    let padded = sizes.indices.filter { pad.low[$0] != 0 || high[$0] != 0 }
    guard padded.count == 1 else { return nil }
    let axis = padded[0]
    var parts = [node.inputs[0]]
    if let inner = graph.producer(of: parts[0]), (inner.op as? Concatenate)?.axis == axis {
      parts = inner.inputs
    }
    return Strip(
      parts: parts, axis: axis, start: pad.low[axis], end: pad.low[axis] + sizes[axis])
  }
}
