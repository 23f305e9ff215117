/// Gradient of `convolution` with respect to its input.
///
/// Input pixels that share their remainder modulo the stride (a phase) meet the same places of the
/// filter, so each phase is a convolution of `upstream`, without strides, with those places turned
/// round.
///
/// - Shapes: `upstream: [batch, outputHeight, outputWidth, filters]` → the shape of the input.
/// - `epilogue`: `site.row = (n · height + y) · width + x`, `site.column` is the input channel;
///   called for every pixel, also for those that no window touches.
/// - `beside`: what `epilogue` reads of the shape of the input, to be asked for ahead; depthwise
///   convolutions and those with strides do without.
/// - `workspace`: `convolutionInputGradientWorkspace` floats.
/// - `isApart`: as in `convolution`.
/// - Cost: as `convolution`.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
public func convolutionInputGradient(
  _ shape: ConvolutionShape, upstream: Floats, filter: Floats, beside: Companions = Companions(),
  workspace: Floats, _ part: Part, isApart: Bool = false,
  _ epilogue: (_ sum: Vector, _ site: Site) -> Void
) {
  let frame = shape.upstreamFrame
  let memory = workspace.advanced(by: part.index &* inputGradientThreadFloats(shape))
  let packed = memory.base + frame.floats
  let work =
    shape.batch &* shape.outputHeight &* shape.outputWidth &* shape.filters
    &* shape.kernelHeight &* shape.kernelWidth &* shape.groupChannels
  let isSmall = work < 131_072
  if isSmall && part.index > 0 { return }
  var phase = 0
  while phase < shape.strideHeight &* shape.strideWidth {
    let row = phase / shape.strideWidth
    let column = phase &- row &* shape.strideWidth
    phaseGradient(
      shape, row: PhaseAxis(shape, row: row), column: PhaseAxis(shape, column: column),
      frame: frame, upstream: upstream, filter: filter,
      beside: shape.strideHeight == 1 && shape.strideWidth == 1 ? beside : Companions(),
      memory: memory, packed: packed, isSmall: isSmall, part, isApart: isApart, epilogue)
    phase &+= 1
  }
}

/// Floats of workspace that `convolutionInputGradient` needs.
@_alwaysEmitIntoClient
public func convolutionInputGradientWorkspace(_ shape: ConvolutionShape, threads: Int) -> Int {
  forAnyLanes { inputGradientThreadFloats(shape, lanes: $0) } * max(threads, 1) + 16
}

/// Floats of workspace of one thread.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func inputGradientThreadFloats(_ shape: ConvolutionShape, lanes: Int = lanes) -> Int {
  let places = shape.kernelHeight &* shape.kernelWidth
  let columns =
    shape.isDepthwise ? shape.channels : panelledColumns(shape.groupChannels, lanes: lanes)
  let depth = shape.isDepthwise ? 1 : shape.filters
  return (shape.upstreamFrame.floats &+ places &* depth &* columns &+ 47) & ~15
}

/// One phase of the input gradient.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func phaseGradient(
  _ shape: ConvolutionShape, row: PhaseAxis, column: PhaseAxis, frame: Frame, upstream: Floats,
  filter: Floats, beside: Companions, memory: Floats, packed: UnsafeMutablePointer<Float>,
  isSmall: Bool, _ part: Part, isApart: Bool, _ epilogue: (_ sum: Vector, _ site: Site) -> Void
) {
  let window = shape.gradientWindow(row: row, column: column)
  if window.pixels == 0 { return }
  let columns = shape.groupChannels
  let width = tileVectors(columns) &* lanes
  let groupFloats = window.depth &* panelledColumns(columns)
  packPhase(shape, row, column, from: filter.base, depth: window.depth, into: packed)
  let corner =
    (frame.top &+ row.first) &* frame.rowStep
    &+ (frame.left &+ column.first) &* shape.filters
  let share = ImageShare(batch: shape.batch, isSmall: isSmall, part)
  var first = share.images.lowerBound
  while first < share.images.upperBound {
    let count = min(frame.imagesAtATime, share.images.upperBound &- first)
    let pixels = share.results(count, pixels: window.pixels, part)
    let firstImage = first
    first &+= count
    if pixels.isEmpty { continue }
    let images = frame.images(upstream, first: firstImage, count: count, workspace: memory)
    if shape.isDepthwise {
      slideDepthwise(
        window, images: images + corner, pixels: pixels, filter: packed,
        channels: shape.channels
      ) {
        let target = phasePixel(shape, row, column, firstImage: firstImage, pixel: $1)
        epilogue($0, Site(batch: 0, row: target, column: $2, count: $3))
      }
      continue
    }
    var group = 0
    while group < shape.groups {
      slideTiles(
        window, images: images + (corner &+ group &* shape.groupFilters), pixels: pixels,
        filter: packed + group &* groupFloats, filterStep: width,
        panelStride: window.depth &* width, columns: columns,
        beside: ResultRows(
          beside, first: firstImage &* window.pixels &* shape.channels &+ group &* columns,
          rowFloats: shape.channels), isApart: isApart
      ) {
        let target = phasePixel(shape, row, column, firstImage: firstImage, pixel: $1)
        epilogue(
          $0, Site(batch: 0, row: target, column: group &* columns &+ $2, count: $3))
      }
      group &+= 1
    }
  }
}

/// The input pixel that is result `pixel` of a phase, counted from `firstImage` on.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func phasePixel(
  _ shape: ConvolutionShape, _ row: PhaseAxis, _ column: PhaseAxis, firstImage: Int, pixel: Int
) -> Int {
  if shape.strideHeight == 1 && shape.strideWidth == 1 {
    return firstImage &* shape.height &* shape.width &+ pixel
  }
  let image = pixel / (row.count &* column.count)
  let rest = pixel &- image &* (row.count &* column.count)
  let y = rest / column.count
  let x = rest &- y &* column.count
  let inputRow = (firstImage &+ image) &* shape.height &+ row.phase &+ y &* shape.strideHeight
  return inputRow &* shape.width &+ column.phase &+ x &* shape.strideWidth
}

/// Copies the places of one phase, turned round and transposed, into panels of channels.
@usableFromInline @inline(never)
func packPhase(
  _ shape: ConvolutionShape, _ row: PhaseAxis, _ column: PhaseAxis,
  from filter: UnsafeMutablePointer<Float>, depth: Int, into target: UnsafeMutablePointer<Float>
) {
  let columns = shape.groupChannels
  let width = tileVectors(columns) * lanes
  let (taps, tapFloats) = (row.taps * column.taps, columns * shape.filters)
  for tap in 0..<taps {
    let kernelRow = row.place(row.taps - 1 - tap / column.taps)
    let kernelColumn = column.place(column.taps - 1 - tap % column.taps)
    let from = filter + (kernelRow * shape.kernelWidth + kernelColumn) * tapFloats
    if shape.isDepthwise {
      (target + tap * shape.channels).update(from: from, count: shape.channels)
      continue
    }
    for group in 0..<shape.groups {
      packPanels(
        from: from + group * shape.groupFilters, depth: shape.groupFilters, width: columns,
        depthStride: 1, columnStride: shape.filters, panelWidth: width,
        panelStride: depth * width,
        into: target + group * depth * panelledColumns(columns)
          + tap * shape.groupFilters * width)
    }
  }
}
