import NetwrightRuntime

/// Which rows train, validate and test: a pure function of the plan, the number of rows, and the
/// classes when stratified.
struct SplitAssignment: Equatable {
  /// Ascending rows of the table.
  var train: [Int32] = []
  var validation: [Int32] = []
  var test: [Int32] = []

  /// - Parameter classes: One class index per row, or nothing.
  init(_ plan: SplitPlan, rows: Int, classes: [Int32]?, path: String) throws(DataError) {
    let fractions = [plan.train, plan.validation, plan.test]
    guard fractions.allSatisfy({ $0.isFinite && $0 >= 0 && $0 <= 1 }),
      abs(fractions.reduce(0, +) - 1) <= 1e-9
    else {
      throw DataError(
        "E0511", path: path, "the fractions of the split do not make a whole",
        expected: "numbers from 0 to 1 with the sum 1",
        found: fractions.map { "\($0)" }.joined(separator: " + "))
    }
    guard rows <= Int(Int32.max) else {
      throw DataError(
        "E0511", path: path, "there are too many rows", expected: "at most \(Int32.max)",
        found: "\(rows)")
    }
    // Rows gather by class in order, so each class is split on its own.
    var groups: [[Int32]] = []
    for row in 0..<Int32(rows) {
      let group = classes.map { Int($0[Int(row)]) } ?? 0
      while groups.count <= group { groups.append([]) }
      groups[group].append(row)
    }
    let key = StableHash.key(seed: plan.seed, name: "split")
    for index in groups.indices {
      Shuffle.permute(&groups[index], key: key, stream: UInt64(index))
      let counts = Self.counts(of: groups[index].count, fractions)
      train += groups[index][..<counts[0]]
      validation += groups[index][counts[0]..<(counts[0] + counts[1])]
      test += groups[index][(counts[0] + counts[1])...]
    }
    train.sort()
    validation.sort()
    test.sort()
  }

  /// Largest remainder (Hamilton): each part gets the whole of its share, what is left goes to
  /// the largest remainders, the earlier part among equals. The counts sum to `total`.
  static func counts(of total: Int, _ fractions: [Double]) -> [Int] {
    // In millionths, so that the rounding of 0.1 · 30 = 3.0000000000000004 decides nothing.
    let millionth = 1e6
    let shares = fractions.map { ($0 * Double(total) * millionth).rounded() }
    var counts = shares.map { Int(($0 / millionth).rounded(.down)) }
    let order = Ordering.indices(count: fractions.count) { left, right in
      let a = shares[left] - Double(counts[left]) * millionth
      let b = shares[right] - Double(counts[right]) * millionth
      return a != b ? a > b : left < right
    }
    for index in order.prefix(max(0, total - counts.reduce(0, +))) { counts[index] += 1 }
    return counts
  }
}
