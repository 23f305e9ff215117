/// Largest value of every window; padding counts as -inf, NaN wins, as PyTorch.
///
/// - Shapes: `input: [batch, height, width, channels]` → `[batch, outputHeight, outputWidth,
///   channels]`.
/// - `epilogue`: `site.row = (n · outputHeight + y) · outputWidth + x`, `site.column` the channel.
/// - Cost: one comparison for each cell of each window.
@_alwaysEmitIntoClient @inline(__always)
public func maximumPool(
  _ shape: PoolShape, input: Floats, _ part: Part,
  _ epilogue: (_ value: Vector, _ site: Site) -> Void
) {
  shape.forEachResult(images: shape.images(part)) { image, row, column, result in
    let cells = shape.cells(row: row, column: column)
    each(shape.channels) { lane in
      var best = Vector(repeating: -.infinity)
      cells.forEach { y, x in
        let pixel = (image &* shape.height &+ y) &* shape.width &+ x
        best = maximum(best, input.vector(at: pixel &* shape.channels &+ lane.index))
      }
      epilogue(best, Site(batch: 0, row: result, column: lane.index, count: lane.count))
    }
  }
}

/// Gradient of `maximumPool`: each upstream value goes to the first largest cell of its window in
/// row-major order (to the last NaN, if there is any), as PyTorch.
///
/// - Shapes: `upstream` as the result of the pool; `into` as the input, overwritten.
@_alwaysEmitIntoClient @inline(__always)
public func maximumPoolGradient(
  _ shape: PoolShape, input: Floats, upstream: Floats, into target: Floats, _ part: Part
) {
  let images = shape.images(part)
  clearImages(shape, images, target)
  shape.forEachResult(images: images) { image, row, column, result in
    let cells = shape.cells(row: row, column: column)
    each(shape.channels) { lane in
      var best = Vector(repeating: -.infinity)
      var winner = IntVector(repeating: 0)
      var number: Int32 = 0
      cells.forEach { y, x in
        let pixel = (image &* shape.height &+ y) &* shape.width &+ x
        let value = input.vector(at: pixel &* shape.channels &+ lane.index)
        let wins = (value .> best) .| (value .!= value)
        best = select(wins, value, best)
        winner = winner.replacing(with: IntVector(repeating: number), where: wins)
        number &+= 1
      }
      let gradient = upstream.vector(at: result &* shape.channels &+ lane.index)
      number = 0
      cells.forEach { y, x in
        let pixel = (image &* shape.height &+ y) &* shape.width &+ x
        let place = pixel &* shape.channels &+ lane.index
        let share = select(
          winner .== IntVector(repeating: number), gradient, Vector(repeating: 0))
        target.store(target.vector(at: place) + share, at: place, count: lane.count)
        number &+= 1
      }
    }
  }
}

/// Sets this thread's images to zero.
@_alwaysEmitIntoClient @inline(__always)
func clearImages(_ shape: PoolShape, _ images: Range<Int>, _ target: Floats) {
  let floats = shape.height &* shape.width &* shape.channels
  (target.base + images.lowerBound &* floats).update(
    repeating: 0, count: images.count &* floats)
}
