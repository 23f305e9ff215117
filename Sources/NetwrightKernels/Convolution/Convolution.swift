/// Two-dimensional convolution (cross-correlation, as everywhere in machine learning).
///
/// - Shapes: `input: [batch, height, width, channels]`,
///   `filter: [kernelHeight, kernelWidth, channels / groups, filters]`
///   → `[batch, outputHeight, outputWidth, filters]`.
/// - `epilogue`: gets finished sums; `site.row = (n · outputHeight + y) · outputWidth + x`,
///   `site.column` is the filter.
/// - `beside`: what `epilogue` reads of the shape of the result, to be asked for ahead; depthwise
///   convolutions do without.
/// - `workspace`: `convolutionWorkspace` floats.
/// - `isApart`: a literal; true where the sizes are no constants of the program.
/// - Cost: `2 · batch · outputHeight · outputWidth · filters · kernelHeight · kernelWidth ·
///   channels / groups` floating-point operations.
/// - Order: ascending through the filter, whatever the number of threads. Zeros of the padding may be
///   left out, which a filter of finite numbers does not show.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
public func convolution(
  _ shape: ConvolutionShape, input: Floats, filter: Floats, beside: Companions = Companions(),
  workspace: Floats, _ part: Part, isApart: Bool = false,
  _ epilogue: (_ sum: Vector, _ site: Site) -> Void
) {
  let window = shape.window
  let frame = shape.inputFrame
  let columns = shape.groupFilters
  let width = tileVectors(columns) &* lanes
  let isPacked = shape.packsFilter()
  let memory = workspace.advanced(by: part.index &* convolutionThreadFloats(shape))
  let packed = memory.base + frame.floats
  let isSmall = shape.batch &* window.pixels &* window.depth &* shape.filters < 131_072
  if isSmall && part.index > 0 { return }
  if isPacked {
    for group in 0..<shape.groups {
      packPanels(
        from: filter.base + group &* columns, depth: window.depth, width: columns,
        depthStride: shape.filters, columnStride: 1, panelWidth: width,
        panelStride: window.depth &* width,
        into: packed + group &* window.depth &* panelledColumns(columns))
    }
  }
  let share = ImageShare(batch: shape.batch, isSmall: isSmall, part)
  var first = share.images.lowerBound
  while first < share.images.upperBound {
    let count = min(frame.imagesAtATime, share.images.upperBound &- first)
    let pixels = share.results(count, pixels: window.pixels, part)
    let firstRow = first &* window.pixels
    first &+= count
    if pixels.isEmpty { continue }
    let images = frame.images(input, first: first &- count, count: count, workspace: memory)
    if shape.isDepthwise {
      slideDepthwise(
        window, images: images, pixels: pixels, filter: filter.base, channels: shape.channels
      ) {
        epilogue($0, Site(batch: 0, row: firstRow &+ $1, column: $2, count: $3))
      }
      continue
    }
    var group = 0
    while group < shape.groups {
      let plain = filter.base + group &* columns
      slideTiles(
        window, images: images + group &* shape.groupChannels, pixels: pixels,
        filter: isPacked ? packed + group &* window.depth &* panelledColumns(columns) : plain,
        filterStep: isPacked ? width : shape.filters,
        panelStride: isPacked ? window.depth &* width : width, columns: columns,
        beside: ResultRows(
          beside, first: firstRow &* shape.filters &+ group &* columns, rowFloats: shape.filters),
        isApart: isApart
      ) {
        let column = group &* columns &+ $2
        epilogue($0, Site(batch: 0, row: firstRow &+ $1, column: column, count: $3))
      }
      group &+= 1
    }
  }
}

/// Floats of workspace that `convolution` needs.
@_alwaysEmitIntoClient
public func convolutionWorkspace(_ shape: ConvolutionShape, threads: Int) -> Int {
  forAnyLanes { convolutionThreadFloats(shape, lanes: $0) } * max(threads, 1) + 16
}

/// Floats of workspace of one thread.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func convolutionThreadFloats(_ shape: ConvolutionShape, lanes: Int = lanes) -> Int {
  let columns = shape.groups &* panelledColumns(shape.groupFilters, lanes: lanes)
  let packed = shape.packsFilter(lanes: lanes) ? shape.window.depth &* columns : 0
  return (shape.inputFrame.floats &+ packed &+ 31) & ~15
}

extension ConvolutionShape {
  /// Whether the filter is copied into panels first: when rows of it are far apart and used often.
  @_alwaysEmitIntoClient @inline(__always)
  func packsFilter(lanes: Int = lanes) -> Bool {
    !isDepthwise && filters > 3 &* lanes && batch &* outputHeight &* outputWidth >= 256
  }
}
