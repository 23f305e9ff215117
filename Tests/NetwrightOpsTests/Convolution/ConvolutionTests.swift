import NetwrightIR
import NetwrightOps
import NetwrightTensor
import Testing

@Suite struct ConvolutionTests {
  private func type(_ setting: ConvolutionSetting, _ input: [Int], _ filter: [Int]) throws
    -> TensorType
  {
    try Convolution(setting).resultTypes(
      of: [Operand(TensorType(sizes: input)), Operand(TensorType(sizes: filter))], regions: [],
      in: ShapeContext())[0]
  }

  @Test("groups that do not divide the channels or the filters are refused")
  func groups() {
    let input = Operand(TensorType(sizes: [1, 3, 3, 4]))
    #expect(throws: ShapeError.groups(input, groups: 3, channels: 4)) {
      try type(ConvolutionSetting(groups: 3), [1, 3, 3, 4], [1, 1, 1, 3])
    }
    let filter = Operand(TensorType(sizes: [1, 1, 2, 3]))
    #expect(throws: ShapeError.groups(filter, groups: 2, channels: 3)) {
      try type(ConvolutionSetting(groups: 2), [1, 3, 3, 4], [1, 1, 2, 3])
    }
  }

  @Test("a dilated filter larger than the padded input is refused")
  func dilation() {
    let input = Operand(TensorType(sizes: [1, 4, 4, 1]))
    #expect(throws: ShapeError.windowExceedsInput(input, window: 5, available: 4)) {
      try type(
        ConvolutionSetting(Window2D(dilations: [2, 1])), [1, 4, 4, 1], [3, 3, 1, 1])
    }
  }

  @Test("an unbound batch goes through all three convolutions")
  func unboundBatch() throws {
    var builder = GraphBuilder(name: "symbolic")
    let x = builder.input("x", TensorType([Dim(symbol: "batch"), 5, 5, 2]))
    let w = builder.input("w", TensorType(sizes: [3, 3, 2, 4]))
    let y = builder.convolution(x, w)
    let site = GradientSite(inputs: [x, w], results: [y], upstreams: [y])
    let gradients = Convolution().gradient(at: site, in: &builder).compactMap { $0 }
    #expect(builder.type(of: y).description == "f32[batch, 3, 3, 4]")
    #expect(gradients.map { builder.type(of: $0) } == [builder.type(of: x), builder.type(of: w)])
    _ = try builder.finish()
  }
}
