/// Products of a strip of `tileRows` rows with a block that is small enough for the caches.
enum StripProduct<let tileRows: Int> {
  /// `into = left · right`, or with `adds` `into += left · right`.
  ///
  /// - Parameters:
  ///   - rows: rows that `left` has; the last stands for those that are missing.
  ///   - rowStride: floats from one row of `left` to the next; `step` from one depth to the next.
  ///   - right: two vectors of columns together, `panelStride` from one pair to the next, and
  ///     `rightStep` from one depth to the next.
  ///   - vectors: columns of the result in vectors; `stride` from one row of it to the next.
  @inline(__always)
  static func run(
    left: Floats, rows: Int, rowStride: Int, step: Int, right: Floats, rightStep: Int,
    panelStride: Int,
    depth: Int, into target: Floats, stride: Int, vectors: Int, adds: Bool
  ) {
    var pointers = InlineArray<tileRows, UnsafeMutablePointer<Float>>(repeating: left.base)
    for row in 0..<tileRows { pointers[row] = left.base + min(row, rows &- 1) &* rowStride }
    var panel = right.base
    var vector = 0
    while vector &+ 2 <= vectors {
      let place = target.advanced(by: vector &* lanes)
      var tile = Tile<tileRows, 2>()
      if adds { tile.load(from: place, stride: stride) }
      tile.accumulate(
        left: pointers, leftStep: step, right: panel, rightStep: rightStep, reach: lanes,
        depth: depth)
      tile.store(to: place, stride: stride)
      panel += panelStride
      vector &+= 2
    }
    if vector < vectors {
      let place = target.advanced(by: vector &* lanes)
      var tile = Tile<tileRows, 1>()
      if adds { tile.load(from: place, stride: stride) }
      tile.accumulate(
        left: pointers, leftStep: step, right: panel, rightStep: rightStep, reach: 0,
        depth: depth)
      tile.store(to: place, stride: stride)
    }
  }
}
