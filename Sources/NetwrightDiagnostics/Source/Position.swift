/// A place in a source file as people and editors count it.
package struct Position: Hashable, Comparable, Sendable {
  /// Line number, from 1. LF, CRLF and a lone CR each end a line.
  package var line: Int
  /// Column in Unicode scalars, from 1.
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: Position, right: Position) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
