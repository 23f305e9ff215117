/// Finds cells and rows in the bytes of a CSV file; see `CSVTable` for the rules.
struct CSVScanner {
  static let quote: UInt8 = 0x22

  private let bytes: UnsafeBufferPointer<UInt8>
  private let path: String
  private let delimiter: UInt8
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, path: String, delimiter: UInt8) {
    self.bytes = bytes
    self.path = path
    self.delimiter = delimiter
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }

  /// All rows of the wanted columns. Without a header a column is named by its position.
  mutating func table(
    header: Bool, columns: [String]
  ) throws(DataError) -> (cells: [CSVTable.Cell], rows: Int) {
    let start = position
    if start == bytes.count {
      throw DataError("E0503", path: path, "the file is empty", expected: "rows of cells")
    }
    var width = 1
    var names: [CSVTable.Cell] = []
    while try nextCell(keep: true, into: &names) { width += 1 }
    let wanted = try targets(of: columns, header ? names : nil, width: width)
    if !header { position = start }
    var cells: [CSVTable.Cell] = []
    var rows = 0
    var row = [CSVTable.Cell](
      repeating: CSVTable.Cell(start: 0, end: 0, hasEscapes: false), count: columns.count)
    var kept: [CSVTable.Cell] = []
    while position < bytes.count {
      let rowStart = position
      if width > 1 && takeLineBreak() { continue }
      var found = 0
      var more = true
      while more {
        let target = found < width ? wanted[found] : []
        kept.removeAll(keepingCapacity: true)
        more = try nextCell(keep: !target.isEmpty, into: &kept)
        for index in target { row[index] = kept[0] }
        found += 1
      }
      if found != width { throw ragged(rowStart, expected: width, found: found) }
      cells += row
      rows += 1
    }
    return (cells, rows)
  }

  /// For each column of the file, the wanted columns that it fills.
  private func targets(
    of columns: [String], _ names: [CSVTable.Cell]?, width: Int
  ) throws(DataError) -> [[Int]] {
    var wanted: [String: [Int]] = [:]
    for (index, column) in columns.enumerated() { wanted[column, default: []].append(index) }
    var targets = [[Int]](repeating: [], count: width)
    var seen = Set<String>()
    for index in 0..<width {
      let name = names.map { text($0[index]) } ?? String(index)
      guard let indices = wanted[name] else { continue }
      if !seen.insert(name).inserted {
        throw DataError(
          "E0508", path: path, line: 1, "the column \(DataError.quote(name)) occurs twice",
          help: "rename one of them")
      }
      targets[index] = indices
    }
    for column in columns where !seen.contains(column) {
      let shown = names.map { $0.prefix(20).map { DataError.quote(text($0)) } }
      let found = shown.map { $0.joined(separator: ", ") + (width > 20 ? ", …" : "") }
      throw DataError(
        "E0508", path: path, line: 1, "there is no column \(DataError.quote(column))",
        expected: "one of the columns of the file",
        found: found ?? "positions `0` to `\(width - 1)`")
    }
    return targets
  }

  private func text(_ cell: CSVTable.Cell) -> String {
    let raw = String(
      decoding: UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end]), as: UTF8.self)
    if !cell.hasEscapes { return raw }
    var (plain, pending) = ("", false)
    for scalar in raw.unicodeScalars {
      if scalar == "\"" && pending {
        pending = false
        continue
      }
      pending = scalar == "\""
      plain.unicodeScalars.append(scalar)
    }
    return plain
  }

  /// Takes one cell and what ends it; `false` when that was the end of the row.
  private mutating func nextCell(
    keep: Bool, into cells: inout [CSVTable.Cell]
  ) throws(DataError) -> Bool {
    var start = position
    var end = start
    var hasEscapes = false
    if position < bytes.count && bytes[position] == Self.quote {
      start += 1
      hasEscapes = try takeQuoted()
      end = position - 1
    } else {
      while position < bytes.count {
        let byte = bytes[position]
        if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
        if byte == 0 { throw error(at: position, "the file holds a NUL byte") }
        position += 1
      }
      end = position
    }
    if keep { cells.append(CSVTable.Cell(start: start, end: end, hasEscapes: hasEscapes)) }
    if position == bytes.count { return false }
    if bytes[position] == delimiter {
      position += 1
      return true
    }
    if takeLineBreak() { return false }
    throw bytes[position] == 0x0D
      ? error(at: position, "a carriage return stands without its line feed")
      : error(
        at: position, "text follows a closing quotation mark",
        help: "write a quotation mark inside a quoted cell twice")
  }

  /// Takes a quoted cell with both its marks; returns whether it holds `""`.
  private mutating func takeQuoted() throws(DataError) -> Bool {
    let start = position
    var hasEscapes = false
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0 { throw error(at: position, "the file holds a NUL byte") }
      position += 1
      if byte != Self.quote { continue }
      if position < bytes.count && bytes[position] == Self.quote {
        hasEscapes = true
        position += 1
      } else {
        return hasEscapes
      }
    }
    throw error(at: start, "this quotation mark is never closed")
  }

  private mutating func takeLineBreak() -> Bool {
    if bytes[position] == 0x0A {
      position += 1
      return true
    }
    if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A {
      position += 2
      return true
    }
    return false
  }

  private func ragged(_ rowStart: Int, expected: Int, found: Int) -> DataError {
    let place = Self.place(of: rowStart, in: bytes)
    return DataError(
      "E0503", path: path, line: place.line, column: 1, "the row has another number of cells",
      expected: "\(expected) cells as in the first row", found: "\(found)")
  }

  private func error(at offset: Int, _ message: String, help: String? = nil) -> DataError {
    let place = Self.place(of: offset, in: bytes)
    return DataError(
      "E0503", path: path, line: place.line, column: place.column, message, help: help)
  }

  /// Line and column of a byte, both from 1; columns count Unicode scalars. Counted only for
  /// errors, so that reading keeps no positions.
  static func place(
    of offset: Int, in bytes: some RandomAccessCollection<UInt8>
  ) -> (line: Int, column: Int) {
    var (line, column) = (1, 1)
    for (index, byte) in bytes.enumerated() {
      if index >= offset { break }
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 && !(index == 0 && byte == 0xEF) {
        // Continuation bytes and the byte order mark take no column.
        column += 1
      }
    }
    return (line, column)
  }
}
