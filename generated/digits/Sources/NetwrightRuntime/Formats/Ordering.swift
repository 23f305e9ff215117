/// Sorting without generics: the standard library's is compiled anew for every type and every
/// comparison, which an emitted package would pay for.
public enum Ordering {
  /// The numbers from 0 to `count - 1`, sorted so that none comes after one that it `precedes`;
  /// equals stay in order. Merges runs of doubling length.
  public static func indices(
    count: Int, _ precedes: (_ left: Int, _ right: Int) -> Bool
  ) -> [Int] {
    var order = Array(0..<max(count, 0))
    var merged = order
    var width = 1
    while width < count {
      var start = 0
      while start < count {
        let (middle, end) = (min(start + width, count), min(start + 2 * width, count))
        var (left, right) = (start, middle)
        for place in start..<end {
          if right == end || left < middle && !precedes(order[right], order[left]) {
            merged[place] = order[left]
            left += 1
          } else {
            merged[place] = order[right]
            right += 1
          }
        }
        start = end
      }
      swap(&order, &merged)
      width *= 2
    }
    return order
  }

  /// Texts in the order of their UTF-8.
  public static func sorted(_ texts: [String]) -> [String] {
    indices(count: texts.count) { isBefore(texts[$0], texts[$1]) }.map { texts[$0] }
  }

  /// Whether the UTF-8 of `left` comes first.
  public static func isBefore(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
