/// Swift source under construction: two spaces a level, lines kept within `width` columns.
///
/// What it is given is code; text from outside must have gone through `SwiftIdentifier` or
/// `SwiftLiteral` first. Comments and documentation may hold any text: it is escaped here.
package struct SwiftWriter: Sendable {
  package static let width = 100

  private var lines: [String] = []
  private var depth = 0
  private var wantsBlank = false

  package init() {}

  /// Everything so far, ending in one newline; empty when nothing was written.
  package var text: String { lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n" }

  package var lineCount: Int { lines.count }

  /// Columns left on a fresh line.
  package var room: Int { max(40, Self.width - 2 * depth) }

  package mutating func line(_ code: String) {
    if wantsBlank, let last = lines.last, !last.isEmpty, !last.hasSuffix("{") { lines.append("") }
    wantsBlank = false
    lines.append(code.isEmpty ? "" : String(repeating: "  ", count: depth) + code)
  }

  /// An empty line before what comes next; none at the start of a block, never two.
  package mutating func blank() { wantsBlank = !lines.isEmpty }

  /// `head {`, the body one level deeper, `}` and `tail`.
  package mutating func block(
    _ head: String, tail: String = "", _ body: (inout SwiftWriter) -> Void
  ) {
    line(head + " {")
    indent()
    body(&self)
    dedent()
    line("}" + tail)
  }

  /// What follows stands one level deeper; for bodies that may throw, otherwise `block`.
  package mutating func indent() { depth += 1 }

  /// Undoes one `indent`.
  package mutating func dedent() {
    depth = max(0, depth - 1)
    wantsBlank = false
  }

  /// `head(arguments)tail` on one line where it fits, else arguments filled over indented lines and
  /// a tail on a line of its own.
  package mutating func call(_ head: String, _ arguments: [String], tail: String = "") {
    let whole = head + "(" + arguments.joined(separator: ", ") + ")" + tail
    guard whole.utf8.count > room, let last = arguments.last else { return line(whole) }
    line(head + "(")
    let pieces = arguments.dropLast().map { $0 + "," } + [last]
    var rows = Self.fill(pieces, width: max(40, room - 3))
    if tail.isEmpty { rows[rows.count - 1] += ")" }
    depth += 1
    for row in rows { line(row) }
    depth -= 1
    if !tail.isEmpty { line(")" + tail) }
  }

  /// `left = right`, the right side on lines of its own where both do not fit; it is broken at
  /// spaces, so it must hold no string literal.
  package mutating func assignment(_ left: String, _ right: String) {
    let whole = left + " = " + right
    if whole.utf8.count <= room { return line(whole) }
    line(left + " =")
    indent()
    let words = right.split(separator: " ").map(String.init)
    for (number, row) in Self.fill(words, width: max(40, room - 2)).enumerated() {
      line(number == 0 ? row : "  " + row)
    }
    depth -= 1
  }

  /// `// text`, filled to the width; one paragraph for each line of `text`.
  package mutating func comment(_ text: String) { remark("//", text) }

  /// `/// text`, filled to the width; one paragraph for each line of `text`.
  package mutating func documentation(_ text: String) { remark("///", text) }

  private mutating func remark(_ mark: String, _ text: String) {
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = SwiftLiteral.commentText(String(paragraph)).split(separator: " ").map(String.init)
      if words.isEmpty { line(mark) }
      for row in Self.fill(words, width: max(40, room - mark.utf8.count - 1)) {
        line(mark + " " + row)
      }
    }
  }

  private static func fill(_ words: [String], width: Int) -> [String] {
    var rows: [String] = []
    var row = ""
    for word in words {
      if !row.isEmpty, row.utf8.count + 1 + word.utf8.count > width {
        rows.append(row)
        row = word
      } else {
        row = row.isEmpty ? word : row + " " + word
      }
    }
    if !row.isEmpty { rows.append(row) }
    return rows
  }
}
