/// One thread's work on `attention`, in strips of `tileRows` queries.
struct AttentionForward<let tileRows: Int> {
  let shape: AttentionShape
  let queries: HeadRows
  let keys: HeadRows
  let values: HeadRows
  let results: HeadRows
  let logSumExp: Floats
  let layout: AttentionForwardLayout
  let memory: Floats

  init(
    shape: AttentionShape, queries: HeadRows, keys: HeadRows, values: HeadRows, results: HeadRows,
    logSumExp: Floats, workspace: Floats, _ part: Part
  ) {
    self.shape = shape
    self.queries = queries
    self.keys = keys
    self.values = values
    self.results = results
    self.logSumExp = logSumExp
    layout = AttentionForwardLayout(shape, tileRows: tileRows)
    memory = workspace.advanced(by: part.index &* layout.floats)
  }

  private var scoreStride: Int { AttentionForwardLayout.keyBlock &+ 16 }
  private var width: Int { shape.paddedWidth() }
  private var scores: Floats { memory.advanced(by: layout.scores) }
  private var sums: Floats { memory.advanced(by: layout.sums) }
  private var maxima: Floats { memory.advanced(by: layout.maxima) }
  private var normalizers: Floats { memory.advanced(by: layout.normalizers) }

  func run(_ part: Part) {
    let heads = shape.batch &* shape.heads
    let blocks = (shape.queries &+ layout.queryBlock &- 1) / layout.queryBlock
    if shape.isSmall || heads >= 4 &* part.count || heads % part.count == 0 {
      let own = part.range(of: heads, grain: 1, isSmall: shape.isSmall)
      for head in own {
        pack(head)
        let next = head &+ 1 < own.upperBound ? head &+ 1 : nil
        for block in 0..<blocks { attend(head, block, next: next) }
      }
    } else {
      for head in 0..<heads {
        pack(head)
        for block in 0..<blocks where block % part.count == part.index {
          attend(head, block, next: nil)
        }
      }
    }
  }

  /// Asks for as large a share of the next head as `rows` are of this one, and for where the results
  /// of these go: all at once would be more than a core can ask for.
  private func prefetch(_ head: Int, next: Int?, _ rows: Range<Int>) {
    results.prefetchToWrite(head, of: shape, rows: rows)
    guard let next else { return }
    queries.prefetch(next, of: shape, rows: rows)
    let share = shape.share(of: rows)
    keys.prefetch(next, of: shape, rows: share)
    values.prefetch(next, of: shape, rows: share)
  }

  /// Brings keys and values of a head into the order in which tiles read them.
  private func pack(_ head: Int) {
    packPanels(
      from: keys.head(head, of: shape).base, depth: shape.headWidth, width: shape.keys,
      depthStride: 1, columnStride: keys.rowStride, panelWidth: 2 &* lanes,
      panelStride: shape.headWidth &* 2 &* lanes, into: memory.base + layout.keys)
    values.copy(
      0..<shape.keys, from: values.head(head, of: shape), width: shape.headWidth, times: 1,
      into: memory.advanced(by: layout.values))
  }

  /// The results of one block of queries; `next` is the head that this thread turns to then.
  private func attend(_ head: Int, _ block: Int, next: Int?) {
    let first = block &* layout.queryBlock
    let rows = min(layout.queryBlock, shape.queries &- first)
    let strips = (rows &+ tileRows &- 1) / tileRows
    maxima.base.update(repeating: -.infinity, count: rows)
    normalizers.base.update(repeating: 0, count: rows &* lanes)
    let limit = shape.visible(first &+ rows &- 1)
    var start = 0
    while start < limit {
      let count = min(AttentionForwardLayout.keyBlock, limit &- start)
      for strip in 0..<strips {
        let top = strip &* tileRows
        if start == 0 {
          prefetch(head, next: next, (first &+ top)..<(first &+ min(top &+ tileRows, rows)))
        }
        add(head, first, top, rows, start, count)
      }
      start &+= AttentionForwardLayout.keyBlock
    }
    finish(head, first, rows)
  }

  /// Adds what a strip of queries takes from a block of keys.
  private func add(
    _ head: Int, _ first: Int, _ top: Int, _ rows: Int, _ start: Int, _ count: Int
  ) {
    let last = min(top &+ tileRows, rows) &- 1
    let seen = min(count, shape.visible(first &+ last) &- start)
    if seen <= 0 { return }
    let pair = 2 &* lanes
    StripProduct<tileRows>.run(
      left: queries.head(head, of: shape).advanced(by: (first &+ top) &* queries.rowStride),
      rows: last &- top &+ 1, rowStride: queries.rowStride, step: 1,
      right: memory.advanced(by: layout.keys &+ start &* shape.headWidth), rightStep: pair,
      panelStride: shape.headWidth &* pair, depth: shape.headWidth, into: scores,
      stride: scoreStride, vectors: (seen &+ lanes &- 1) / lanes, adds: false)
    // All maxima first: so the rows do not wait for one another.
    for row in top...last {
      let visible = min(seen, shape.visible(first &+ row) &- start)
      raise(row, scores.advanced(by: (row &- top) &* scoreStride), visible)
    }
    for row in top...last {
      let visible = min(seen, shape.visible(first &+ row) &- start)
      soften(row, scores.advanced(by: (row &- top) &* scoreStride), visible, seen)
    }
    StripProduct<tileRows>.run(
      left: scores, rows: tileRows, rowStride: scoreStride, step: 1,
      right: memory.advanced(by: layout.values &+ start &* width), rightStep: width,
      panelStride: pair, depth: seen, into: sums.advanced(by: top &* width), stride: width,
      vectors: width / lanes, adds: start > 0)
  }

