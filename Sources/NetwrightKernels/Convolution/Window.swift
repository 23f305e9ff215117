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
  /// The row of the image that the first place of the first result meets; those of the frame are
  /// below 0, or `imageRows` and more.
  @usableFromInline let firstImageRow: Int
  @usableFromInline let imageRows: Int
  /// Rows of the image from a row of results to the next, and from a row of places to the next.
  @usableFromInline let resultAdvance: Int
  @usableFromInline let tapAdvance: Int

  /// - `run`: floats at one place, before merging. `isMerged`: places of a row are adjacent.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  init(
    height: Int, width: Int, rowStep: Int, columnStep: Int, imageStep: Int, tapRows: Int,
    tapColumns: Int, tapRowStep: Int, tapColumnStep: Int, run: Int, firstImageRow: Int,
    imageRows: Int, resultAdvance: Int, tapAdvance: Int
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
    self.firstImageRow = firstImageRow
    self.imageRows = imageRows
    self.resultAdvance = resultAdvance
    self.tapAdvance = tapAdvance
  }

  /// Results of one image.
  @_alwaysEmitIntoClient @inline(__always)
  var pixels: Int { height &* width }

  /// Products in one result.
  @_alwaysEmitIntoClient @inline(__always)
  var depth: Int { tapRows &* tapColumns &* run }

  /// Whether zeros of the frame are about a sixteenth or more of what the rows of places meet: then it pays
  /// to leave them out. Constant where sizes are.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  var skipsZeros: Bool {
    if tapRows < 2 { return false }
    let above = max(0 &- firstImageRow, 0)
    let last = firstImageRow &+ (height &- 1) &* resultAdvance &+ (tapRows &- 1) &* tapAdvance
    let below = max(last &- imageRows &+ 1, 0)
    let zeros =
      (above &* (above &+ 1) &+ below &* (below &+ 1)) / (2 &* tapAdvance &* resultAdvance)
    return 16 &* zeros >= height &* tapRows
  }

  /// The rows of places that meet the image in some of the results from `first` to `last`; the others
  /// meet zeros of the frame.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  func taps(first: Int, last: Int) -> Range<Int> {
    if !skipsZeros || first / pixels != last / pixels { return 0..<tapRows }
    let image = first / pixels
    let top = firstImageRow &+ (first &- image &* pixels) / width &* resultAdvance
    let bottom = firstImageRow &+ (last &- image &* pixels) / width &* resultAdvance
    let lower = bottom < 0 ? min((tapAdvance &- 1 &- bottom) / tapAdvance, tapRows) : 0
    let room = imageRows &- 1 &- top
    let upper = room < 0 ? 0 : min(room / tapAdvance &+ 1, tapRows)
    return lower..<max(lower, upper)
  }

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
      tapColumnStep: dilationWidth &* channels, run: groupChannels, firstImageRow: 0 &- paddingTop,
      imageRows: height, resultAdvance: strideHeight, tapAdvance: dilationHeight)
  }
}
