/// The text of one file, immutable, with its lines indexed.
///
/// Positions in it are byte offsets; lines and columns are computed only when they are shown. The
/// bytes need not be valid UTF-8: an undecodable byte counts as one column.
package final class SourceFile: Sendable {
  /// The path as diagnostics show it; never opened again.
  package let path: String
  /// Whether it is none: the command line, standard input; their names stand in angle brackets.
  package var isNoFile: Bool { path.hasPrefix("<") }
  package let bytes: [UInt8]
  /// Byte offset at which each line begins. What lies beyond 4 GiB is one line.
  private let lineStarts: [UInt32]
  private let scalars: ScalarIndex

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    lineStarts = SourceFile.indexLines(bytes)
    scalars = ScalarIndex(bytes)
  }

  package convenience init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  package var lineCount: Int { lineStarts.count }

  /// Line and column of a byte offset; offsets outside the file are moved to its nearest end.
  package func position(at byteOffset: Int) -> Position {
    let offset = min(max(byteOffset, 0), bytes.count)
    let line = lineIndex(containing: offset)
    let start = min(Int(lineStarts[line]), offset)
    let column = bytes.withUnsafeBufferPointer { bytes in
      scalars.count(before: offset, in: bytes) - scalars.count(before: start, in: bytes) + 1
    }
    return Position(line: line + 1, column: column)
  }

  /// The bytes of a line (from 1) without what ends it; empty when there is no such line.
  package func lineRange(_ line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = Int(lineStarts[line - 1])
    var end = line < lineStarts.count ? Int(lineStarts[line]) : bytes.count
    if line < lineStarts.count {
      if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    }
    return start..<end
  }

  /// The text between two byte offsets; undecodable bytes become U+FFFD.
  package func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  private func lineIndex(containing offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private static func indexLines(_ bytes: [UInt8]) -> [UInt32] {
    // A byte order mark is no column of the first line.
    var starts: [UInt32] = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? [3] : [0]
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      let end = min(bytes.count, Int(UInt32.max))
      while index < end {
        let byte = bytes[index]
        index += 1
        if byte == UInt8(ascii: "\n") {
          starts.append(UInt32(truncatingIfNeeded: index))
        } else if byte == UInt8(ascii: "\r") {
          if index < end, bytes[index] == UInt8(ascii: "\n") { index += 1 }
          starts.append(UInt32(truncatingIfNeeded: index))
        }
      }
    }
    return starts
  }
}
