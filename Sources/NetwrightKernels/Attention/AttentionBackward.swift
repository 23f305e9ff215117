/// One thread's work on `attentionGradient`, in strips of `tileRows` queries or keys.
struct AttentionBackward<let tileRows: Int> {
  let shape: AttentionShape
  let queries: HeadRows
  let keys: HeadRows
  let values: HeadRows
  let results: HeadRows
  let logSumExp: Floats
  let upstream: HeadRows
  let intoQueries: HeadRows
  let intoKeys: HeadRows
  let intoValues: HeadRows
  let layout: AttentionBackwardLayout
  let memory: Floats

  init(
    shape: AttentionShape, queries: HeadRows, keys: HeadRows, values: HeadRows, results: HeadRows,
    logSumExp: Floats, upstream: HeadRows, intoQueries: HeadRows, intoKeys: HeadRows,
    intoValues: HeadRows, workspace: Floats, _ part: Part
  ) {
    self.shape = shape
    self.queries = queries
    self.keys = keys
    self.values = values
    self.results = results
    self.logSumExp = logSumExp
    self.upstream = upstream
    self.intoQueries = intoQueries
    self.intoKeys = intoKeys
    self.intoValues = intoValues
    layout = AttentionBackwardLayout(shape, tileRows: tileRows)
    memory = workspace.advanced(by: part.index &* layout.floats)
  }

  private var width: Int { shape.paddedWidth() }
  private var stride: Int { AttentionBackwardLayout.scoreStride }
  private var probabilities: Floats { memory.advanced(by: layout.probabilities) }
  private var scoreGradient: Floats { memory.advanced(by: layout.scoreGradient) }

  /// A block of pairs: `rows` queries from `first` on, `count` keys from `start` on.
  private struct Block {
    let first: Int
    let rows: Int
    let start: Int
    let count: Int
  }

  func run(_ part: Part) {
    let heads = shape.batch &* shape.heads
    let own = part.range(of: heads, grain: 1, isSmall: shape.isSmall)
    for head in own {
      packQueries(head)
      let next = head &+ 1 < own.upperBound ? head &+ 1 : nil
      var start = 0
      while start < shape.keys {
        differentiate(head, start, next: next)
        start &+= AttentionBackwardLayout.keyBlock
      }
      intoQueries.store(
        0..<shape.queries, to: intoQueries.head(head, of: shape), width: shape.headWidth,
        times: shape.scale, from: memory.advanced(by: layout.queryGradient))
    }
  }

  /// Asks for as large a share of the next head as `rows` are of this one, and for where the gradients
  /// of these go: all at once would be more than a core can ask for.
  private func prefetch(_ head: Int, next: Int?, _ rows: Range<Int>) {
    let share = shape.share(of: rows)
    intoQueries.prefetchToWrite(head, of: shape, rows: rows)
    intoKeys.prefetchToWrite(head, of: shape, rows: share)
    intoValues.prefetchToWrite(head, of: shape, rows: share)
    guard let next else { return }
    queries.prefetch(next, of: shape, rows: rows)
    upstream.prefetch(next, of: shape, rows: rows)
    results.prefetch(next, of: shape, rows: rows)
    keys.prefetch(next, of: shape, rows: share)
    values.prefetch(next, of: shape, rows: share)
  }

  private func packQueries(_ head: Int) {
    let all = 0..<shape.queries
    queries.copy(
      all, from: queries.head(head, of: shape), width: shape.headWidth, times: 1,
      into: memory.advanced(by: layout.queries))
    let slopes = upstream.head(head, of: shape)
    upstream.copy(
      all, from: slopes, width: shape.headWidth, times: 1,
      into: memory.advanced(by: layout.upstream))
    let result = results.head(head, of: shape)
    let levels = memory.advanced(by: layout.levels)
    for row in all {
      levels[row] = sum(shape.headWidth) { lane in
        slopes.vector(at: row &* upstream.rowStride &+ lane.index)
          * result.vector(at: row &* results.rowStride &+ lane.index)
      }
    }
    (memory.base + layout.queryGradient).update(
      repeating: 0, count: (shape.queries &+ tileRows) &* width)
  }

  /// All that a block of keys takes part in.
  private func differentiate(_ head: Int, _ start: Int, next: Int?) {
    let count = min(AttentionBackwardLayout.keyBlock, shape.keys &- start)
    packKeys(head, start, count)
    let blockFloats = (count &+ tileRows) &* width
    (memory.base + layout.keyGradient).update(repeating: 0, count: blockFloats)
    (memory.base + layout.valueGradient).update(repeating: 0, count: blockFloats)
    var first = shape.isCausal ? start : 0
    while first < shape.queries {
      let rows = min(layout.queryBlock, shape.queries &- first)
      let block = Block(first: first, rows: rows, start: start, count: count)
      var top = 0
      while top < rows {
        if start == 0 {
          prefetch(head, next: next, (first &+ top)..<(first &+ min(top &+ tileRows, rows)))
        }
        differentiateScores(head, top, block)
        top &+= tileRows
      }
      sumOverQueries(block)
      first &+= layout.queryBlock
    }
    let own = start..<(start &+ count)
    intoKeys.store(
      own, to: intoKeys.head(head, of: shape), width: shape.headWidth, times: shape.scale,
      from: memory.advanced(by: layout.keyGradient))
    intoValues.store(
      own, to: intoValues.head(head, of: shape), width: shape.headWidth, times: 1,
      from: memory.advanced(by: layout.valueGradient))
  }

