import NetwrightIR
import NetwrightTensor

/// The gradient of a convolution with respect to its input; also known as transposed convolution.
///
/// - Shapes: `upstream: [n, oh, ow, f]`, `filter: [kh, kw, c / groups, f]` → `sizes`,
///   which is `[n, h, w, c]`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: `∂upstream` is the convolution of `g`, `∂filter` the filter gradient with `g`
///   as input.
/// - Cost: that of the convolution.
/// - Errors: those of the convolution; `E0303` when `upstream` is not what it makes of `sizes`.
package struct ConvolutionInputGradient: Op {
  package static let keyword = "convolution_input_gradient"
  package static let traits: OpTraits = [.skeleton, .epilogue]
  package static let examples = [
    OpExample(
      ConvolutionInputGradient(sizes: [2, 5, 4, 3]), [[2, 3, 3, 4], [3, 2, 3, 4]],
      result: [2, 5, 4, 3]),
    OpExample(
      ConvolutionInputGradient(
        ConvolutionSetting(Window2D(strides: [2, 1], padding: [1, 0, 2, 1])), sizes: [1, 5, 4, 1]),
      [[1, 3, 3, 2], [3, 3, 1, 2]], result: [1, 5, 4, 1]),
    OpExample(
      ConvolutionInputGradient(
        ConvolutionSetting(Window2D(dilations: [2, 1]), groups: 2), sizes: [1, 5, 3, 4]),
      [[1, 3, 2, 6], [2, 2, 2, 6]], result: [1, 5, 3, 4]),
  ]

  package let setting: ConvolutionSetting
  /// The shape of the input of the convolution.
  package let sizes: Shape

  package init(_ setting: ConvolutionSetting = ConvolutionSetting(), sizes: Shape) {
    self.setting = setting
    self.sizes = sizes
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    setting = try ConvolutionSetting(attributes: attributes)
    sizes = try attributes.shape("sizes")
  }

  package var attributes: [Attribute] {
    setting.attributes + [Attribute("sizes", .shape(sizes))]
  }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Self {
    Self(setting, sizes: try sizes.substituting(binding))
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 2)
    let upstream = inputs[0]
    let input = Operand(upstream.type.with(sizes), span: upstream.span)
    let result = try setting.resultType(input: input, filter: inputs[1], in: context)
    try context.requireSameShape(Operand(result), upstream)
    return [input.type]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let (upstream, filter, g) = (site.inputs[0], site.inputs[1], site.upstream)
    let kernel = graph.type(of: filter).shape.dims.prefix(2).compactMap(\.constant)
    return [
      graph.convolution(g, filter, setting),
      graph.convolutionFilterGradient(g, upstream, setting, kernel: kernel),
    ]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let (upstream, filter) = (call.inputs[0], call.inputs[1])
    geometry(call.inputTypes, call.resultTypes).forEachTerm { term in
      call.results[0][term.input] += upstream[term.result] * filter[term.filter]
    }
  }

  private func geometry(_ inputs: [TensorType], _ results: [TensorType]) -> ConvolutionGeometry {
    setting.geometry(input: results[0], filter: inputs[1].sizes)
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .convolution(.inputGradient, geometry(inputs, results))
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    geometry(inputs, results).operationCount
  }
}

extension GraphBuilder {
  package mutating func convolutionInputGradient(
    _ upstream: Value, _ filter: Value, _ setting: ConvolutionSetting, sizes: Shape
  ) -> Value {
    apply(ConvolutionInputGradient(setting, sizes: sizes), upstream, filter)
  }
}
