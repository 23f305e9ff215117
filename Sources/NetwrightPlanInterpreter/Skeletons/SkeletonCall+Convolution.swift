import NetwrightIR
import NetwrightKernels

extension SkeletonCall {
  @inline(never)
  func convolve(_ geometry: ConvolutionGeometry, into target: DenseTarget) {
    let shape = geometry.shape
    convolution(shape, input: reads[0], filter: reads[1], workspace: workspace, part, isApart: true)
    {
      target.add($0, $1)
    }
  }

  @inline(never)
  func convolve(_ geometry: ConvolutionGeometry, into collector: SiteCollector) {
    let shape = geometry.shape
    convolution(shape, input: reads[0], filter: reads[1], workspace: workspace, part, isApart: true)
    {
      collector.add($0, $1)
    }
  }

  @inline(never)
  func differentiateInput(_ geometry: ConvolutionGeometry, into target: DenseTarget) {
    let shape = geometry.shape
    convolutionInputGradient(
      shape, upstream: reads[0], filter: reads[1], workspace: workspace, part,
      isApart: true
    ) { target.add($0, $1) }
  }

  @inline(never)
  func differentiateInput(_ geometry: ConvolutionGeometry, into collector: SiteCollector) {
    let shape = geometry.shape
    convolutionInputGradient(
      shape, upstream: reads[0], filter: reads[1], workspace: workspace, part,
      isApart: true
    ) { collector.add($0, $1) }
  }

  @inline(never)
  func differentiateFilter(_ geometry: ConvolutionGeometry, into target: DenseTarget) {
    let shape = geometry.shape
    convolutionFilterGradient(
      shape, input: reads[0], upstream: reads[1], workspace: workspace, part,
      isApart: true
    ) { target.add($0, $1) }
  }

  @inline(never)
  func differentiateFilter(_ geometry: ConvolutionGeometry, into collector: SiteCollector) {
    let shape = geometry.shape
    convolutionFilterGradient(
      shape, input: reads[0], upstream: reads[1], workspace: workspace, part,
      isApart: true
    ) { collector.add($0, $1) }
  }
}
