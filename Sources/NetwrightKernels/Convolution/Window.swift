/// A window that slides over framed images: which floats meet in one result.
///
/// Results stand on a grid of `height` by `width` pixels. A result is a sum over `tapRows` by
/// `tapColumns` places, each a run of `run` floats; adjacent places are merged into one run.
@frozen
@usableFromInline
struct Window {
  /// Results of one image.
  @usableFromInline let height: Int
  @usableFromInline let width: Int
  /// Floats from the window of a result to that of the next row, column, image.
  @usableFromInline let rowStep: Int
  @usableFromInline let columnStep: Int
  @usableFromInline let imageStep: Int
  @usableFromInline let tapRows: Int
  @usableFromInline let tapColumns: Int
  @usableFromInline let tapRowStep: Int
  @usableFromInline let tapColumnStep: Int
  @usableFromInline let run: Int

  /// - `run`: floats at one place, before merging. `isMerged`: places of a row are adjacent.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  init(
    height: Int, width: Int, rowStep: Int, columnStep: Int, imageStep: Int, tapRows: Int,
    tapColumns: Int, tapRowStep: Int, tapColumnStep: Int, run: Int
  ) {
    let isMerged = tapColumnStep == run && tapColumns > 0
    self.height = height
    self.width = width
    self.rowStep = rowStep
    self.columnStep = columnStep
    self.imageStep = imageStep
    self.tapRows = tapRows
    self.tapColumns = isMerged ? 1 : tapColumns
    self.tapRowStep = tapRowStep
    self.tapColumnStep = tapColumnStep
    self.run = isMerged ? run &* tapColumns : run
  }

  /// Results of one image.
  @_alwaysEmitIntoClient @inline(__always)
  var pixels: Int { height &* width }

  /// Products in one result.
  @_alwaysEmitIntoClient @inline(__always)
  var depth: Int { tapRows &* tapColumns &* run }

  /// First float of the window of a result, counted through all images.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  func offset(of pixel: Int) -> Int {
    let image = pixel / pixels
    let rest = pixel &- image &* pixels
    let row = rest / width
    let column = rest &- row &* width
    return image &* imageStep &+ row &* rowStep &+ column &* columnStep
  }
}

extension ConvolutionShape {
  /// The window of the convolution itself.
  @_alwaysEmitIntoClient @inline(__always)
  var window: Window {
    let frame = inputFrame
    return Window(
      height: outputHeight, width: outputWidth, rowStep: strideHeight &* frame.rowStep,
      columnStep: strideWidth &* channels, imageStep: frame.imageStep, tapRows: kernelHeight,
      tapColumns: kernelWidth, tapRowStep: dilationHeight &* frame.rowStep,
      tapColumnStep: dilationWidth &* channels, run: groupChannels)
  }
}
