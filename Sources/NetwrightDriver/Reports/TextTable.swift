import NetwrightSchema

/// Columns of text, each as wide as its widest cell; a page, where one is given, cuts the last.
struct TextTable {
  enum Alignment { case left, right }

  private let alignments: [Alignment]
  private var rows: [[String]]
  private let width: Int
  private let indent: String
  private let gap: String

  /// - Parameters:
  ///   - width: characters of a page; nil where nothing may be cut.
  ///   - gap: spaces between two columns.
  init(
    _ columns: [(title: String, alignment: Alignment)], width: Int? = 100, indent: String = "",
    gap: Int = 2
  ) {
    alignments = columns.map(\.alignment)
    rows = [columns.map(\.title)]
    self.width = width ?? .max
    self.indent = indent
    self.gap = String(repeating: " ", count: gap)
  }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  var lines: [String] {
    let last = alignments.count - 1
    let widths = (0..<last).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = indent
      for (column, cell) in row.enumerated() {
        let isLast = column == last
        let space = isLast ? "" : String(repeating: " ", count: max(0, widths[column] - cell.count))
        line += alignments[column] == .right ? space + cell : cell + space
        if !isLast { line += gap }
      }
      while line.last == " " { line.removeLast() }
      return line.count <= width ? line : line.prefix(width - 1) + "…"
    }
  }
}

/// Quantities as people read them.
enum Quantity {
  /// `1536` → `1.5 KiB`.
  static func bytes(_ count: Int) -> String {
    scaled(count, 1024, ByteUnit.allCases.map(\.rawValue))
  }

  /// `1500000` → `1.5 M`.
  static func count(_ count: Int) -> String { scaled(count, 1000, ["", "k", "M", "G", "T"]) }

  private static func scaled(_ count: Int, _ base: Double, _ units: [String]) -> String {
    var value = Double(count)
    var unit = 0
    while value >= base * 0.99995, unit < units.count - 1 {
      value /= base
      unit += 1
    }
    if unit == 0 { return units[0].isEmpty ? "\(count)" : "\(count) \(units[0])" }
    return "\(decimal(value, 1)) \(units[unit])"
  }

  /// `1 kernel`, `2 kernels`; `plural` where an `s` does not make it.
  static func of(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
  }

  static func percent(_ share: Double) -> String { decimal(share * 100, 1) + "%" }

  /// With so many digits behind the point, at most nine.
  static func decimal(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "–" }
    let scale = (0..<min(digits, 9)).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard let number = Int(exactly: scaled) else { return "\(value)" }
    let sign = value < 0 && number != 0 ? "-" : ""
    if digits == 0 { return sign + "\(number)" }
    let fraction = String(number % Int(scale))
    let zeros = String(repeating: "0", count: max(0, digits - fraction.count))
    return "\(sign)\(number / Int(scale)).\(zeros)\(fraction)"
  }
}