  /// Raises the maximum of a row to the largest of its visible scores, and brings what was summed
  /// before to it.
  private func raise(_ row: Int, _ line: Floats, _ visible: Int) {
    let before = maxima[row]
    var best = Vector(repeating: before)
    var column = 0
    while column &+ lanes <= visible {
      let value = line.vector(at: column)
      best = best.replacing(with: value, where: value .> best)
      column &+= lanes
    }
    if column < visible {
      let value = line.vector(at: column)
      best = best.replacing(with: value, where: (value .> best) .& firstLanes(visible &- column))
    }
    let top = largest(best)
    if top == before { return }
    maxima[row] = top
    if before == -.infinity { return }
    let decay = normalExponential(Vector(repeating: (before - top) * shape.scale))
    scale(normalizers.advanced(by: row &* lanes), lanes, by: decay)
    scale(sums.advanced(by: row &* width), width, by: decay)
  }

  /// Turns a row of scores into `e^((score − maximum) · scale)`, 0 from `visible` up to `seen`, and adds it to
  /// the normalizer.
  private func soften(_ row: Int, _ line: Floats, _ visible: Int, _ seen: Int) {
    let level = maxima.splat(at: row)
    let scale = Vector(repeating: shape.scale)
    var total = Vector(repeating: 0)
    var column = 0
    while column &+ lanes <= visible {
      let value = normalExponential((line.vector(at: column) - level) * scale)
      total += value
      line.store(value, at: column, count: lanes)
      column &+= lanes
    }
    if column < visible {
      let value = normalExponential((line.vector(at: column) - level) * scale)
        .replacing(with: Vector(repeating: 0), where: .!firstLanes(visible &- column))
      total += value
      line.store(value, at: column, count: lanes)
      column &+= lanes
    }
    while column < seen {
      line.store(Vector(repeating: 0), at: column, count: lanes)
      column &+= lanes
    }
    let earlier = normalizers.vector(at: row &* lanes)
    normalizers.store(earlier + total, at: row &* lanes, count: lanes)
  }

  /// `count`: a multiple of the width of a vector.
  private func scale(_ line: Floats, _ count: Int, by factor: Vector) {
    var column = 0
    while column < count {
      line.store(line.vector(at: column) * factor, at: column, count: lanes)
      column &+= lanes
    }
  }

  /// Divides the sums of a block of queries by their normalizers and stores them.
  private func finish(_ head: Int, _ first: Int, _ rows: Int) {
    for row in 0..<rows { normalizers[row] = total(normalizers.vector(at: row &* lanes)) }
    let scale = Vector(repeating: shape.scale)
    let target = logSumExp.advanced(by: head &* shape.queries &+ first)
    each(rows) { lane in
      let sum = normalizers.vector(at: lane.index)
      let level = maxima.vector(at: lane.index) * scale
      target.store(level + logarithm(sum), at: lane.index, count: lane.count)
      normalizers.store(Vector(repeating: 1) / sum, at: lane.index, count: lanes)
    }
    for row in 0..<rows {
      results.store(
        (first &+ row)..<(first &+ row &+ 1), to: results.head(head, of: shape),
        width: shape.headWidth, times: normalizers[row], from: sums.advanced(by: row &* width))
    }
  }
}

/// The largest lane, halves first; NaN lanes do not count where the other is a number.
@inline(__always)
func largest(_ vector: SIMD16<Float>) -> Float {
  let (low, high) = (vector.lowHalf, vector.highHalf)
  return largest(low.replacing(with: high, where: high .> low))
}

/// As the form for 16 lanes.
@inline(__always)
func largest(_ vector: SIMD8<Float>) -> Float {
  let (low, high) = (vector.lowHalf, vector.highHalf)
  return largest(low.replacing(with: high, where: high .> low))
}

/// As the form for 16 lanes.
@inline(__always)
func largest(_ vector: SIMD4<Float>) -> Float {
  let (low, high) = (vector.lowHalf, vector.highHalf)
  let half = low.replacing(with: high, where: high .> low)
  return half[1] > half[0] ? half[1] : half[0]
}
