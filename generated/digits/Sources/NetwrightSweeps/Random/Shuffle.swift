import NetwrightRandom

/// Permutations as pure functions of their arguments, so that resuming needs no hidden state.
public enum Shuffle {
  /// The order of rows in `epoch` (from 1) of a run with `seed`.
  public static func epochOrder(count: Int, seed: UInt64, epoch: Int) -> [Int32] {
    var rows = dataOrder(count: count)
    let stream = UInt64(truncatingIfNeeded: epoch)
    permute(&rows, key: StableHash.key(seed: seed, name: "shuffle"), stream: stream)
    return rows
  }

  /// The order of the data.
  public static func dataOrder(count: Int) -> [Int32] { (0..<Int32(clamping: count)).map { $0 } }

  /// Fisher–Yates on Philox: position i is exchanged with ⌊u · (i + 1) / 2⁶⁴⌋, u 64 random bits
  /// of block (i, stream). The bias is below count / 2⁶⁴.
  public static func permute<Element>(
    _ elements: inout [Element], key: UInt64, stream: UInt64
  ) {
    let philox = Philox(key: key)
    for i in stride(from: elements.count - 1, to: 0, by: -1) {
      let words = philox.block((UInt64(i), stream))
      let bits = UInt64(words[1]) << 32 | UInt64(words[0])
      elements.swapAt(i, Int(bits.multipliedFullWidth(by: UInt64(i) + 1).high))
    }
  }
}
