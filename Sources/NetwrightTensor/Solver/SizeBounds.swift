/// Bounds that every value of a size keeps. `Int.min` and `Int.max` stand for no bound at all.
package struct SizeBounds: Hashable, Sendable {
  package var low: Int
  package var high: Int

  /// `Int.max` as a lower bound and `Int.min` as an upper one would read as endless, and are widened
  /// by one.
  package init(_ low: Int, _ high: Int) {
    (self.low, self.high) = (min(low, .max - 1), max(high, .min + 1))
  }

  init(_ value: Int) { self.init(value, value) }

  static let any = SizeBounds(.min, .max)

  var isEmpty: Bool { low > high }

  // What leaves `Int` is rounded to the weaker side: a lower bound down, an upper bound up.

  func adding(_ other: SizeBounds) -> SizeBounds {
    SizeBounds(Self.lowSum(low, other.low), Self.highSum(high, other.high))
  }

  func multiplied(by other: SizeBounds) -> SizeBounds {
    var result = SizeBounds(.max, .min)
    for a in [low, high] {
      for b in [other.low, other.high] {
        let product = Self.product(a, b)
        result.low = min(result.low, product == .max ? .max - 1 : product)
        result.high = max(result.high, product == .min ? .min + 1 : product)
      }
    }
    return result
  }

  /// Bounds of `⌊x / y⌋` for `y` from 1 up.
  func floorDivided(by divisor: SizeBounds) -> SizeBounds {
    let (small, large) = (max(divisor.low, 1), max(divisor.high, 1))
    return SizeBounds(
      Self.quotient(low, low < 0 ? small : large), Self.quotient(high, high < 0 ? large : small))
  }

  func intersection(_ other: SizeBounds) -> SizeBounds {
    SizeBounds(max(low, other.low), min(high, other.high))
  }

  private static func lowSum(_ a: Int, _ b: Int) -> Int {
    if a == .min || b == .min { return .min }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? (a < 0 ? .min : .max - 1) : sum
  }

  private static func highSum(_ a: Int, _ b: Int) -> Int {
    if a == .max || b == .max { return .max }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? (a < 0 ? .min + 1 : .max) : sum
  }

  private static func product(_ a: Int, _ b: Int) -> Int {
    if a == 0 || b == 0 { return 0 }
    let isNegative = (a < 0) != (b < 0)
    if a == .min || a == .max || b == .min || b == .max { return isNegative ? .min : .max }
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? (isNegative ? .min : .max) : product
  }

  /// An endless divisor makes a quotient 0, or −1 of what is negative.
  private static func quotient(_ a: Int, _ b: Int) -> Int {
    if b == .max { return a < 0 ? -1 : 0 }
    return a == .min || a == .max ? a : floorQuotient(a, b)
  }
}
