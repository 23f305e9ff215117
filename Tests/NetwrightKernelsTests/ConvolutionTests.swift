import NetwrightKernels
import Testing

@Suite struct ConvolutionTests {
  static let shapes: [ConvolutionShape] = [
    ConvolutionShape(
      batch: 3, height: 28, width: 28, channels: 1, filters: 6, kernelHeight: 5, kernelWidth: 5,
      paddingTop: 2, paddingLeft: 2, paddingBottom: 2, paddingRight: 2),
    ConvolutionShape(
      batch: 9, height: 14, width: 14, channels: 6, filters: 16, kernelHeight: 5, kernelWidth: 5),
    ConvolutionShape(
      batch: 2, height: 9, width: 7, channels: 3, filters: 33, kernelHeight: 3, kernelWidth: 3,
      strideHeight: 2, strideWidth: 2, paddingTop: 1, paddingLeft: 1, paddingBottom: 1,
      paddingRight: 1),
    ConvolutionShape(
      batch: 2, height: 8, width: 11, channels: 5, filters: 24, kernelHeight: 3, kernelWidth: 2,
      strideHeight: 3, strideWidth: 2, paddingTop: 0, paddingLeft: 1, paddingBottom: 2,
      paddingRight: 0, dilationHeight: 2, dilationWidth: 3),
    ConvolutionShape(
      batch: 1, height: 10, width: 10, channels: 4, filters: 70, kernelHeight: 3, kernelWidth: 3,
      paddingTop: 2, paddingLeft: 2, paddingBottom: 2, paddingRight: 2, dilationHeight: 2,
      dilationWidth: 2),
    ConvolutionShape(
      batch: 2, height: 6, width: 5, channels: 6, filters: 9, kernelHeight: 3, kernelWidth: 3,
      paddingTop: 1, paddingLeft: 1, paddingBottom: 1, paddingRight: 1, groups: 3),
    ConvolutionShape(
      batch: 2, height: 17, width: 16, channels: 80, filters: 80, kernelHeight: 1, kernelWidth: 1,
      groups: 2),
    ConvolutionShape(
      batch: 9, height: 9, width: 8, channels: 13, filters: 13, kernelHeight: 3, kernelWidth: 3,
      strideHeight: 2, strideWidth: 1, paddingTop: 1, paddingLeft: 1, paddingBottom: 1,
      paddingRight: 1, groups: 13),
    ConvolutionShape(
      batch: 1, height: 6, width: 6, channels: 4, filters: 8, kernelHeight: 3, kernelWidth: 4,
      groups: 4),
    ConvolutionShape(
      batch: 2, height: 7, width: 7, channels: 8, filters: 8, kernelHeight: 1, kernelWidth: 1,
      strideHeight: 2, strideWidth: 2),
    ConvolutionShape(
      batch: 1, height: 1, width: 1, channels: 1, filters: 1, kernelHeight: 1, kernelWidth: 1),
    ConvolutionShape(
      batch: 1, height: 4, width: 5, channels: 2, filters: 3, kernelHeight: 4, kernelWidth: 5),
    ConvolutionShape(
      batch: 2, height: 8, width: 8, channels: 64, filters: 128, kernelHeight: 3, kernelWidth: 3,
      paddingTop: 1, paddingLeft: 1, paddingBottom: 1, paddingRight: 1),
    ConvolutionShape(
      batch: 12, height: 16, width: 16, channels: 16, filters: 32, kernelHeight: 3,
      kernelWidth: 3, strideHeight: 2, strideWidth: 2, paddingTop: 0, paddingLeft: 0,
      paddingBottom: 1, paddingRight: 1),
    // Rows of results as long as several tiles, with threads that share images and with images of
    // their own.
    ConvolutionShape(
      batch: 3, height: 5, width: 24, channels: 16, filters: 16, kernelHeight: 3, kernelWidth: 3,
      paddingTop: 1, paddingLeft: 1, paddingBottom: 1, paddingRight: 1),
    ConvolutionShape(
      batch: 9, height: 8, width: 16, channels: 48, filters: 40, kernelHeight: 3, kernelWidth: 3,
      paddingTop: 1, paddingLeft: 1, paddingBottom: 1, paddingRight: 1),
    ConvolutionShape(
      batch: 0, height: 5, width: 5, channels: 2, filters: 3, kernelHeight: 3, kernelWidth: 3),
  ]

  @Test("the result agrees with a sum in f64, on one thread and on two", arguments: shapes)
  func forward(shape: ConvolutionShape) {
    let naive = NaiveConvolution(shape)
    let results = [1, 2].map { threads in
      let workspace = naive.fixture.empty(convolutionWorkspace(shape, threads: threads))
      return naive.collect(naive.outputs, threads: threads) { part, store in
        convolution(
          shape, input: naive.input, filter: naive.filter, workspace: workspace, part
        ) { sum, site in store(sum, site.row * shape.filters + site.column, site.count) }
      }
    }
    #expect(naive.wrong(results[0], naive.expectedOutput) == 0)
    #expect(results[0] == results[1])
  }

  @Test("the gradient of the input agrees with a sum in f64", arguments: shapes)
  func inputGradient(shape: ConvolutionShape) {
    let naive = NaiveConvolution(shape)
    let results = [1, 2].map { threads in
      let floats = convolutionInputGradientWorkspace(shape, threads: threads)
      let workspace = naive.fixture.empty(floats)
      return naive.collect(naive.inputs, threads: threads) { part, store in
        convolutionInputGradient(
          shape, upstream: naive.upstream, filter: naive.filter, workspace: workspace, part
        ) { sum, site in store(sum, site.row * shape.channels + site.column, site.count) }
      }
    }
    #expect(naive.wrong(results[0], naive.expectedInputGradient) == 0)
    #expect(results[0] == results[1])
  }

  @Test("the gradient of the filter agrees with a sum in f64", arguments: shapes)
  func filterGradient(shape: ConvolutionShape) {
    let naive = NaiveConvolution(shape)
    let results = [1, 2].map { threads in
      let floats = convolutionFilterGradientWorkspace(shape, threads: threads)
      let workspace = naive.fixture.empty(floats)
      return naive.collect(naive.weights, threads: threads) { part, store in
        convolutionFilterGradient(
          shape, input: naive.input, upstream: naive.upstream, workspace: workspace, part
        ) { sum, site in store(sum, site.row * shape.filters + site.column, site.count) }
      }
    }
    #expect(naive.wrong(results[0], naive.expectedFilterGradient) == 0)
    #expect(results[0] == results[1])
  }
}
