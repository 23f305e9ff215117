/// Makes any text safe to print on a terminal: one line, nothing invisible, nothing that acts.
///
/// Control characters (C0, DEL, C1), format characters (bidirectional controls, zero-width
/// characters, tags) and line or paragraph separators appear as escapes.
package enum VisibleText {
  /// What stands for a scalar on the terminal, and how many columns it takes.
  static func cell(_ scalar: Unicode.Scalar) -> (text: String, width: Int) {
    if scalar.value >= 0x20, scalar.value < 0x7F { return (String(scalar), 1) }
    if let escape = escape(scalar) { return (escape, escape.utf8.count) }
    return (String(scalar), width(scalar))
  }

  /// The escape for a scalar that must not be printed as it is; nil for all others.
  static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x20..<0x7F: return nil
    case 0x00: return "\\0"
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    default: break
    }
    guard isUnprintable(scalar) else { return nil }
    return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }

  /// Whether a scalar is a control, a format character, a line or paragraph separator, no character
  /// at all, or one that shows as nothing (variation selectors aside: they go with a letter).
  package static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isNoncharacterCodePoint { return true }
    if scalar.properties.isDefaultIgnorableCodePoint {
      return !scalar.properties.isVariationSelector
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return false
    }
  }

  /// `text` with escapes, cut to `limit` scalars with an ellipsis.
  package static func of(_ text: String, limit: Int = 1_000) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit { return result + "…" }
      result += cell(scalar).text
      count += 1
    }
    return result
  }

  /// Columns on a terminal: 0 for combining marks, 2 for wide East Asian forms and emoji, else 1.
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
