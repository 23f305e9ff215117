/// The wanted columns of a CSV file (RFC 4180): where each cell lies in the bytes.
///
/// Cells may be quoted, with `""` for a quotation mark and line breaks inside. Lines end with LF or
/// CRLF; a UTF-8 byte order mark is skipped, and so are empty lines of files with several columns.
/// NUL, a bare CR, text behind a closing quotation mark and rows of another length are errors.
struct CSVTable {
  struct Cell {
    let start: Int
    let end: Int
    /// It holds `""`, which stands for one quotation mark.
    let hasEscapes: Bool
  }

  let path: String
  let bytes: [UInt8]
  /// The wanted columns in their order.
  let columns: [String]
  /// Row-major, `columns.count` per row.
  private(set) var cells: [Cell] = []
  private(set) var rows = 0

  /// Decompressed bytes; a larger file is refused.
  static let maximumByteCount = 1 << 32

  func cell(_ row: Int, _ column: Int) -> Cell { cells[row * columns.count + column] }

  func isEmpty(_ row: Int, _ column: Int) -> Bool {
    let cell = cell(row, column)
    return cell.start == cell.end
  }

  /// The contents of a cell. Bytes that are no UTF-8 become U+FFFD.
  func text(_ row: Int, _ column: Int) -> String {
    let cell = cell(row, column)
    guard cell.hasEscapes else {
      return String(decoding: bytes[cell.start..<cell.end], as: UTF8.self)
    }
    var plain: [UInt8] = []
    var index = cell.start
    while index < cell.end {
      plain.append(bytes[index])
      index += bytes[index] == CSVScanner.quote ? 2 : 1
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// The line and column, both from 1, at which the cell begins.
  func place(_ row: Int, _ column: Int) -> (line: Int, column: Int) {
    CSVScanner.place(of: cell(row, column).start, in: bytes)
  }

  /// An error at a cell, with its text as what was found.
  func error(
    _ code: String, _ row: Int, _ column: Int, _ message: String, expected: String? = nil,
    help: String? = nil
  ) -> DataError {
    let place = place(row, column)
    return DataError(
      code, path: path, line: place.line, column: place.column, message, expected: expected,
      found: DataError.quote(text(row, column)), help: help)
  }

  init(
    _ path: String, in folder: DataFolder, delimiter: Character, header: Bool, columns: [String]
  ) throws(DataError) {
    let stream = try ByteStream(path, in: folder)
    let bytes = try stream.read(upTo: Self.maximumByteCount)
    if bytes.count == Self.maximumByteCount, try !stream.read(upTo: 1).isEmpty {
      throw DataError(
        "E0503", path: path, "the file is too large",
        expected: "at most \(Self.maximumByteCount) bytes, decompressed")
    }
    try self.init(
      bytes: bytes, path: path, delimiter: delimiter, header: header, columns: columns)
  }

  init(
    bytes: [UInt8], path: String, delimiter: Character, header: Bool, columns: [String]
  ) throws(DataError) {
    self.path = path
    self.bytes = bytes
    self.columns = columns
    guard let separator = delimiter.asciiValue, separator >= 0x20 || separator == 0x09,
      separator != CSVScanner.quote, separator < 0x7F
    else {
      throw DataError(
        "E0508", path: path, "the delimiter cannot separate cells",
        expected: "one printable ASCII character or a tab",
        found: DataError.quote(String(delimiter)))
    }
    let outcome = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(DataError) in
        var scanner = CSVScanner(buffer, path: path, delimiter: separator)
        return try scanner.table(header: header, columns: columns)
      }
    }
    switch outcome {
    case .success(let found): (cells, rows) = (found.cells, found.rows)
    case .failure(let error): throw error
    }
  }
}
