import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Removes conversions to the same type, and those on the way to another one that lose nothing:
/// `convert(convert(x, f32), f64)` of an `i32[]` stays, that of a truth value does not.
///
/// Safe: the type between holds every number of the first one. Never worse: one conversion for two.
package struct SimplifyConversions: RewritePass {
  package static let name = "simplify-conversions"
  package init() {}

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    guard let convert = node.op as? Convert else { return nil }
    if convert.dtype == builder.type(of: inputs[0]).dtype { return [inputs[0]] }
    guard let inner = builder.graph.producer(of: inputs[0]), inner.op is Convert else { return nil }
    let source = inner.inputs[0]
    let (from, between) = (builder.type(of: source).dtype, builder.type(of: inputs[0]).dtype)
    guard Self.holds(between, every: from) else { return nil }
    return [builder.convert(source, to: convert.dtype)]
  }

  /// Whether each number of one type is a number of the other.
  private static func holds(_ wide: DType, every narrow: DType) -> Bool {
    switch (narrow, wide) {
    case (.bool, .bool): false
    case (.bool, _): true
    case (.u8, .f32), (.u8, .f64), (.u8, .i32), (.u8, .i64): true
    case (.i32, .i64), (.i32, .f64), (.f32, .f64): true
    default: false
    }
  }
}
