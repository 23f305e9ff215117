/// Mean of every window.
///
/// - Shapes: as `maximumPool`.
/// - `countIncludesPadding`: divide by the cells of the window on the padded input, else by those on
///   the input itself, as PyTorch's `count_include_pad`.
/// - Cost: one addition for each cell of each window.
@_alwaysEmitIntoClient @inline(__always)
public func averagePool(
  _ shape: PoolShape, countIncludesPadding: Bool, input: Floats, _ part: Part,
  _ epilogue: (_ value: Vector, _ site: Site) -> Void
) {
  shape.forEachResult(images: shape.images(part)) { image, row, column, result in
    let cells = shape.cells(row: row, column: column)
    let area = countIncludesPadding ? shape.paddedArea(row: row, column: column) : cells.area
    let divisor = Vector(repeating: Float(area))
    each(shape.channels) { lane in
      var sum = Vector(repeating: 0)
      cells.forEach { y, x in
        let pixel = (image &* shape.height &+ y) &* shape.width &+ x
        sum += input.vector(at: pixel &* shape.channels &+ lane.index)
      }
      epilogue(sum / divisor, Site(batch: 0, row: result, column: lane.index, count: lane.count))
    }
  }
}

/// Gradient of `averagePool`: each upstream value, divided, goes to all cells of its window.
///
/// - Shapes: `upstream` as the result of the pool; `into` as the input, overwritten.
@_alwaysEmitIntoClient @inline(__always)
public func averagePoolGradient(
  _ shape: PoolShape, countIncludesPadding: Bool, upstream: Floats, into target: Floats,
  _ part: Part
) {
  let images = shape.images(part)
  clearImages(shape, images, target)
  shape.forEachResult(images: images) { image, row, column, result in
    let cells = shape.cells(row: row, column: column)
    let area = countIncludesPadding ? shape.paddedArea(row: row, column: column) : cells.area
    let divisor = Vector(repeating: Float(area))
    each(shape.channels) { lane in
      let share = upstream.vector(at: result &* shape.channels &+ lane.index) / divisor
      cells.forEach { y, x in
        let pixel = (image &* shape.height &+ y) &* shape.width &+ x
        let place = pixel &* shape.channels &+ lane.index
        target.store(target.vector(at: place) + share, at: place, count: lane.count)
      }
    }
  }
}
