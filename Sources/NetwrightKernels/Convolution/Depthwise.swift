/// Sums over the window where every channel has a filter of its own: vectors run along channels,
/// and a few neighbouring results share each vector of the filter.
///
/// - `filter`: `[place, channels]`.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func slideDepthwise(
  _ window: Window, images: UnsafeMutablePointer<Float>, pixels: Range<Int>,
  filter: UnsafeMutablePointer<Float>, channels: Int,
  _ body: (_ sum: Vector, _ pixel: Int, _ column: Int, _ count: Int) -> Void
) {
  var pixel = pixels.lowerBound
  while pixel < pixels.upperBound {
    let last = pixels.upperBound &- 1
    var corner = InlineArray<6, UnsafeMutablePointer<Float>>(repeating: images)
    var slot = 0
    while slot < 6 {
      corner[slot] = images + window.offset(of: min(pixel &+ slot, last))
      slot &+= 1
    }
    var channel = 0
    while channel < channels {
      var sums = InlineArray<6, Vector>(repeating: Vector(repeating: 0))
      var place = Floats(filter + channel)
      var tapRow = 0
      while tapRow < window.tapRows {
        var tapColumn = 0
        while tapColumn < window.tapColumns {
          let offset = tapRow &* window.tapRowStep &+ tapColumn &* window.tapColumnStep &+ channel
          let factor = place.vector(at: 0)
          var slot = 0
          while slot < 6 {
            sums[slot] = multiplyAdd(Floats(corner[slot]).vector(at: offset), factor, sums[slot])
            slot &+= 1
          }
          place = place.advanced(by: channels)
          tapColumn &+= 1
        }
        tapRow &+= 1
      }
      let finished = sums
      let count = min(6, pixels.upperBound &- pixel)
      var slot = 0
      while slot < count {
        if channel &+ lanes <= channels {
          body(finished[slot], pixel &+ slot, channel, lanes)
        } else {
          body(finished[slot], pixel &+ slot, channel, channels &- channel)
        }
        slot &+= 1
      }
      channel &+= lanes
    }
    pixel &+= 6
  }
}

/// Gradient of a depthwise filter over some images: every place of the kernel, vectors along
/// channels. Overwrites `partial`.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func depthwiseChunk(
  _ shape: ConvolutionShape, _ plan: FilterGradientPlan, _ images: Range<Int>, input: Floats,
  upstream: Floats, memory: Floats, partial: Floats
) {
  let frame = shape.inputFrame
  let window = shape.window
  partial.base.update(repeating: 0, count: plan.chunkFloats)
  var image = images.lowerBound
  while image < images.upperBound {
    let framed = frame.images(input, first: image, count: 1, workspace: memory)
    let gradient = upstream.advanced(by: image &* window.pixels &* shape.channels)
    var channel = 0
    while channel < shape.channels {
      var row = 0
      while row < plan.rows {
        depthwisePlaces(
          shape, plan, framed, gradient, channel: channel, firstRow: row, partial: partial)
        row &+= 9
      }
      channel &+= lanes
    }
    image &+= 1
  }
}

/// Nine places of the kernel over one image, for one vector of channels.
@_alwaysEmitIntoClient @_transparent @_optimize(none)
func depthwisePlaces(
  _ shape: ConvolutionShape, _ plan: FilterGradientPlan, _ image: UnsafeMutablePointer<Float>,
  _ gradient: Floats, channel: Int, firstRow: Int, partial: Floats
) {
  let window = shape.window
  var places = InlineArray<9, Int>(repeating: 0)
  var slot = 0
  while slot < 9 {
    let place = min(firstRow &+ slot, plan.rows &- 1)
    let kernelRow = place / shape.kernelWidth
    let kernelColumn = place &- kernelRow &* shape.kernelWidth
    places[slot] =
      kernelRow &* window.tapRowStep &+ kernelColumn &* shape.dilationWidth &* shape.channels
    slot &+= 1
  }
  var sums = InlineArray<9, Vector>(repeating: Vector(repeating: 0))
  var y = 0
  while y < window.height {
    var corner = Floats(image + (y &* window.rowStep &+ channel))
    var upstream = gradient.advanced(by: y &* window.width &* shape.channels &+ channel)
    var x = 0
    while x < window.width {
      let factor = upstream.vector(at: 0)
      var slot = 0
      while slot < 9 {
        sums[slot] = multiplyAdd(corner.vector(at: places[slot]), factor, sums[slot])
        slot &+= 1
      }
      corner = corner.advanced(by: window.columnStep)
      upstream = upstream.advanced(by: shape.channels)
      x &+= 1
    }
    y &+= 1
  }
  let finished = sums
  let count = min(9, plan.rows &- firstRow)
  slot = 0
  while slot < count {
    let offset = (firstRow &+ slot) &* plan.rowFloats &+ channel
    partial.store(partial.vector(at: offset) + finished[slot], at: offset, count: lanes)
    slot &+= 1
  }
}
