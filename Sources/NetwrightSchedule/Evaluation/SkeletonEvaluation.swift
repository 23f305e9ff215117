import NetwrightIR
import NetwrightTensor

/// What each skeleton computes, in the plainest loops, with sums in `Double`.
enum SkeletonEvaluation {
  typealias Read = (Int) -> Double

  /// All elements of each result, in row-major order.
  static func results(of skeleton: Skeleton, reads: [Read]) -> [[Double]] {
    switch skeleton {
    case .attention(let geometry):
      AttentionEvaluation(geometry: geometry, packed: reads[0]).results()
    case .attentionGradient(let geometry):
      [
        AttentionEvaluation(geometry: geometry, packed: reads[0])
          .gradient(results: reads[1], logSumExp: reads[2], upstream: reads[3])
      ]
    default: [elements(of: skeleton, reads: reads)]
    }
  }

  /// Of a skeleton with one result.
  private static func elements(of skeleton: Skeleton, reads: [Read]) -> [Double] {
    switch skeleton {
    case .contraction(let form): contraction(form, reads[0], reads[1])
    case .convolution(let kind, let geometry): convolution(kind, geometry, reads[0], reads[1])
    case .pool(let kind, let geometry): pool(kind, geometry, reads[0])
    case .poolGradient(let kind, let geometry): poolGradient(kind, geometry, reads[0], reads[1])
    case .gatherRows(let count, let entries, let width):
      gatherRows(count, entries, width, reads[0], reads[1])
    case .scatterAddRows(let count, let entries, let width):
      scatterAddRows(count, entries, width, reads[0], reads[1])
    case .packRight(let depth, let columns, let transposed):
      packRight(depth, columns, transposed, reads[0])
    case .attention, .attentionGradient, .reduction, .assembly: []
    }
  }

  /// Any order will do that `contraction` reads: the plain one.
  private static func packRight(
    _ depth: Int, _ columns: Int, _ transposed: Bool, _ right: Read
  ) -> [Double] {
    (0..<depth * columns).map { place in
      let (row, column) = place.quotientAndRemainder(dividingBy: columns)
      return right(transposed ? column * depth + row : place)
    }
  }

  private static func contraction(
    _ form: ContractionForm, _ left: Read, _ right: Read
  ) -> [Double] {
    var result: [Double] = []
    let (m, n, k) = (form.rows, form.columns, form.depth)
    for batch in 0..<form.batches {
      for row in 0..<m {
        for column in 0..<n {
          var sum = 0.0
          for depth in 0..<k {
            let a = form.transposeLeft ? depth * m + row : row * k + depth
            let b = form.transposeRight ? column * k + depth : depth * n + column
            sum += left(batch * m * k + a) * right(batch * k * n + b)
          }
          result.append(sum)
        }
      }
    }
    return result
  }

  /// Calls `body` with offsets into input, filter and output for every product of a convolution.
  private static func forEachProduct(
    _ g: ConvolutionGeometry, _ body: (_ input: Int, _ filter: Int, _ output: Int) -> Void
  ) {
    let (depth, width) = (g.channels / g.groups, g.filters / g.groups)
    forEachIndex(of: [g.batch, g.outputHeight, g.outputWidth, g.kernelHeight, g.kernelWidth]) { i in
      let y = i[1] * g.strideHeight + i[3] * g.dilationHeight - g.paddingTop
      let x = i[2] * g.strideWidth + i[4] * g.dilationWidth - g.paddingLeft
      guard (0..<g.height).contains(y), (0..<g.width).contains(x) else { return }
      let pixel = (i[0] * g.height + y) * g.width + x
      let site = (i[0] * g.outputHeight + i[1]) * g.outputWidth + i[2]
      let tap = i[3] * g.kernelWidth + i[4]
      for filter in 0..<g.filters {
        for channel in 0..<depth {
          body(
            pixel * g.channels + filter / width * depth + channel,
            (tap * depth + channel) * g.filters + filter, site * g.filters + filter)
        }
      }
    }
  }

