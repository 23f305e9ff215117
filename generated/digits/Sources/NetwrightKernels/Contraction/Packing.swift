import CNetwrightVector

/// Copies columns of a right operand into panels: `[panel][depth][panelWidth]`, zero beyond `width`.
///
/// - `source`: first element, depth steps `depthStride` apart, columns `columnStride` apart.
/// - `panelStride`: floats from one panel to the next; `depth · panelWidth` leaves no gaps.
@inline(never)
public func packPanels(
  from source: UnsafeMutablePointer<Float>, depth: Int, width: Int, depthStride: Int,
  columnStride: Int, panelWidth: Int, panelStride: Int, into target: UnsafeMutablePointer<Float>
) {
  var column = 0
  var panel = target
  while column < width {
    let from = source + column &* columnStride
    let whole = min(4, (width &- column) / panelWidth)
    if columnStride == 1 && whole > 0 && panelWidth % lanes == 0 {
      copyRows(
        from, depth: depth, stride: depthStride, panels: whole, width: panelWidth,
        panelStride: panelStride, into: panel)
      column &+= whole &* panelWidth
      panel += whole &* panelStride
      continue
    }
    let count = min(panelWidth, width &- column)
    if depthStride == 1 {
      transposeRows(
        from, depth: depth, stride: columnStride, count: count, width: panelWidth, into: panel)
    } else {
      for step in 0..<depth {
        let row = from + step &* depthStride
        let out = panel + step &* panelWidth
        for index in 0..<count { out[index] = row[index &* columnStride] }
        for index in count..<panelWidth { out[index] = 0 }
      }
    }
    column &+= panelWidth
    panel += panelStride
  }
}

/// `depth` rows of `panels` panels of `width` floats, a multiple of the vector width.
func copyRows(
  _ source: UnsafeMutablePointer<Float>, depth: Int, stride: Int, panels: Int, width: Int,
  panelStride: Int, into target: UnsafeMutablePointer<Float>
) {
  // The usual sizes are constants, and their loops unrolled.
  if panels == 4 && width == 2 &* lanes {
    copyRowsInLine(
      source, depth: depth, stride: stride, panels: 4, width: 2 &* lanes,
      panelStride: panelStride, into: target)
  } else {
    copyRowsInLine(
      source, depth: depth, stride: stride, panels: panels, width: width,
      panelStride: panelStride, into: target)
  }
}

/// As `copyRows`.
///
/// Rows often lie in pages of their own, where no machine foresees the next one: they are asked for
/// 48 lines ahead, which memory needs some 200 ns for, and several panels take their part of a row
/// before the next.
@inline(__always)
private func copyRowsInLine(
  _ source: UnsafeMutablePointer<Float>, depth: Int, stride: Int, panels: Int, width: Int,
  panelStride: Int, into target: UnsafeMutablePointer<Float>
) {
  let rowsAhead = max(1, 768 / (panels &* width))
  for step in 0..<depth {
    let from = Floats(source + step &* stride)
    let ahead = min(rowsAhead, depth &- 1 &- step) &* stride
    var panel = 0
    while panel < panels {
      let to = Floats(target + (panel &* panelStride &+ step &* width))
      var index = 0
      while index < width {
        let place = panel &* width &+ index
        if index % 16 == 0 { nw_prefetch(from.base + (ahead &+ place)) }
        to.store(from.vector(at: place), at: index, count: lanes)
        index &+= lanes
      }
      panel &+= 1
    }
  }
}

/// `count` columns that are contiguous along the depth, transposed into rows of `width`, four by
/// four.
func transposeRows(
  _ source: UnsafeMutablePointer<Float>, depth: Int, stride: Int, count: Int, width: Int,
  into target: UnsafeMutablePointer<Float>
) {
  let wholeDepth = depth & ~3
  let wholeCount = count & ~3
  var column = 0
  while column < wholeCount {
    var step = 0
    while step < wholeDepth {
      transposeFour(
        source + (column &* stride &+ step), stride, target + (step &* width &+ column), width)
      step &+= 4
    }
    column &+= 4
  }
  for column in 0..<count {
    let from = source + column &* stride
    for step in (column < wholeCount ? wholeDepth : 0)..<depth {
      target[step &* width &+ column] = from[step]
    }
  }
  guard count < width else { return }
  for step in 0..<depth {
    for index in count..<width { target[step &* width &+ index] = 0 }
  }
}

