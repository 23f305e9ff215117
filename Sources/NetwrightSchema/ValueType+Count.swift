import NetwrightDiagnostics
import NetwrightSyntax

/// What training is counted in.
package enum CountUnit: String, CaseIterable, Sendable {
  case epochs, steps

  /// `1 epoch`.
  var singular: String { String(rawValue.dropLast()) }
}

extension ValueType where Value == Int {
  /// A whole number that may have its unit behind it: `500`, `500 steps`.
  package static func count(_ range: ClosedRange<Int>, of unit: CountUnit) -> ValueType {
    let plain = integer(range)
    return ValueType(plain.name) { (node, decoder) throws(Poisoned) in
      let text = node.scalar?.text ?? ""
      guard let found = CountUnit.allCases.first(where: { $0.stands(behind: text) }) else {
        return try plain.decode(node, decoder)
      }
      guard found == unit else {
        throw decoder.report(
          Diagnostic(
            "E0104", "expected \(unit.rawValue), found \(found.rawValue)", at: node.useSpan
          ).expected("\(plain.name), counted in \(unit.rawValue)")
            .found("`\(VisibleText.of(text, limit: 60))`")
            .help("\(found.rawValue) have a key of their own"))
      }
      let number = text.prefix { $0 != " " }
      let place = node.place(ofByte: 0, length: number.utf8.count)
      return try plain.decode(node.spelled(String(number), at: place), decoder)
    } text: {
      "\($0)"
    }
  }
}

extension CountUnit {
  fileprivate func stands(behind text: String) -> Bool {
    let words = text.split(separator: " ")
    guard words.count == 2, let last = words.last else { return false }
    return last == rawValue || last == singular
  }
}
