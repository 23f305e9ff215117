/// Converts positions of libyaml, which count characters after the byte order mark, to byte offsets.
///
/// Remembers the offset of every 64th character; in ASCII text the two counts are the same.
struct MarkTable {
  private static let stride = 64
  private let markLength: Int
  private let checkpoints: [Int]
  private let byteCount: Int

  /// - Parameter bytes: valid UTF-8.
  init(bytes: [UInt8], markLength: Int, isASCII: Bool) {
    self.markLength = markLength
    byteCount = bytes.count
    guard !isASCII else {
      checkpoints = []
      return
    }
    var checkpoints: [Int] = []
    var count = 0
    bytes.withUnsafeBufferPointer { bytes in
      for index in markLength..<bytes.count where bytes[index] & 0xC0 != 0x80 {
        if count % MarkTable.stride == 0 { checkpoints.append(index) }
        count += 1
      }
    }
    self.checkpoints = checkpoints
  }

  /// The byte offset of a character; the end of the file for one past its last character.
  func byteOffset(ofCharacter character: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard !checkpoints.isEmpty else { return min(markLength + max(character, 0), byteCount) }
    let block = character / MarkTable.stride
    guard block < checkpoints.count else { return byteCount }
    var index = checkpoints[block]
    var remaining = character % MarkTable.stride
    while index < byteCount, remaining > 0 {
      index += 1
      while index < byteCount, bytes[index] & 0xC0 == 0x80 { index += 1 }
      remaining -= 1
    }
    return index
  }
}
