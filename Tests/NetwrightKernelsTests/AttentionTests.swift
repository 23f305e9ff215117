import NetwrightKernels
import Testing

@Suite struct AttentionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let batch: Int, heads: Int, queries: Int, keys: Int, width: Int
    let isCausal: Bool

    init(
      _ batch: Int, _ heads: Int, _ queries: Int, _ keys: Int? = nil, width: Int, causal: Bool
    ) {
      self.batch = batch
      self.heads = heads
      self.queries = queries
      self.keys = keys ?? queries
      self.width = width
      isCausal = causal
    }

    var shape: AttentionShape {
      AttentionShape(
        batch: batch, heads: heads, queries: queries, keys: keys, headWidth: width,
        isCausal: isCausal)
    }
    var testDescription: String {
      "\(batch)×\(heads)×\(queries)×\(keys)×\(width)\(isCausal ? " causal" : "")"
    }
  }

  static let cases: [Case] = {
    var cases: [Case] = []
    for causal in [true, false] {
      for positions in [1, 2, 7, 16, 19, 49] {
        for width in [1, 3, 8, 17] {
          cases.append(Case(1, 2, positions, width: width, causal: causal))
        }
      }
      cases += [
        Case(2, 4, 128, width: 32, causal: causal), Case(1, 1, 200, width: 33, causal: causal),
        Case(1, 3, 129, width: 40, causal: causal), Case(0, 2, 5, width: 4, causal: causal),
        Case(2, 1, 5, 150, width: 9, causal: causal), Case(1, 2, 131, 3, width: 5, causal: causal),
        Case(3, 3, 65, width: 12, causal: causal),
      ]
    }
    return cases
  }()

  @Test("results and gradients agree with sums in f64, for any number of threads", arguments: cases)
  func againstDoubles(test: Case) {
    let run = Run(test)
    let (results, gradients) = (NaiveAttention(run), NaiveAttention(run).gradients())
    let single = run.evaluate(threads: 1)
    #expect(results.wrongResults(single) == 0)
    #expect(gradients.wrong(single) == 0)
    #expect(single.slackIsUntouched)
    for threads in [2, 3] { #expect(run.evaluate(threads: threads).bits == single.bits) }
  }

  @Test("large scores neither overflow nor lose the maximum")
  func largeScores() {
    let run = Run(Case(1, 1, 140, width: 4, causal: true), scale: 60)
    let found = run.evaluate(threads: 1)
    #expect(NaiveAttention(run).wrongResults(found) == 0)
    #expect(found.bits.allSatisfy { !Float(bitPattern: $0).isNaN })
  }

  @Test("a single key has probability 1 in the gradient as well, however large its score")
  func singleKey() {
    for scale: Float in [1, 1e5, 1e10] {
      let run = Run(Case(2, 1, 1, width: 8, causal: true), scale: scale)
      let found = run.evaluate(threads: 1)
      for feature in 0..<16 { #expect(found.values[feature] == run.upstream[feature]) }
    }
  }

  @Test("a NaN reaches the rows that see it, and no others")
  func poison() {
    let run = Run(Case(1, 1, 70, width: 5, causal: true))
    run.keys[40 * run.stride + 2] = .nan
    let found = run.evaluate(threads: 1)
    for query in 0..<70 {
      #expect(found.logSumExp[query].isNaN == (query >= 40))
      #expect(found.results[query * 5].isNaN == (query >= 40))
    }
  }
}

/// Operands of one case, in separate tensors with rows wider than the heads, and what kernels make
/// of them.
final class Run {
  let test: AttentionTests.Case
  let fixture = Fixture(seed: 5)
  /// Floats from one row to the next.
  let stride: Int
  let queries: Floats, keys: Floats, values: Floats, upstream: Floats

  struct Outcome {
    let results: Floats, logSumExp: Floats
    let queries: Floats, keys: Floats, values: Floats
    let bits: [UInt32]
    let slackIsUntouched: Bool
  }

  init(_ test: AttentionTests.Case, scale: Float = 2) {
    self.test = test
    stride = test.heads * test.width + 3
    let (rows, others) = (test.batch * test.queries, test.batch * test.keys)
    queries = fixture.floats(rows * stride)
    keys = fixture.floats(others * stride)
    values = fixture.floats(others * stride)
    upstream = fixture.floats(rows * test.heads * test.width)
    for index in 0..<rows * stride { queries[index] *= scale }
  }

  func rows(_ memory: Floats, _ count: Int) -> HeadRows {
    HeadRows(base: memory, rowStride: stride, batchStride: count * stride)
  }

  func plain(_ memory: Floats, _ count: Int) -> HeadRows {
    let width = test.heads * test.width
    return HeadRows(base: memory, rowStride: width, batchStride: count * width)
  }

  func evaluate(threads: Int) -> Outcome {
    let shape = test.shape
    let width = test.heads * test.width
    let (own, other) = (test.batch * test.queries * width, test.batch * test.keys * width)
    let rowCount = test.batch * test.heads * test.queries
    let outcome = [own, rowCount, own, other, other].map { ($0, fixture.empty($0)) }
    let space = fixture.empty(
      max(
        attentionWorkspace(shape, threads: threads),
        attentionGradientWorkspace(shape, threads: threads)))
    let (q, k, v) = (
      rows(queries, test.queries), rows(keys, test.keys), rows(values, test.keys)
    )
    Team(threads: threads).run { part in
      let results = self.plain(outcome[0].1, self.test.queries)
      attention(
        shape, queries: q, keys: k, values: v, into: results, logSumExp: outcome[1].1,
        workspace: space, part)
      part.barrier()
      attentionGradient(
        shape, queries: q, keys: k, values: v, results: results, logSumExp: outcome[1].1,
        upstream: self.plain(self.upstream, self.test.queries),
        intoQueries: self.plain(outcome[2].1, self.test.queries),
        intoKeys: self.plain(outcome[3].1, self.test.keys),
        intoValues: self.plain(outcome[4].1, self.test.keys), workspace: space, part)
    }
    return Outcome(
      results: outcome[0].1, logSumExp: outcome[1].1, queries: outcome[2].1, keys: outcome[3].1,
      values: outcome[4].1, bits: outcome.flatMap { patterns($0.1, $0.0) },
      slackIsUntouched: outcome.allSatisfy { count, memory in
        (count..<count + Fixture.slack).allSatisfy { memory[$0].isNaN }
      })
  }
}

/// Attention in f64, with bounds of the error: `8 · ε · √n · Σ|terms|`, where each probability
/// carries the error of its score.
struct NaiveAttention {
  let run: Run
  private var test: AttentionTests.Case { run.test }
  private let unit = 8 * 0x1p-24

  init(_ run: Run) { self.run = run }

  private func element(_ memory: Floats, _ row: Int, _ head: Int, _ feature: Int) -> Double {
    Double(memory[row * run.stride + head * test.width + feature])
  }

  private func plain(_ row: Int, _ head: Int, _ feature: Int) -> Int {
    (row * test.heads + head) * test.width + feature
  }

  /// The probabilities of a row over the keys that it sees, with the relative error of each.
  struct Row {
    var weights: [Double] = []
    var error = 0.0
    var logSumExp = 0.0
  }

  func row(_ batch: Int, _ head: Int, _ query: Int) -> Row {
    let seen = test.isCausal ? min(test.keys, query + 1) : test.keys
    let scale = 1 / Double(test.width).squareRoot()
    var row = Row()
    var scores: [Double] = []
    var magnitude = 0.0
    for key in 0..<seen {
      var (sum, size) = (0.0, 0.0)
      for feature in 0..<test.width {
        let term =
          element(run.queries, batch * test.queries + query, head, feature)
          * element(run.keys, batch * test.keys + key, head, feature) * scale
        sum += term
        size += abs(term)
      }
      scores.append(sum)
      magnitude = max(magnitude, size)
    }
    let top = scores.max() ?? 0
    let exponentials = scores.map { exponential($0 - top) }
    let total = exponentials.reduce(0, +)
    row.weights = exponentials.map { $0 / total }
    row.logSumExp = top + logarithm(total)
    row.error = unit * (Double(seen + test.width).squareRoot() * (1 + magnitude))
    return row
  }

  private func forEachRow(_ body: (_ batch: Int, _ head: Int, _ query: Int) -> Void) {
    for batch in 0..<test.batch {
      for head in 0..<test.heads {
        for query in 0..<test.queries { body(batch, head, query) }
      }
    }
  }

  func wrongResults(_ found: Run.Outcome) -> Int {
    var wrong = 0
    forEachRow { batch, head, query in
      let row = row(batch, head, query)
      let place = (batch * test.heads + head) * test.queries + query
      let difference = abs(Double(found.logSumExp[place]) - row.logSumExp)
      if !(difference <= row.error * (1 + abs(row.logSumExp))) { wrong += 1 }
      for feature in 0..<test.width {
        var (sum, size) = (0.0, 1e-37)
        for (key, weight) in row.weights.enumerated() {
          let term = weight * element(run.values, batch * test.keys + key, head, feature)
          sum += term
          size += abs(term)
        }
        let value = found.results[plain(batch * test.queries + query, head, feature)]
        if !(abs(Double(value) - sum) <= row.error * size) { wrong += 1 }
      }
    }
    return wrong
  }

  /// Gradients of queries, keys and values, each with its bound.
  struct Gradients {
    var sums: [[Double]]
    var bounds: [[Double]]

    mutating func add(_ tensor: Int, _ place: Int, _ term: Double, bound: Double) {
      sums[tensor][place] += term
      bounds[tensor][place] += bound
    }

    func wrong(_ found: Run.Outcome) -> Int {
      var wrong = 0
      for (tensor, memory) in [found.queries, found.keys, found.values].enumerated() {
        for place in sums[tensor].indices {
          let difference = abs(Double(memory[place]) - sums[tensor][place])
          if !(difference <= bounds[tensor][place] + 1e-30) { wrong += 1 }
        }
      }
      return wrong
    }
  }

  func gradients() -> Gradients {
    let counts = [test.queries, test.keys, test.keys].map {
      $0 * test.batch * test.heads * test.width
    }
    let zeros = counts.map { [Double](repeating: 0, count: $0) }
    var gradients = Gradients(sums: zeros, bounds: zeros)
    forEachRow { batch, head, query in add(batch, head, query, to: &gradients) }
    return gradients
  }

  private func add(_ batch: Int, _ head: Int, _ query: Int, to gradients: inout Gradients) {
    let scale = 1 / Double(test.width).squareRoot()
    let row = row(batch, head, query)
    let own = batch * test.queries + query
    let features = 0..<test.width
    let slopes = features.map { Double(run.upstream[plain(own, head, $0)]) }
    // For each key, Σ g · v, and the sum of magnitudes.
    let changes = row.weights.indices.map { key in
      features.reduce((sum: 0.0, size: 0.0)) {
        let term = slopes[$1] * element(run.values, batch * test.keys + key, head, $1)
        return ($0.sum + term, $0.size + abs(term))
      }
    }
    let level = zip(row.weights, changes).reduce(0) { $0 + $1.0 * $1.1.sum }
    let levelSize = zip(row.weights, changes).reduce(0) { $0 + $1.0 * $1.1.size }
    for (key, weight) in row.weights.enumerated() {
      let other = batch * test.keys + key
      let slope = weight * (changes[key].sum - level) * scale
      let size = weight * (changes[key].size + levelSize) * scale * row.error
      for feature in features {
        let (q, k) = (
          element(run.queries, own, head, feature), element(run.keys, other, head, feature)
        )
        gradients.add(0, plain(own, head, feature), slope * k, bound: 2 * size * abs(k))
        gradients.add(1, plain(other, head, feature), slope * q, bound: 2 * size * abs(q))
        gradients.add(
          2, plain(other, head, feature), weight * slopes[feature],
          bound: weight * abs(slopes[feature]) * row.error)
      }
    }
  }
}
