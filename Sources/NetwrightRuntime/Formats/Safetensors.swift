/// Reads and writes safetensors files (the format of huggingface/safetensors).
///
/// The writer orders tensors as the reference implementation does (wider types first, then by
/// name as UTF-8 bytes) and metadata by key, so that equal contents give equal bytes.
public enum Safetensors {
  public struct Contents: Equatable, Sendable {
    public var metadata: [SafetensorsHeader.Metadata]
    public var tensors: [HostTensor]

    public init(metadata: [SafetensorsHeader.Metadata] = [], tensors: [HostTensor]) {
      self.metadata = metadata
      self.tensors = tensors
    }
  }

  /// Reads a whole file, each tensor straight into its own storage. Throws `FileError` or
  /// `SafetensorsError`.
  public static func read(_ path: String) throws -> Contents {
    let file = try FileHandle(reading: path)
    let size = try file.regularFileSize()
    let prefix = try read(file, count: min(8, size))
    let length = try headerLength(prefix, fileSize: size, path: path)
    let text = try read(file, count: length)
    let header = try header(text, dataByteCount: size - 8 - length, path: path)
    var tensors: [HostTensor] = []
    tensors.reserveCapacity(header.entries.count)
    for entry in header.entries {
      let bytes = try read(file, count: entry.bytes.count)
      tensors.append(HostTensor(unchecked: entry.name, entry.type, entry.shape, bytes))
    }
    return Contents(metadata: header.metadata, tensors: tensors)
  }

  /// Decodes a file that is in memory already.
  public static func decode(_ bytes: [UInt8]) throws(SafetensorsError) -> Contents {
    let path = "memory"
    let length = try headerLength(Array(bytes.prefix(8)), fileSize: bytes.count, path: path)
    let data = bytes[(8 + length)...]
    let header = try header(
      Array(bytes[8..<(8 + length)]), dataByteCount: data.count, path: path)
    let tensors = header.entries.map { entry in
      let start = data.startIndex + entry.bytes.lowerBound
      return HostTensor(
        unchecked: entry.name, entry.type, entry.shape,
        Array(data[start..<(start + entry.bytes.count)]))
    }
    return Contents(metadata: header.metadata, tensors: tensors)
  }

  /// The whole file in memory.
  public static func encode(_ contents: Contents) -> [UInt8] {
    let ordered = order(contents)
    return ordered.tensors.reduce(into: headerBytes(ordered)) { $0 += $1.bytes }
  }

  /// Replaces the file at `path` atomically.
  public static func write(_ contents: Contents, to path: String) throws(FileError) {
    let ordered = order(contents)
    try AtomicFile.write(path) { (file: FileHandle) throws(FileError) in
      try file.write(headerBytes(ordered))
      for tensor in ordered.tensors { try file.write(tensor.bytes) }
    }
  }

  /// The canonical order of `contents`; the order of the written file.
  static func order(_ contents: Contents) -> Contents {
    var result = contents
    let (metadata, tensors) = (contents.metadata, contents.tensors)
    result.metadata = Ordering.indices(count: metadata.count) { left, right in
      Ordering.isBefore(metadata[left].key, metadata[right].key)
    }.map { metadata[$0] }
    result.tensors = Ordering.indices(count: tensors.count) { left, right in
      let (a, b) = (tensors[left].type.safetensorsRank, tensors[right].type.safetensorsRank)
      return a != b ? a < b : Ordering.isBefore(tensors[left].name, tensors[right].name)
    }.map { tensors[$0] }
    return result
  }

  /// Length, JSON and the spaces that align the data to 8 bytes, for contents in their order.
  static func headerBytes(_ contents: Contents) -> [UInt8] {
    var members: [(String, String)] = []
    if !contents.metadata.isEmpty {
      let pairs = contents.metadata.map { ($0.key, JSONText.string($0.value)) }
      members.append(("__metadata__", JSONText.object(pairs)))
    }
    var offset = 0
    for tensor in contents.tensors {
      let end = offset + tensor.bytes.count
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        (
          tensor.name,
          JSONText.object([
            ("dtype", JSONText.string(tensor.type.safetensorsName)),
            ("shape", "[\(shape)]"), ("data_offsets", "[\(offset),\(end)]"),
          ])
        ))
      offset = end
    }
    var text = Array(JSONText.object(members).utf8)
    while text.count % 8 != 0 { text.append(0x20) }
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) } + text
  }

  private static func headerLength(
    _ prefix: [UInt8], fileSize: Int, path: String
  ) throws(SafetensorsError) -> Int {
    guard prefix.count == 8 else {
      throw SafetensorsError(
        path: path, reason: "the file holds \(fileSize) bytes, expected at least 8")
    }
    let length = prefix.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= SafetensorsHeader.maximumByteCount, Int(length) <= fileSize - 8 else {
      throw SafetensorsError(
        path: path,
        reason: "the header claims \(length) bytes of a file of \(fileSize); the limit is "
          + "\(SafetensorsHeader.maximumByteCount)")
    }
    return Int(length)
  }

  private static func header(
    _ text: [UInt8], dataByteCount: Int, path: String
  ) throws(SafetensorsError) -> SafetensorsHeader {
    let result = text.withUnsafeBytes { bytes in
      Result { () throws(SafetensorsHeaderError) in
        try SafetensorsHeader(text: bytes, dataByteCount: dataByteCount)
      }
    }
    switch result {
    case .success(let header): return header
    case .failure(let error): throw SafetensorsError(path: path, reason: error.reason)
    }
  }

  private static func read(_ file: FileHandle, count: Int) throws -> [UInt8] {
    let bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let space = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count)
      filled = try file.read(into: space)
    }
    guard bytes.count == count else {
      throw SafetensorsError(path: file.path, reason: "the file shrank while it was read")
    }
    return bytes
  }
}
