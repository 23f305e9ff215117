import NetwrightFrontend

/// Pairs the layers of two models: equal ones first, then those of the same kind and keys under
/// another path, then those of the same path. The order is kept, as by `diff`.
struct LayerAlignment {
  /// Indices of layers; `nil` for none.
  struct Pair: Hashable {
    let old: Int?
    let new: Int?
  }

  private(set) var pairs: [Pair] = []

  /// Cells of the table up to which layers are compared each with each; above, paths alone decide.
  private static let maximumCells = 4_000_000

  init(_ old: [LayerRow], _ new: [LayerRow]) {
    var start = 0
    while start < min(old.count, new.count), Self.isSame(old[start], new[start]) {
      pairs.append(Pair(old: start, new: start))
      start += 1
    }
    var tail = 0
    while tail < min(old.count, new.count) - start,
      Self.isSame(old[old.count - 1 - tail], new[new.count - 1 - tail])
    {
      tail += 1
    }
    let (left, right) = (start..<(old.count - tail), start..<(new.count - tail))
    let (cells, overflow) = (left.count + 1).multipliedReportingOverflow(by: right.count + 1)
    pairs +=
      !overflow && cells <= Self.maximumCells
      ? Self.best(old, new, left, right) : Self.byPath(old, new, left, right)
    for index in (0..<tail).reversed() {
      pairs.append(Pair(old: old.count - 1 - index, new: new.count - 1 - index))
    }
  }

  private static func isSame(_ old: LayerRow, _ new: LayerRow) -> Bool {
    old.path == new.path && old.text == new.text
  }

  /// How well two layers go together; 0 for not at all.
  private static func score(_ old: LayerRow, _ new: LayerRow) -> Int32 {
    guard old.kind == new.kind else { return 0 }
    if old.text == new.text { return old.path == new.path ? 4 : 3 }
    if old.path == new.path { return 2 }
    // Of another place and with other keys it is another layer, unless it makes the same.
    return old.type == new.type ? 1 : 0
  }

  private static func best(
    _ old: [LayerRow], _ new: [LayerRow], _ left: Range<Int>, _ right: Range<Int>
  ) -> [Pair] {
    let width = right.count + 1
    // The best sum of scores of what follows both.
    var sums = [Int32](repeating: 0, count: (left.count + 1) * width)
    for i in (0..<left.count).reversed() {
      for j in (0..<right.count).reversed() {
        let match = score(old[left.lowerBound + i], new[right.lowerBound + j])
        let both = match == 0 ? 0 : match + sums[(i + 1) * width + j + 1]
        sums[i * width + j] = max(both, sums[(i + 1) * width + j], sums[i * width + j + 1])
      }
    }
    var pairs: [Pair] = []
    var (i, j) = (0, 0)
    while i < left.count || j < right.count {
      let (one, other) = (left.lowerBound + i, right.lowerBound + j)
      if i < left.count, j < right.count {
        let match = score(old[one], new[other])
        if match > 0, sums[i * width + j] == match + sums[(i + 1) * width + j + 1] {
          pairs.append(Pair(old: one, new: other))
          (i, j) = (i + 1, j + 1)
          continue
        }
      }
      if i < left.count, j == right.count || sums[i * width + j] == sums[(i + 1) * width + j] {
        pairs.append(Pair(old: one, new: nil))
        i += 1
      } else {
        pairs.append(Pair(old: nil, new: other))
        j += 1
      }
    }
    return pairs
  }

  private static func byPath(
    _ old: [LayerRow], _ new: [LayerRow], _ left: Range<Int>, _ right: Range<Int>
  ) -> [Pair] {
    var places: [String: Int] = [:]
    for index in right { places[new[index].path] = index }
    var pairs: [Pair] = []
    for index in left {
      pairs.append(Pair(old: index, new: places.removeValue(forKey: old[index].path)))
    }
    for index in right where places[new[index].path] != nil {
      pairs.append(Pair(old: nil, new: index))
    }
    return pairs
  }
}
