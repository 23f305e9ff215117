/// A small generator of numbers that is the same everywhere (SplitMix64, Steele et al., 2014).
package struct SeededNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(_ seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Below `bound`, which counts as at least 1.
  package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

  /// Whether something with this probability in percent happens.
  package mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

  package mutating func element<Element>(of list: [Element]) -> Element { list[below(list.count)] }

  /// In [-1, 1), a multiple of 2⁻²³, so that `f32` holds it.
  package mutating func number() -> Double { Double(next() >> 40) / Double(1 << 23) - 1 }
}