  private static func convolution(
    _ kind: ConvolutionKind, _ g: ConvolutionGeometry, _ first: Read, _ second: Read
  ) -> [Double] {
    let taps = g.kernelHeight * g.kernelWidth
    switch kind {
    case .forward:
      let count = g.batch * g.outputHeight * g.outputWidth * g.filters
      var result = [Double](repeating: 0, count: count)
      forEachProduct(g) { result[$2] += first($0) * second($1) }
      return result
    case .inputGradient:
      var result = [Double](repeating: 0, count: g.batch * g.height * g.width * g.channels)
      forEachProduct(g) { result[$0] += first($2) * second($1) }
      return result
    case .filterGradient:
      let count = taps * (g.channels / g.groups) * g.filters
      var result = [Double](repeating: 0, count: count)
      forEachProduct(g) { result[$1] += first($0) * second($2) }
      return result
    }
  }

  /// Offsets of the elements under each window, in row-major order of windows and elements.
  private static func windows(_ g: PoolGeometry) -> [[Int]] {
    var result: [[Int]] = []
    forEachIndex(of: [g.batch, g.outputHeight, g.outputWidth, g.channels]) { i in
      var window: [Int] = []
      for dy in 0..<g.windowHeight {
        for dx in 0..<g.windowWidth {
          let y = i[1] * g.strideHeight + dy - g.paddingTop
          let x = i[2] * g.strideWidth + dx - g.paddingLeft
          guard (0..<g.height).contains(y), (0..<g.width).contains(x) else { continue }
          window.append(((i[0] * g.height + y) * g.width + x) * g.channels + i[3])
        }
      }
      result.append(window)
    }
    return result
  }

  private static func divisor(_ kind: PoolKind, _ g: PoolGeometry, _ window: [Int]) -> Double {
    if case .average(countIncludesPadding: false) = kind { return Double(window.count) }
    return Double(g.windowHeight * g.windowWidth)
  }

  private static func pool(_ kind: PoolKind, _ g: PoolGeometry, _ input: Read) -> [Double] {
    windows(g).map { window in
      if kind == .maximum {
        return window.reduce(-Double.infinity) {
          ScalarFunction.maximum.evaluate([$0, input($1)])
        }
      }
      return window.reduce(0) { $0 + input($1) } / divisor(kind, g, window)
    }
  }

  private static func poolGradient(
    _ kind: PoolKind, _ g: PoolGeometry, _ input: Read, _ upstream: Read
  ) -> [Double] {
    var result = [Double](repeating: 0, count: g.batch * g.height * g.width * g.channels)
    for (site, window) in windows(g).enumerated() {
      if kind == .maximum {
        guard var best = window.first else { continue }
        for offset in window where input(offset) > input(best) || input(offset).isNaN {
          best = offset
        }
        result[best] += upstream(site)
      } else {
        for offset in window { result[offset] += upstream(site) / divisor(kind, g, window) }
      }
    }
    return result
  }

  private static func gatherRows(
    _ count: Int, _ entries: Int, _ width: Int, _ table: Read, _ indices: Read
  ) -> [Double] {
    (0..<count).flatMap { row in
      let entry = Int(exactly: indices(row)) ?? -1
      return (0..<width).map {
        (0..<entries).contains(entry) ? table(entry * width + $0) : .nan
      }
    }
  }

  private static func scatterAddRows(
    _ count: Int, _ entries: Int, _ width: Int, _ indices: Read, _ rows: Read
  ) -> [Double] {
    var result = [Double](repeating: 0, count: entries * width)
    for row in 0..<count {
      guard let entry = Int(exactly: indices(row)), (0..<entries).contains(entry) else { continue }
      for column in 0..<width { result[entry * width + column] += rows(row * width + column) }
    }
    return result
  }
}
