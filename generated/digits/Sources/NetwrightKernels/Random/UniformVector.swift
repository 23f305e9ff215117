import CNetwrightVector
import NetwrightRandom

/// Numbers in [0, 1) for the elements `index`, `index + 1`, … of a stream; lane i is bit for bit
/// `Philox.uniform(key:stream:at: index + i)`, whatever the width of a vector.
///
/// A block of Philox makes four elements, so an `index` that is a multiple of four is four times
/// as fast.
@_alwaysEmitIntoClient @inline(__always)
public func uniform(key: UInt64, stream: UInt64, at index: Int) -> Vector {
  let philox = Philox(key: key)
  var words = IntVector(repeating: 0)
  if index & 3 == 0 {
    let first = UInt64(truncatingIfNeeded: index) >> 2
    for quarter in 0..<(lanes / 4) {
      let block = philox.block((low: first &+ UInt64(quarter), high: stream))
      for word in 0..<4 {
        words[quarter &* 4 &+ word] = Int32(truncatingIfNeeded: block[word] >> 8)
      }
    }
  } else {
    for lane in 0..<lanes {
      let element = UInt64(truncatingIfNeeded: index &+ lane)
      let block = philox.block((low: element >> 2, high: stream))
      let word = block[Int(truncatingIfNeeded: element & 3)]
      words[lane] = Int32(truncatingIfNeeded: word >> 8)
    }
  }
  return nw_float(words) * Vector(repeating: 0x1p-24)
}
