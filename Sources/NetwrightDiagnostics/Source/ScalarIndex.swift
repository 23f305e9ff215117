/// Counts the Unicode scalars before a byte offset without reading all bytes before it.
///
/// In ASCII text the two numbers are the same and nothing is stored; else the count is remembered
/// at about every 1,024th byte. What lies beyond 4 GiB is counted from there.
struct ScalarIndex {
  private struct Checkpoint {
    let offset: UInt32
    let count: UInt32
  }

  private static let stride = 1_024
  private let checkpoints: [Checkpoint]

  init(_ bytes: [UInt8]) {
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      checkpoints = []
      return
    }
    var checkpoints: [Checkpoint] = []
    bytes.withUnsafeBufferPointer { bytes in
      var (index, count) = (0, 0)
      while index < bytes.count, index <= Int(UInt32.max) {
        if index >= checkpoints.count * ScalarIndex.stride {
          checkpoints.append(
            Checkpoint(
              offset: UInt32(truncatingIfNeeded: index), count: UInt32(truncatingIfNeeded: count)))
        }
        index += UTF8Decoder.decode(bytes, at: index).length
        count += 1
      }
    }
    self.checkpoints = checkpoints
  }

  /// Scalars that end at or before an offset within `bytes`.
  func count(before offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard !checkpoints.isEmpty else { return offset }
    // A checkpoint lies at most 3 bytes behind its multiple of the stride.
    var block = min(offset / ScalarIndex.stride, checkpoints.count - 1)
    if block > 0, Int(checkpoints[block].offset) > offset { block -= 1 }
    var index = Int(checkpoints[block].offset)
    var count = Int(checkpoints[block].count)
    while index < offset {
      index += UTF8Decoder.decode(bytes, at: index).length
      if index <= offset { count += 1 }
    }
    return count
  }
}
