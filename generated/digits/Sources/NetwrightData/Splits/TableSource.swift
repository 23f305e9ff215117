import NetwrightRuntime

/// Loaded fields of some rows of a table, in the order of a program's inputs.
final class TableSource: BatchSource {
  enum Column: Sendable {
    case floats([Float], width: Int)
    case integers([Int32], width: Int)
  }

  private let columns: [Column]
  /// The row of the table for each row of the source.
  private let table: [Int32]

  var rows: Int { table.count }

  init(columns: [Column], rows: [Int32]) {
    self.columns = columns
    table = rows
  }

  func fill(rows: UnsafeBufferPointer<Int32>, input: Int, into target: UnsafeMutableRawPointer) {
    switch columns[input] {
    case .floats(let values, let width): copy(values, width, rows, target)
    case .integers(let values, let width): copy(values, width, rows, target)
    }
  }

  private func copy<Element>(
    _ values: [Element], _ width: Int, _ rows: UnsafeBufferPointer<Int32>,
    _ target: UnsafeMutableRawPointer
  ) {
    let bytes = width * MemoryLayout<Element>.stride
    if bytes == 0 { return }
    values.withUnsafeBytes { source in
      for (index, row) in rows.enumerated() {
        let start = Int(table[Int(row)]) * bytes
        let space = UnsafeMutableRawBufferPointer(start: target + index * bytes, count: bytes)
        space.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[start..<(start + bytes)]))
      }
    }
  }
}
