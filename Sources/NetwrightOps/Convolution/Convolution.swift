import NetwrightIR
import NetwrightTensor

/// Two-dimensional convolution (as machine learning means it: the filter is not flipped).
///
/// - Shapes: `input: [n, h, w, c]`, `filter: [kh, kw, c / groups, f]` → `[n, oh, ow, f]`, where
///   `oh` is `⌊(h + top + bottom − dilation · (kh − 1) − 1) / stride⌋ + 1`, and `ow` likewise.
/// - Dtype: `f32` (`f64` in the interpreter). The reference sums by filter row, column, channel;
///   kernels may reassociate, within their declared tolerance.
/// - Gradient: `convolution_input_gradient`, `convolution_filter_gradient`.
/// - Cost: `2 · n · oh · ow · f · kh · kw · c / groups` floating-point operations per call.
/// - Errors: `E0301` for another rank; `E0304` when channels differ; `E0309` when the filter does
///   not fit; `E0312` when groups divide unevenly; `E0313` for strides, padding, dilations or
///   groups out of range.
package struct Convolution: Op {
  package static let keyword = "convolution"
  package static let traits: OpTraits = [.skeleton, .epilogue]
  package static let examples = [
    OpExample(Convolution(), [[2, 5, 4, 3], [3, 2, 3, 4]], result: [2, 3, 3, 4]),
    OpExample(
      Convolution(ConvolutionSetting(Window2D(strides: [2, 1], padding: [1, 0, 2, 1]))),
      [[1, 5, 4, 1], [3, 3, 1, 2]], result: [1, 3, 3, 2]),
    OpExample(
      Convolution(ConvolutionSetting(Window2D(dilations: [2, 1]), groups: 2)),
      [[1, 5, 3, 4], [2, 2, 2, 6]], result: [1, 3, 2, 6]),
    OpExample(
      Convolution(ConvolutionSetting(groups: 3)), [[1, 3, 3, 3], [3, 3, 1, 3]],
      result: [1, 1, 1, 3]),
    OpExample(Convolution(), [[0, 3, 3, 1], [1, 1, 1, 1]], result: [0, 3, 3, 1]),
  ]

  package let setting: ConvolutionSetting
  package init(_ setting: ConvolutionSetting = ConvolutionSetting()) { self.setting = setting }

  package init(attributes: AttributeReader) throws(AttributeError) {
    setting = try ConvolutionSetting(attributes: attributes)
  }

  package var attributes: [Attribute] { setting.attributes }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 2)
    return [try setting.resultType(input: inputs[0], filter: inputs[1], in: context)]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let (input, filter, g) = (site.inputs[0], site.inputs[1], site.upstream)
    let sizes = graph.type(of: input).shape
    let kernel = graph.type(of: filter).shape.dims.prefix(2).compactMap(\.constant)
    return [
      graph.convolutionInputGradient(g, filter, setting, sizes: sizes),
      graph.convolutionFilterGradient(input, g, setting, kernel: kernel),
    ]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let (input, filter) = (call.inputs[0], call.inputs[1])
    geometry(call.inputTypes).forEachTerm { term in
      call.results[0][term.result] += input[term.input] * filter[term.filter]
    }
  }

  private func geometry(_ inputs: [TensorType]) -> ConvolutionGeometry {
    setting.geometry(input: inputs[0], filter: inputs[1].sizes)
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .convolution(.forward, geometry(inputs))
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    geometry(inputs).operationCount
  }
}

extension GraphBuilder {
  package mutating func convolution(
    _ input: Value, _ filter: Value, _ setting: ConvolutionSetting = ConvolutionSetting()
  ) -> Value {
    apply(Convolution(setting), input, filter)
  }
}
