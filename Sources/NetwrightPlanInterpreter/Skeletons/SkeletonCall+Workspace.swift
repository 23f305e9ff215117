import NetwrightIR
import NetwrightKernels

extension SkeletonCall {
  /// Floats of workspace that a skeleton needs.
  static func workspaceFloats(_ skeleton: Skeleton, threads: Int) -> Int {
    switch skeleton {
    case .contraction(let form) where form.rightIsPacked:
      packedContractionWorkspace(rows: form.rows, threads: threads)
    case .contraction(let form):
      contractionWorkspace(
        batches: form.batches, rows: form.rows, columns: form.columns, depth: form.depth,
        threads: threads)
    case .convolution(.forward, let geometry):
      convolutionWorkspace(geometry.shape, threads: threads)
    case .convolution(.inputGradient, let geometry):
      convolutionInputGradientWorkspace(geometry.shape, threads: threads)
    case .convolution(.filterGradient, let geometry):
      convolutionFilterGradientWorkspace(geometry.shape, threads: threads)
    case .attention(let geometry): attentionWorkspace(geometry.shape, threads: threads)
    case .attentionGradient(let geometry):
      attentionGradientWorkspace(geometry.shape, threads: threads)
    default: 0
    }
  }
}

extension ConvolutionGeometry {
  /// The runtime's form of the same sizes.
  var shape: ConvolutionShape {
    ConvolutionShape(
      batch: batch, height: height, width: width, channels: channels, filters: filters,
      kernelHeight: kernelHeight, kernelWidth: kernelWidth, strideHeight: strideHeight,
      strideWidth: strideWidth, paddingTop: paddingTop, paddingLeft: paddingLeft,
      paddingBottom: paddingBottom, paddingRight: paddingRight, dilationHeight: dilationHeight,
      dilationWidth: dilationWidth, groups: groups)
  }
}

extension AttentionGeometry {
  /// The runtime's form of the same sizes.
  var shape: AttentionShape {
    AttentionShape(
      batch: batch, heads: heads, positions: positions, headWidth: headWidth, isCausal: isCausal)
  }
}

extension PoolGeometry {
  /// The runtime's form of the same sizes.
  var shape: PoolShape {
    PoolShape(
      batch: batch, height: height, width: width, channels: channels, windowHeight: windowHeight,
      windowWidth: windowWidth, strideHeight: strideHeight, strideWidth: strideWidth,
      paddingTop: paddingTop, paddingLeft: paddingLeft, paddingBottom: paddingBottom,
      paddingRight: paddingRight)
  }
}
