import NetwrightSchedule
import Testing

/// Robustness row 19.
@Suite struct ArenaPackerTests {
  typealias Claim = ArenaPacker.Claim

  /// Numbers that are the same in every run.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ (state >> 33)) &* 0xff51_afd7_ed55_8ccd
    }
  }

  private func expectSound(_ claims: [Claim], _ label: String) -> Double {
    let placement = ArenaPacker.place(claims)
    let largest = ArenaPacker.largestLiveSet(of: claims)
    #expect(placement.offsets.count == claims.count)
    #expect(placement == ArenaPacker.place(claims), "\(label) is not deterministic")
    var isSound = placement.bytes >= largest
    for (a, first) in claims.enumerated() {
      let start = placement.offsets[a]
      isSound = isSound && start >= 0 && start + first.size <= placement.bytes
      // What has no bytes shares none.
      for b in 0..<a where claims[b].meets(first) && claims[b].size > 0 && first.size > 0 {
        let other = placement.offsets[b]
        isSound = isSound && (start + first.size <= other || other + claims[b].size <= start)
      }
    }
    #expect(isSound, "\(label): \(claims) at \(placement)")
    return largest == 0 ? 1 : Double(placement.bytes) / Double(largest)
  }

  @Test("no two claims that live at once overlap, whatever the claims are")
  func neverOverlap() {
    var numbers = Numbers(state: 19)
    for trial in 0..<2_000 {
      let phases = Int.random(in: 1...40, using: &numbers)
      let claims = (0..<Int.random(in: 0...40, using: &numbers)).map { _ in
        let first = Int.random(in: 0..<phases, using: &numbers)
        let stays = Int.random(in: 0..<12, using: &numbers) == 0
        let last = stays ? Int.max : Int.random(in: first..<phases, using: &numbers)
        let size = 64 * (1 << Int.random(in: 0...8, using: &numbers))
        return Claim(
          size: Int.random(in: 0..<9, using: &numbers) == 0 ? 0 : size, first: first, last: last)
      }
      _ = expectSound(claims, "trial \(trial)")
    }
  }

  @Test("more claims than are searched are placed by the sweep, and do not overlap either")
  func manyClaims() {
    var numbers = Numbers(state: 7)
    let claims = (0..<5_000).map { _ in
      let first = Int.random(in: 0..<3_000, using: &numbers)
      return Claim(
        size: 64 * Int.random(in: 1...50, using: &numbers), first: first,
        last: first + Int.random(in: 0..<60, using: &numbers))
    }
    #expect(expectSound(claims, "many") < 1.3)
  }

  @Test("activations that live from a forward to a backward pass fill the arena to the byte")
  func chain() {
    let layers = 200
    let claims = (0..<layers).flatMap { layer in
      [
        Claim(size: 6_400, first: layer, last: 2 * layers - layer),
        Claim(size: 640, first: layer, last: layer + 1),
        Claim(size: 6_400, first: 2 * layers - layer, last: 2 * layers - layer + 1),
      ]
    }
    #expect(expectSound(claims, "chain") <= 1.15)
  }

  @Test("nothing needs no bytes, and one claim its own")
  func edges() {
    #expect(ArenaPacker.place([]) == .init(offsets: [], bytes: 0))
    #expect(
      ArenaPacker.place([Claim(size: 64, first: 3, last: .max)]) == .init(offsets: [0], bytes: 64))
    #expect(ArenaPacker.largestLiveSet(of: []) == 0)
    let touching = [Claim(size: 64, first: 0, last: 1), Claim(size: 64, first: 2, last: 3)]
    #expect(ArenaPacker.place(touching).bytes == 64)
    let meeting = [Claim(size: 64, first: 0, last: 2), Claim(size: 64, first: 2, last: 3)]
    #expect(ArenaPacker.place(meeting).bytes == 128)
  }
}