  private func packKeys(_ head: Int, _ start: Int, _ count: Int) {
    let ownKeys = keys.head(head, of: shape)
    let ownValues = values.head(head, of: shape)
    let panelStride = shape.headWidth &* 2 &* lanes
    packPanels(
      from: ownKeys.base + start &* keys.rowStride, depth: shape.headWidth, width: count,
      depthStride: 1, columnStride: keys.rowStride, panelWidth: 2 &* lanes,
      panelStride: panelStride, into: memory.base + layout.keyPanels)
    packPanels(
      from: ownValues.base + start &* values.rowStride, depth: shape.headWidth, width: count,
      depthStride: 1, columnStride: values.rowStride, panelWidth: 2 &* lanes,
      panelStride: panelStride, into: memory.base + layout.valuePanels)
    keys.copy(
      start..<(start &+ count), from: ownKeys, width: shape.headWidth, times: 1,
      into: memory.advanced(by: layout.keys))
  }

  /// Probabilities and gradients of the scores of a strip of queries, and what these give to the
  /// gradient of the queries.
  private func differentiateScores(_ head: Int, _ top: Int, _ block: Block) {
    let last = min(top &+ tileRows, block.rows) &- 1
    let seen = min(block.count, shape.visible(block.first &+ last) &- block.start)
    let place = (block.first &+ top) &* width
    scoreProduct(layout.queries &+ place, layout.keyPanels, seen, into: probabilities, top)
    scoreProduct(layout.upstream &+ place, layout.valuePanels, seen, into: scoreGradient, top)
    for row in top...last {
      let query = block.first &+ row
      differentiateRow(
        row &* stride, visible: min(seen, shape.visible(query) &- block.start),
        logSumExp: logSumExp[head &* shape.queries &+ query],
        level: memory[layout.levels &+ query])
    }
    StripProduct<tileRows>.run(
      left: scoreGradient.advanced(by: top &* stride), rows: tileRows, rowStride: stride,
      step: 1, right: memory.advanced(by: layout.keys), rightStep: width, panelStride: 2 &* lanes,
      depth: seen, into: memory.advanced(by: layout.queryGradient &+ place), stride: width,
      vectors: width / lanes, adds: true)
  }

  /// Rows of queries, or of their upstream, times the transposed keys, or values, of a block.
  private func scoreProduct(
    _ left: Int, _ panels: Int, _ seen: Int, into target: Floats, _ top: Int
  ) {
    StripProduct<tileRows>.run(
      left: memory.advanced(by: left), rows: tileRows, rowStride: width, step: 1,
      right: memory.advanced(by: panels), rightStep: 2 &* lanes,
      panelStride: shape.headWidth &* 2 &* lanes, depth: shape.headWidth,
      into: target.advanced(by: top &* stride), stride: stride,
      vectors: (seen &+ lanes &- 1) / lanes, adds: false)
  }

  /// One row: scores become probabilities, their gradient that of the scores; zeros follow as far as
  /// a strip of keys may read on.
  private func differentiateRow(_ place: Int, visible: Int, logSumExp: Float, level: Float) {
    let normalizer = Vector(repeating: logSumExp)
    let scale = Vector(repeating: shape.scale)
    let levels = Vector(repeating: level)
    let line = probabilities.advanced(by: place)
    let slopes = scoreGradient.advanced(by: place)
    let zero = Vector(repeating: 0)
    var column = 0
    while column < visible {
      // Rounded as in the forward pass, so that no score is above its normalizer.
      var probability = normalExponential(line.vector(at: column) * scale - normalizer)
      var slope = probability * (slopes.vector(at: column) - levels)
      if column &+ lanes > visible {
        let outside = .!firstLanes(visible &- column)
        probability = probability.replacing(with: zero, where: outside)
        slope = slope.replacing(with: zero, where: outside)
      }
      line.store(probability, at: column, count: lanes)
      slopes.store(slope, at: column, count: lanes)
      column &+= lanes
    }
    while column < visible &+ tileRows {
      line.store(zero, at: column, count: lanes)
      slopes.store(zero, at: column, count: lanes)
      column &+= lanes
    }
  }

  /// Adds the queries of a block to the gradients of keys and values.
  private func sumOverQueries(_ block: Block) {
    var key = 0
    while key < block.count {
      let begin = shape.isCausal ? max(0, block.start &+ key &- block.first) : 0
      if begin < block.rows {
        let right = (block.first &+ begin) &* width
        queryProduct(
          probabilities, key, begin, block.rows, layout.upstream &+ right,
          into: layout.valueGradient)
        queryProduct(
          scoreGradient, key, begin, block.rows, layout.queries &+ right,
          into: layout.keyGradient)
      }
      key &+= tileRows
    }
  }

  /// Columns of a block of scores times rows of queries, or of their upstream.
  private func queryProduct(
    _ left: Floats, _ key: Int, _ begin: Int, _ end: Int, _ right: Int, into target: Int
  ) {
    StripProduct<tileRows>.run(
      left: left.advanced(by: begin &* stride &+ key), rows: tileRows, rowStride: 1, step: stride,
      right: memory.advanced(by: right), rightStep: width, panelStride: 2 &* lanes,
      depth: end &- begin, into: memory.advanced(by: target &+ key &* width), stride: width,
      vectors: width / lanes, adds: true)
  }
}
