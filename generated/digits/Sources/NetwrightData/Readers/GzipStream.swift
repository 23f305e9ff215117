import CZlib
import NetwrightRuntime

/// Decompresses gzip (RFC 1952) piece by piece; members may follow one another.
///
/// Only what a caller asks for is ever produced, so a bomb costs no more than the caller's limit.
final class GzipStream {
  private let file: FileHandle
  private let path: String
  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8]
  private var position = 0
  private var isFinished = false

  /// - Parameter head: Bytes of `file` that were read already.
  init(file: FileHandle, head: [UInt8], path: String) throws(DataError) {
    self.file = file
    self.path = path
    input = head
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 is the largest window; 16 asks for the gzip wrapper with its checksum.
    let status = inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if status != Z_OK { throw DataError("E0507", path: path, "zlib cannot start") }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Fills `output` as far as the data go; returns the bytes written.
  func read(into output: inout [UInt8]) throws(DataError) -> Int {
    var filled = 0
    while filled < output.count && !isFinished {
      if position == input.count { try refill() }
      let (consumed, produced, status) = inflate(into: &output, from: filled)
      position += consumed
      filled += produced
      switch status {
      case Z_OK: continue
      case Z_STREAM_END: try endMember()
      case Z_BUF_ERROR where consumed == 0 && produced == 0 && position == input.count:
        try refill()
        if input.isEmpty {
          throw DataError("E0507", path: path, "the compressed data end too early")
        }
      default:
        throw DataError(
          "E0507", path: path, "the compressed data are damaged",
          found: stream.pointee.msg.map { String(cString: $0) })
      }
    }
    return filled
  }

  private func inflate(
    into output: inout [UInt8], from filled: Int
  ) -> (consumed: Int, produced: Int, status: Int32) {
    let room = min(output.count - filled, 1 << 30)
    let available = input.count - position
    return input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.pointee.next_in = source.baseAddress.map { $0 + position }
        stream.pointee.avail_in = UInt32(available)
        stream.pointee.next_out = target.baseAddress.map { $0 + filled }
        stream.pointee.avail_out = UInt32(room)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        return (
          available - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out), status
        )
      }
    }
  }

  /// Behind a member comes the end of the file or the next member, nothing else.
  private func endMember() throws(DataError) {
    if position == input.count { try refill() }
    if input.isEmpty {
      isFinished = true
      return
    }
    guard input[position] == 0x1F else {
      throw DataError("E0507", path: path, "bytes follow the compressed data")
    }
    inflateReset(stream)
  }

  private func refill() throws(DataError) {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = try ByteStream.read(file, into: &bytes)
    bytes.removeLast(bytes.count - count)
    input = bytes
    position = 0
  }
}
