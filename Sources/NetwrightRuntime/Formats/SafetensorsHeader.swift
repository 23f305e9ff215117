/// The checked header of a safetensors file: what lies where.
public struct SafetensorsHeader: Equatable, Sendable {
  public struct Entry: Equatable, Sendable {
    public let name: String
    public let type: ElementType
    public let shape: [Int]
    /// Bytes from the start of the data, right behind the header.
    public let bytes: Range<Int>
  }

  /// The largest header in bytes, as in the reference implementation.
  public static let maximumByteCount = 100_000_000

  /// `__metadata__` in file order.
  public private(set) var metadata: [Metadata] = []
  /// Tensors in the order of their bytes.
  public private(set) var entries: [Entry] = []

  public struct Metadata: Equatable, Sendable {
    public let key: String
    public let value: String

    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  public func value(_ key: String) -> String? { metadata.first { $0.key == key }?.value }

  /// Parses `text`, the JSON without its 8-byte length, of a file with `dataByteCount` bytes
  /// behind it.
  ///
  /// Stricter than the reference implementation (safetensors 0.8.0) where the format allows:
  /// the text begins with `{`, no name occurs twice, no name is empty, holds control characters
  /// or a `..` path component, entries hold no unknown keys, and no product of sizes overflows
  /// even beside a zero.
  public init(
    text: UnsafeRawBufferPointer, dataByteCount: Int
  ) throws(SafetensorsHeaderError) {
    guard text.first == 0x7B else { throw .init("the header does not begin with `{`") }
    do throws(JSONError) {
      try parse(text)
    } catch {
      throw .init("the header expects \(error.expected) at byte \(8 + error.offset)")
    }
    try requireUniqueNames()
    try requireContiguous(dataByteCount)
  }

  private mutating func parse(_ text: UnsafeRawBufferPointer) throws(JSONError) {
    var reader = JSONReader(text)
    var hasMetadata = false
    var (metadata, entries): ([Metadata], [Entry]) = ([], [])
    try reader.object { (reader, name) throws(JSONError) in
      if name != "__metadata__" {
        try Self.requireUsable(name, at: reader.offset)
        entries.append(try Self.entry(name, from: &reader))
        return
      }
      if hasMetadata { throw JSONError(offset: reader.offset, expected: "one `__metadata__`") }
      hasMetadata = true
      try reader.object { (reader, key) throws(JSONError) in
        reader.skipWhitespace()
        metadata.append(Metadata(key, try reader.string()))
      }
    }
    try reader.end()
    (self.metadata, self.entries) = (metadata, entries)
  }

  private static func entry(
    _ name: String, from reader: inout JSONReader
  ) throws(JSONError) -> Entry {
    var type: ElementType?
    var (shape, offsets): ([Int]?, [Int]?)
    try reader.object { (reader, key) throws(JSONError) in
      reader.skipWhitespace()
      let unexpected = JSONError(
        offset: reader.offset, expected: "each of `dtype`, `shape`, `data_offsets` once")
      switch key {
      case "dtype" where type == nil:
        let start = reader.offset
        type = ElementType(safetensorsName: try reader.string())
        if type == nil {
          throw JSONError(offset: start, expected: "a dtype of F32, F64, I32, I64, U8, BOOL")
        }
      case "shape" where shape == nil: shape = try integers(&reader, limit: 64)
      case "data_offsets" where offsets == nil: offsets = try integers(&reader, limit: 2)
      default: throw unexpected
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2, offsets[0] <= offsets[1],
      HostTensor.byteCount(shape: shape, type: type) == offsets[1] - offsets[0]
    else {
      throw JSONError(
        offset: reader.offset, expected: "for `\(name)` a shape and dtype that fill its bytes")
    }
    return Entry(name: name, type: type, shape: shape, bytes: offsets[0]..<offsets[1])
  }

  private static func integers(
    _ reader: inout JSONReader, limit: Int
  ) throws(JSONError) -> [Int] {
    var result: [Int] = []
    try reader.array { (reader) throws(JSONError) in
      if result.count == limit {
        throw JSONError(offset: reader.offset, expected: "at most \(limit) integers")
      }
      result.append(try reader.unsigned())
    }
    return result
  }

  private static func requireUsable(_ name: String, at offset: Int) throws(JSONError) {
    var isUsable = !name.isEmpty
    var dots = 0
    // Components of dots alone are looked for only where they could be: this runs once per
    // tensor, and a header can hold a million.
    for byte in name.utf8 {
      if byte < 0x20 || byte == 0x7F { isUsable = false }
      dots += byte == 0x2E ? 1 : 0
    }
    if dots >= 2 && name.split(separator: "/").contains("..") { isUsable = false }
    if !isUsable {
      throw JSONError(
        offset: offset, expected: "a tensor name without control characters and `..`")
    }
  }

  private func requireUniqueNames() throws(SafetensorsHeaderError) {
    var seen = Set<String>(minimumCapacity: entries.count)
    for entry in entries where !seen.insert(entry.name).inserted {
      throw .init("the tensor `\(entry.name)` occurs twice")
    }
    var keys = Set<String>()
    for pair in metadata where !keys.insert(pair.key).inserted {
      throw .init("the metadata key `\(pair.key)` occurs twice")
    }
  }

  private mutating func requireContiguous(_ total: Int) throws(SafetensorsHeaderError) {
    // Empty tensors may share their offset with the next; the end then decides.
    let isOrdered = zip(entries, entries.dropFirst()).allSatisfy { left, right in
      left.bytes.upperBound <= right.bytes.lowerBound
    }
    if !isOrdered {
      let found = entries
      entries = Ordering.indices(count: found.count) { left, right in
        let (a, b) = (found[left].bytes, found[right].bytes)
        return (a.lowerBound, a.upperBound) < (b.lowerBound, b.upperBound)
      }.map { found[$0] }
    }
    var end = 0
    for entry in entries {
      guard entry.bytes.lowerBound == end else {
        throw .init(
          "`\(entry.name)` begins at byte \(entry.bytes.lowerBound) of the data, expected \(end)")
      }
      end = entry.bytes.upperBound
    }
    guard end == total else {
      throw .init("the tensors fill \(end) bytes, but the file holds \(total)")
    }
  }
}

/// What is wrong with a header; the reader adds the path.
public struct SafetensorsHeaderError: Error, Equatable, Sendable {
  public let reason: String
  init(_ reason: String) { self.reason = reason }
}
