/// Numbers for people, without a locale.
enum Decimal {
  /// `value` rounded to `digits` decimals; very large, tiny or non-finite values as Swift prints
  /// them.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    guard value.isFinite, abs(value) < 1e9, value == 0 || abs(value) * scale >= 1 else {
      return "\(Float(value))"
    }
    let scaled = Int((abs(value) * scale).rounded())
    let fraction = String(scaled % Int(scale))
    let sign = value < 0 && scaled != 0 ? "-" : ""
    if digits == 0 { return sign + String(scaled) }
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(sign)\(scaled / Int(scale)).\(zeros)\(fraction)"
  }

  /// Three figures and a unit: `950`, `12.3k`, `4.56M`.
  static func rate(_ value: Double) -> String {
    guard value.isFinite, value < 1e12 else { return "-" }
    if value >= 1e6 { return fixed(value / 1e6, 2) + "M" }
    if value >= 1e3 { return fixed(value / 1e3, 1) + "k" }
    return fixed(value.rounded(), 0)
  }

  /// `42s`, `3m05s`, `2h07m`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "-" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole)s" }
    if whole < 3600 { return "\(whole / 60)m\(pad(whole % 60))s" }
    return "\(whole / 3600)h\(pad(whole % 3600 / 60))m"
  }

  private static func pad(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
