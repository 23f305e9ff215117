import NetwrightIR
import NetwrightTensor

/// What the skeletons of attention compute, in the plainest loops, with sums in `Double`.
struct AttentionEvaluation {
  let geometry: AttentionGeometry
  let packed: SkeletonEvaluation.Read

  /// A row of a head: `position` in one batch.
  private struct Row {
    let batch: Int
    let head: Int
    let position: Int
  }

  private func forEachQuery(_ body: (_ row: Row, _ number: Int) -> Void) {
    var number = 0
    forEachIndex(of: [geometry.batch, geometry.heads, geometry.positions]) { index in
      body(Row(batch: index[0], head: index[1], position: index[2]), number)
      number += 1
    }
  }

  private var width: Int { geometry.heads * geometry.headWidth }

  /// Where a feature stands among queries (`part` 0), keys (1) or values (2).
  private func place(_ part: Int, _ row: Row, position: Int, _ feature: Int) -> Int {
    let line = (row.batch * geometry.positions + position) * 3 + part
    return line * width + row.head * geometry.headWidth + feature
  }

  private func plainPlace(_ row: Row, _ feature: Int) -> Int {
    let line = row.batch * geometry.positions + row.position
    return line * width + row.head * geometry.headWidth + feature
  }

  private func dot(_ row: Row, _ body: (Int) -> Double) -> Double {
    (0..<geometry.headWidth).reduce(0) { $0 + body($1) }
  }

  /// The keys that a row sees, each with its score.
  private func scores(_ row: Row) -> [Double] {
    let scale = 1 / Double(geometry.headWidth).squareRoot()
    return (0..<(geometry.isCausal ? row.position + 1 : geometry.positions)).map { key in
      scale
        * dot(row) {
          packed(place(0, row, position: row.position, $0))
            * packed(place(1, row, position: key, $0))
        }
    }
  }

  private func exponential(_ x: Double) -> Double { ScalarFunction.exponential.evaluate([x]) }

  /// The attended values and the log-sum-exp of each row.
  func results() -> [[Double]] {
    let rows = geometry.batch * geometry.positions
    var attended = [Double](repeating: 0, count: rows * width)
    var normalizers = [Double](repeating: 0, count: rows * geometry.heads)
    forEachQuery { row, number in
      let scores = scores(row)
      let top = scores.reduce(-Double.infinity) { ScalarFunction.maximum.evaluate([$0, $1]) }
      let weights = scores.map { exponential($0 - top) }
      let sum = weights.reduce(0, +)
      normalizers[number] = top + ScalarFunction.logarithm.evaluate([sum])
      for feature in 0..<geometry.headWidth {
        attended[plainPlace(row, feature)] = weights.indices.reduce(0) { total, key in
          total + weights[key] / sum * packed(place(2, row, position: key, feature))
        }
      }
    }
    return [attended, normalizers]
  }

  /// The gradient of the packed operand.
  func gradient(
    results: SkeletonEvaluation.Read, logSumExp: SkeletonEvaluation.Read,
    upstream: SkeletonEvaluation.Read
  ) -> [Double] {
    let scale = 1 / Double(geometry.headWidth).squareRoot()
    var gradient = [Double](repeating: 0, count: geometry.batch * geometry.positions * 3 * width)
    forEachQuery { row, number in
      let level = dot(row) { upstream(plainPlace(row, $0)) * results(plainPlace(row, $0)) }
      for (key, score) in scores(row).enumerated() {
        let weight = exponential(score - logSumExp(number))
        let change = dot(row) {
          upstream(plainPlace(row, $0)) * packed(place(2, row, position: key, $0))
        }
        let slope = weight * (change - level) * scale
        for feature in 0..<geometry.headWidth {
          let own = place(0, row, position: row.position, feature)
          let other = place(1, row, position: key, feature)
          gradient[own] += slope * packed(other)
          gradient[other] += slope * packed(own)
          gradient[place(2, row, position: key, feature)] +=
            weight * upstream(plainPlace(row, feature))
        }
      }
    }
    return gradient
  }
}
