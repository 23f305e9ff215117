import NetwrightRuntime

/// Names loaded data, so that a run is not resumed on other data by mistake.
enum DataDigest {
  /// At most so many evenly spaced rows of a column enter the digest: it guards against
  /// mistakes, and hashing every image would delay each start.
  private static let sampledRows = 1024

  /// SHA-256 over the split, the statistics and samples of every column.
  static func of(
    _ assignment: SplitAssignment, columns: [TableSource.Column], _ statistics: [HostTensor]
  ) -> String {
    var hash = SHA256()
    for part in [assignment.train, assignment.validation, assignment.test] {
      hash.update(Array("\(part.count) ".utf8))
      part.withUnsafeBytes { hash.update($0) }
    }
    for column in columns {
      switch column {
      case .floats(let values, let width): add(values, width, to: &hash)
      case .integers(let values, let width): add(values, width, to: &hash)
      }
    }
    for tensor in statistics {
      hash.update(Array(tensor.name.utf8))
      hash.update(tensor.bytes)
    }
    return hash.finish()
  }

  private static func add<Element>(_ values: [Element], _ width: Int, to hash: inout SHA256) {
    let rowBytes = width * MemoryLayout<Element>.stride
    let rows = width == 0 ? 0 : values.count / width
    hash.update(Array("\(rows)x\(width) ".utf8))
    values.withUnsafeBytes { bytes in
      for row in stride(from: 0, to: rows, by: max(1, rows / sampledRows)) {
        let start = row * rowBytes
        hash.update(UnsafeRawBufferPointer(rebasing: bytes[start..<(start + rowBytes)]))
      }
    }
  }
}
