/// A tensor of an IDX file (the format of MNIST, described at yann.lecun.com/exdb/mnist).
struct IDXTensor {
  enum Values {
    case bytes([UInt8])
    case doubles([Double])
  }

  let path: String
  /// Rows first; at least one size.
  let shape: [Int]
  let values: Values

  var rows: Int { shape[0] }

  /// Data beyond this many bytes are refused before they are read.
  static let maximumByteCount = 1 << 34

  init(_ path: String, in folder: DataFolder) throws(DataError) {
    self.path = path
    let stream = try ByteStream(path, in: folder)
    let magic = try stream.read(upTo: 4)
    guard magic.count == 4, magic[0] == 0, magic[1] == 0, let size = Self.elementSize(magic[2]),
      magic[3] > 0
    else {
      let found = magic.map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }
      throw DataError(
        "E0506", path: path, "this is no IDX file",
        expected: "00 00, a type of 08 09 0b 0c 0d 0e, and the number of dimensions",
        found: found.joined(separator: " "))
    }
    shape = try Self.sizes(stream, count: Int(magic[3]))
    guard let byteCount = Self.byteCount(shape, size) else {
      throw DataError(
        "E0506", path: path, "the sizes \(shape) cannot be read",
        expected: "rows of at least one element, at most \(Self.maximumByteCount) bytes in all")
    }
    let body = try stream.read(upTo: byteCount)
    guard body.count == byteCount else {
      throw DataError(
        "E0506", path: path, "the file is too short for its sizes \(shape)",
        expected: "\(byteCount) bytes of data", found: "\(body.count)")
    }
    guard try stream.read(upTo: 1).isEmpty else {
      throw DataError(
        "E0506", path: path, "bytes follow the data of sizes \(shape)",
        expected: "\(byteCount) bytes of data", found: "more")
    }
    values = Self.decode(body, type: magic[2])
  }

  private static func sizes(_ stream: ByteStream, count: Int) throws(DataError) -> [Int] {
    let bytes = try stream.read(upTo: 4 * count)
    guard bytes.count == 4 * count else {
      throw DataError(
        "E0506", path: stream.path, "the header is cut off",
        expected: "\(count) sizes of 4 bytes", found: "\(bytes.count) bytes")
    }
    return (0..<count).map { index in
      bytes[(4 * index)..<(4 * index + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  /// `nil` beyond the limit. Even without rows the other sizes must make a sensible row.
  private static func byteCount(_ shape: [Int], _ elementSize: Int) -> Int? {
    var rowBytes = elementSize
    for size in shape.dropFirst() {
      let (product, overflow) = rowBytes.multipliedReportingOverflow(by: size)
      if overflow || product > maximumByteCount || product == 0 { return nil }
      rowBytes = product
    }
    let (product, overflow) = rowBytes.multipliedReportingOverflow(by: shape[0])
    return overflow || product > maximumByteCount || shape[0] > Int(Int32.max) ? nil : product
  }

  private static func elementSize(_ type: UInt8) -> Int? {
    switch type {
    case 0x08, 0x09: 1
    case 0x0B: 2
    case 0x0C, 0x0D: 4
    case 0x0E: 8
    default: nil
    }
  }

  private static func decode(_ body: [UInt8], type: UInt8) -> Values {
    switch type {
    case 0x08: .bytes(body)
    case 0x09: .doubles(body.map { Double(Int8(bitPattern: $0)) })
    case 0x0B: .doubles(words(body, Int16.self) { Double(Int16(bigEndian: $0)) })
    case 0x0C: .doubles(words(body, Int32.self) { Double(Int32(bigEndian: $0)) })
    case 0x0D:
      .doubles(words(body, UInt32.self) { Double(Float(bitPattern: UInt32(bigEndian: $0))) })
    default: .doubles(words(body, UInt64.self) { Double(bitPattern: UInt64(bigEndian: $0)) })
    }
  }

  private static func words<Word: FixedWidthInteger & BitwiseCopyable>(
    _ body: [UInt8], _ type: Word.Type, _ convert: (Word) -> Double
  ) -> [Double] {
    let size = MemoryLayout<Word>.size
    return body.withUnsafeBytes { bytes in
      (0..<(body.count / size)).map {
        convert(bytes.loadUnaligned(fromByteOffset: $0 * size, as: Word.self))
      }
    }
  }
}
