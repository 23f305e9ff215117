import NetwrightRandom

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The first values of a tensor. Element e depends on the key and e alone, never on order.
public enum Initializer: Equatable, Sendable {
  case zeros
  case ones
  case constant(Float)
  /// U(−bound, bound).
  case uniform(bound: Float)
  /// N(mean, deviation²).
  case normal(mean: Float, deviation: Float)
  /// N(mean, deviation²) confined to mean ± 2 deviations.
  case truncatedNormal(mean: Float, deviation: Float)

  /// Fills `buffer`; `key` is `StableHash.key(seed:name:)` of the run's seed and tensor's name.
  public func fill(into buffer: UnsafeMutableBufferPointer<Float>, key: UInt64) {
    switch self {
    case .zeros: buffer.update(repeating: 0)
    case .ones: buffer.update(repeating: 1)
    case .constant(let value): buffer.update(repeating: value)
    case .uniform(let bound):
      for element in buffer.indices {
        let unit = Philox.uniform(key: key, stream: 0, at: element)
        buffer[element] = (2 * unit - 1) * bound
      }
    case .normal(let mean, let deviation):
      let philox = Philox(key: key)
      for element in buffer.indices {
        let sample = Self.standardNormal(philox, at: element, stream: 0)
        buffer[element] = Float(Double(mean) + Double(deviation) * sample)
      }
    case .truncatedNormal(let mean, let deviation):
      let philox = Philox(key: key)
      for element in buffer.indices {
        let sample = Self.truncatedNormal(philox, at: element)
        buffer[element] = Float(Double(mean) + Double(deviation) * sample)
      }
    }
  }

  /// Box and Muller (1958) in double precision on the four words of one block per element.
  private static func standardNormal(_ philox: Philox, at element: Int, stream: UInt64) -> Double {
    let words = philox.block((UInt64(element), stream))
    // The upper 52 bits plus a half stay strictly between 0 and 1, so the logarithm is finite.
    let radius = unit(words[0], words[1])
    let angle = unit(words[2], words[3])
    return (-2 * log(radius)).squareRoot() * cos(2 * Double.pi * angle)
  }

  private static func unit(_ low: UInt32, _ high: UInt32) -> Double {
    let bits = (UInt64(high) << 32 | UInt64(low)) >> 12
    return (Double(bits) + 0.5) * 0x1p-52
  }

  /// Rejection: 4.6 % of draws fall outside, so 64 draws all fail with probability 10⁻⁸⁵.
  private static func truncatedNormal(_ philox: Philox, at element: Int) -> Double {
    for stream in UInt64(0)..<64 {
      let sample = standardNormal(philox, at: element, stream: stream)
      if abs(sample) <= 2 { return sample }
    }
    return 0
  }
}
