import NetwrightIR
import NetwrightTensor

/// The gradient of a convolution with respect to its filter.
///
/// - Shapes: `input: [n, h, w, c]`, `upstream: [n, oh, ow, f]` → `[kh, kw, c / groups, f]`, where
///   `kernel` is `[kh, kw]`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: `∂input` is the input gradient of `upstream` with `g` as filter, `∂upstream` the
///   convolution of `input` with `g`.
/// - Cost: that of the convolution.
/// - Errors: those of the convolution; `E0303` when `upstream` is not what it makes of `input`.
package struct ConvolutionFilterGradient: Op {
  package static let keyword = "convolution_filter_gradient"
  package static let traits: OpTraits = [.skeleton, .epilogue]
  package static let examples = [
    OpExample(
      ConvolutionFilterGradient(kernel: [3, 2]), [[2, 5, 4, 3], [2, 3, 3, 4]],
      result: [3, 2, 3, 4]),
    OpExample(
      ConvolutionFilterGradient(
        ConvolutionSetting(Window2D(strides: [2, 1], padding: [1, 0, 2, 1])), kernel: [3, 3]),
      [[1, 5, 4, 1], [1, 3, 3, 2]], result: [3, 3, 1, 2]),
    OpExample(
      ConvolutionFilterGradient(
        ConvolutionSetting(Window2D(dilations: [2, 1]), groups: 2), kernel: [2, 2]),
      [[1, 5, 3, 4], [1, 3, 2, 6]], result: [2, 2, 2, 6]),
  ]

  package let setting: ConvolutionSetting
  /// Rows and columns of the filter.
  package let kernel: [Int]

  package init(_ setting: ConvolutionSetting = ConvolutionSetting(), kernel: [Int]) {
    self.setting = setting
    self.kernel = kernel
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    setting = try ConvolutionSetting(attributes: attributes)
    kernel = try attributes.list("kernel", count: 2)
  }

  package var attributes: [Attribute] {
    setting.attributes + [Attribute("kernel", .integers(kernel))]
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 2)
    let (input, upstream) = (inputs[0], inputs[1])
    for operand in inputs where operand.rank != 4 {
      throw .rank(operand, expected: "[batch, height, width, channels]")
    }
    let share = try setting.share(of: input.shape[3], of: input, in: context)
    let dims = kernel.map { Dim($0) } + [share, upstream.shape[3]]
    let filter = Operand(upstream.type.with(Shape(dims)), span: upstream.span)
    let result = try setting.resultType(input: input, filter: filter, in: context)
    try context.requireSameShape(Operand(result), upstream)
    return [filter.type]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let (input, upstream, g) = (site.inputs[0], site.inputs[1], site.upstream)
    let sizes = graph.type(of: input).shape
    return [
      graph.convolutionInputGradient(upstream, g, setting, sizes: sizes),
      graph.convolution(input, g, setting),
    ]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let (input, upstream) = (call.inputs[0], call.inputs[1])
    geometry(call.inputTypes, call.resultTypes).forEachTerm { term in
      call.results[0][term.filter] += input[term.input] * upstream[term.result]
    }
  }

  private func geometry(_ inputs: [TensorType], _ results: [TensorType]) -> ConvolutionGeometry {
    setting.geometry(input: inputs[0], filter: results[0].sizes)
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .convolution(.filterGradient, geometry(inputs, results))
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    geometry(inputs, results).operationCount
  }
}

extension GraphBuilder {
  package mutating func convolutionFilterGradient(
    _ input: Value, _ upstream: Value, _ setting: ConvolutionSetting, kernel: [Int]
  ) -> Value {
    apply(ConvolutionFilterGradient(setting, kernel: kernel), input, upstream)
  }
}
