import NetwrightRuntime

/// The bytes of a data file in order, decompressed when it is gzip.
final class ByteStream {
  private let file: FileHandle
  private let gzip: GzipStream?
  private var head: [UInt8]
  let path: String

  init(_ path: String, in folder: DataFolder) throws(DataError) {
    self.path = path
    file = try folder.open(path)
    var magic = [UInt8](repeating: 0, count: 2)
    let count = try Self.read(file, into: &magic)
    head = Array(magic.prefix(count))
    let isGzip = head == [0x1F, 0x8B]
    gzip = isGzip ? try GzipStream(file: file, head: head, path: path) : nil
  }

  /// Reads up to `count` bytes; fewer only at the end.
  ///
  /// Memory grows with what is really there, 64 KiB at first and then twice as much each time,
  /// so that a size that a header merely claims costs nothing.
  func read(upTo count: Int) throws(DataError) -> [UInt8] {
    var result: [UInt8] = []
    while result.count < count {
      let wanted = min(count - result.count, max(1 << 16, result.count))
      let chunk = try readChunk(wanted)
      if result.isEmpty { result = chunk } else { result += chunk }
      if chunk.count < wanted { break }
    }
    return result
  }

  private func readChunk(_ count: Int) throws(DataError) -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: count)
    var filled = 0
    if let gzip {
      filled = try gzip.read(into: &chunk)
    } else {
      filled = min(head.count, count)
      for index in 0..<filled { chunk[index] = head[index] }
      head.removeFirst(filled)
      if filled < count {
        var rest = [UInt8](repeating: 0, count: count - filled)
        let got = try Self.read(file, into: &rest)
        chunk.replaceSubrange(filled..<(filled + got), with: rest[..<got])
        filled += got
      }
    }
    chunk.removeLast(count - filled)
    return chunk
  }

  static func read(_ file: FileHandle, into bytes: inout [UInt8]) throws(DataError) -> Int {
    let result = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(FileError) in try file.read(into: buffer) }
    }
    switch result {
    case .success(let count): return count
    case .failure(let error):
      throw DataError("E0501", path: file.path, "cannot read the file: \(error.reason)")
    }
  }
}