/// Transposes 4×4 floats.
@inline(__always)
func transposeFour(
  _ source: UnsafeMutablePointer<Float>, _ sourceStride: Int,
  _ target: UnsafeMutablePointer<Float>, _ targetStride: Int
) {
  let a = UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Float>.self)
  let b = UnsafeRawPointer(source + sourceStride).loadUnaligned(as: SIMD4<Float>.self)
  let c = UnsafeRawPointer(source + 2 &* sourceStride).loadUnaligned(as: SIMD4<Float>.self)
  let d = UnsafeRawPointer(source + 3 &* sourceStride).loadUnaligned(as: SIMD4<Float>.self)
  for row in 0..<4 {
    UnsafeMutableRawPointer(target + row &* targetStride)
      .storeBytes(of: SIMD4(a[row], b[row], c[row], d[row]), as: SIMD4<Float>.self)
  }
}

/// Copies `rows` rows of a left operand into `[depth][rows]`.
@inline(never)
public func packStrip(
  from source: UnsafeMutablePointer<Float>, depth: Int, rows: Int, depthStride: Int,
  rowStride: Int, into target: UnsafeMutablePointer<Float>
) {
  var out = target
  var from = source
  if rowStride == 1 && rows == 6 {
    for _ in 0..<depth {
      let low = UnsafeRawPointer(from).loadUnaligned(as: SIMD4<Float>.self)
      let high = UnsafeRawPointer(from + 4).loadUnaligned(as: SIMD2<Float>.self)
      UnsafeMutableRawPointer(out).storeBytes(of: low, as: SIMD4<Float>.self)
      UnsafeMutableRawPointer(out + 4).storeBytes(of: high, as: SIMD2<Float>.self)
      from += depthStride
      out += 6
    }
    return
  }
  if depthStride == 1 {
    return interleaveRows(source, depth: depth, rows: rows, stride: rowStride, into: target)
  }
  for _ in 0..<depth {
    for row in 0..<rows { out[row] = from[row &* rowStride] }
    from += depthStride
    out += rows
  }
}

/// `rows` rows that are contiguous along the depth, transposed into `[depth][rows]`: four rows and
/// four steps at a time, then pairs of rows.
func interleaveRows(
  _ source: UnsafeMutablePointer<Float>, depth: Int, rows: Int, stride: Int,
  into target: UnsafeMutablePointer<Float>
) {
  let wholeDepth = depth & ~3
  let (fours, pairs) = (rows & ~3, rows & ~1)
  var step = 0
  while step < wholeDepth {
    let (from, to) = (source + step, target + step &* rows)
    var row = 0
    while row < fours {
      transposeFour(from + row &* stride, stride, to + row, rows)
      row &+= 4
    }
    while row < pairs {
      interleaveTwo(from + row &* stride, from + (row &+ 1) &* stride, to + row, rows)
      row &+= 2
    }
    if row < rows {
      for offset in 0..<4 { to[offset &* rows &+ row] = from[row &* stride &+ offset] }
    }
    step &+= 4
  }
  while step < depth {
    for row in 0..<rows { target[step &* rows &+ row] = source[row &* stride &+ step] }
    step &+= 1
  }
}

/// Four steps of two rows, one pair for each step, pairs `targetStride` apart.
@inline(__always)
func interleaveTwo(
  _ first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>,
  _ target: UnsafeMutablePointer<Float>, _ targetStride: Int
) {
  let a = UnsafeRawPointer(first).loadUnaligned(as: SIMD4<Float>.self)
  let b = UnsafeRawPointer(second).loadUnaligned(as: SIMD4<Float>.self)
  for step in 0..<4 {
    UnsafeMutableRawPointer(target + step &* targetStride)
      .storeBytes(of: SIMD2(a[step], b[step]), as: SIMD2<Float>.self)
  }
}
