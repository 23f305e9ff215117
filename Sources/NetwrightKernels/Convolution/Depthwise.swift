/// Sums over the window where every channel has a filter of its own: vectors run along channels,
/// and a few neighbouring results share each vector of the filter.
///
/// - `filter`: `[place, channels]`.
@inlinable @inline(__always)
func slideDepthwise(
  _ window: Window, images: UnsafeMutablePointer<Float>, pixels: Range<Int>,
  filter: UnsafeMutablePointer<Float>, channels: Int,
  _ body: (_ sum: Vector, _ pixel: Int, _ column: Int, _ count: Int) -> Void
) {
  var pixel = pixels.lowerBound
  while pixel < pixels.upperBound {
    let last = pixels.upperBound &- 1
    let corner: InlineArray<6, UnsafeMutablePointer<Float>> = InlineArray {
      images + window.offset(of: min(pixel &+ $0, last))
    }
    let count = min(6, pixels.upperBound &- pixel)
    each(channels) { lane in
      var sums = InlineArray<6, Vector>(repeating: Vector(repeating: 0))
      var place = Floats(filter + lane.index)
      var tapRow = 0
      while tapRow < window.tapRows {
        var tapColumn = 0
        while tapColumn < window.tapColumns {
          let offset =
            tapRow &* window.tapRowStep &+ tapColumn &* window.tapColumnStep &+ lane.index
          let factor = place.vector(at: 0)
          for slot in 0..<6 {
            sums[slot] = multiplyAdd(
              Floats(corner[slot]).vector(at: offset), factor, sums[slot])
          }
          place = place.advanced(by: channels)
          tapColumn &+= 1
        }
        tapRow &+= 1
      }
      let finished = sums
      var slot = 0
      while slot < count {
        body(finished[slot], pixel &+ slot, lane.index, lane.count)
        slot &+= 1
      }
    }
    pixel &+= 6
  }
}
