import NetwrightDiagnostics
import NetwrightIR
import NetwrightSchema
import NetwrightTensor

/// A learned tensor under a name, for `einsum`, `expr` and others to use.
///
/// - Shapes: no input → `shape`.
/// - Parameters: `value`, by `initializer`; fan_in is the product of all sizes but the last,
///   fan_out the last; of a vector both are its size.
package struct ParameterLayer: Layer {
  package static let keyword = "parameter"
  package static let doc =
    "A learned tensor of any shape, which other layers take by its name: it needs `as:`. It stands "
    + "beside the chain: the layer after it takes the result of the layer before it. Parameter: "
    + "`value`; its fan_in is the product of all sizes but the last, fan_out the last."
  package static let example = """
    - parameter: {shape: "f32[8]", initializer: {constant: 0.1}}
      as: slope
    - expr: max(x, slope * x)
    """
  package static let exampleInput = "f32[batch, 8]"
  package static let inputCount = 0...0

  static let shapeKey = Key("shape", .parameterType, doc: "Its type, without the batch.")
  static let initializerKey = Key(
    "initializer", .initializer, default: .fanInUniform, doc: "How it begins.")
  package static let table = KeyTable(
    "the layer `parameter`", main: "shape", [AnyKey(shapeKey), AnyKey(initializerKey)])

  let sizes: [Int]
  let initializer: WeightInitializer

  package init(_ arguments: Arguments) throws(Poisoned) {
    sizes = try arguments.value(Self.shapeKey).type.shape.dims.compactMap(\.constant)
    initializer = try arguments.value(Self.initializerKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    try site.parameter("value", sizes, initializer.value(sizes: sizes))
  }
}

extension ValueType where Value == DeclaredType {
  /// The type of a learned tensor: f32, all sizes known.
  static var parameterType: ValueType {
    let name = "a tensor type such as \"f32[8, 4]\""
    return ValueType(name, form: .text) { (node, decoder) throws(Poisoned) in
      let declared = try ValueType.tensorType.decode(node, decoder)
      guard declared.type.dtype == .f32 else {
        throw decoder.report(
          Diagnostic("E0305", "parameters are f32, found \(declared)", at: node.useSpan)
            .expected("f32").found(declared.type.dtype.rawValue))
      }
      for dim in declared.type.shape.dims where dim.constant == nil {
        throw decoder.report(
          Diagnostic(
            "E0205", "the size of a parameter cannot depend on `\(dim)`", at: node.useSpan
          ).expected("sizes that are numbers").found("`\(dim)`")
            .help("parameters are the same for every batch"))
      }
      return declared
    } text: {
      ValueType.tensorType.text($0)
    }
  }
}
