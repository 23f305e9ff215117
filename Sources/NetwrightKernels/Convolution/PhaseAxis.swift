/// Along one axis: which places of the kernel meet the input pixels `phase`, `phase + stride`, …
///
/// Place k meets pixel i in result `(i + padding - k · dilation) / stride` when that is integral:
/// for places `firstPlace`, `firstPlace + placeStep`, …
@frozen
@usableFromInline
struct PhaseAxis {
  @usableFromInline let phase: Int
  /// Input pixels of the phase.
  @usableFromInline let count: Int
  /// Places of the kernel that meet them.
  @usableFromInline let taps: Int
  @usableFromInline let firstPlace: Int
  @usableFromInline let placeStep: Int
  /// Results from one place to the next.
  @usableFromInline let resultStep: Int
  /// The result that pixel `phase` meets at the last place: the smallest.
  @usableFromInline let first: Int

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  init(phase: Int, size: Int, kernel: Int, stride: Int, padding: Int, dilation: Int) {
    self.phase = phase
    count = size > phase ? (size &- phase &- 1) / stride &+ 1 : 0
    var step = 1
    while step < stride && (step &* dilation) % stride != 0 { step &+= 1 }
    var place = 0
    while place < step && place < kernel
      && !isMultiple(phase &+ padding &- place &* dilation, stride)
    { place &+= 1 }
    let isMet = place < step && place < kernel
    firstPlace = place
    placeStep = step
    taps = isMet ? (kernel &- 1 &- place) / step &+ 1 : 0
    resultStep = step &* dilation / stride
    let start = isMet ? (phase &+ padding &- place &* dilation) / stride : 0
    first = isMet ? start &- (taps &- 1) &* resultStep : 0
  }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  init(_ shape: ConvolutionShape, row phase: Int) {
    self.init(
      phase: phase, size: shape.height, kernel: shape.kernelHeight, stride: shape.strideHeight,
      padding: shape.paddingTop, dilation: shape.dilationHeight)
  }

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  init(_ shape: ConvolutionShape, column phase: Int) {
    self.init(
      phase: phase, size: shape.width, kernel: shape.kernelWidth, stride: shape.strideWidth,
      padding: shape.paddingLeft, dilation: shape.dilationWidth)
  }

  /// The place of tap `tap`, in ascending order.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  func place(_ tap: Int) -> Int { firstPlace &+ tap &* placeStep }
}

/// Whether `value`, which may be negative, is a multiple of `factor`.
@_alwaysEmitIntoClient @inline(__always)
func isMultiple(_ value: Int, _ factor: Int) -> Bool { value % factor == 0 }

extension ConvolutionShape {
  /// The frame of `upstream` that lets every input pixel read without asking for borders.
  @_alwaysEmitIntoClient @inline(__always)
  var upstreamFrame: Frame {
    let reachAbove = (kernelHeight &- 1) &* dilationHeight &- paddingTop
    let reachLeft = (kernelWidth &- 1) &* dilationWidth &- paddingLeft
    let top = reachAbove > 0 ? (reachAbove &+ strideHeight &- 1) / strideHeight : 0
    let left = reachLeft > 0 ? (reachLeft &+ strideWidth &- 1) / strideWidth : 0
    return Frame(
      height: outputHeight, width: outputWidth, channels: filters, top: top, left: left,
      framedHeight: top &+ (height &- 1 &+ paddingTop) / strideHeight &+ 1,
      framedWidth: left &+ (width &- 1 &+ paddingLeft) / strideWidth &+ 1)
  }

  /// The window over `upstream` for one phase; its corner is `first` of both axes.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  func gradientWindow(row: PhaseAxis, column: PhaseAxis) -> Window {
    let frame = upstreamFrame
    return Window(
      height: row.count, width: column.count, rowStep: frame.rowStep, columnStep: filters,
      imageStep: frame.imageStep, tapRows: row.taps, tapColumns: column.taps,
      tapRowStep: row.resultStep &* frame.rowStep, tapColumnStep: column.resultStep &* filters,
      run: groupFilters, firstImageRow: row.first, imageRows: outputHeight, resultAdvance: 1,
      tapAdvance: row.resultStep)
  }
}
