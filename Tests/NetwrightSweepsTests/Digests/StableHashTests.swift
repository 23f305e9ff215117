import NetwrightRandom
import NetwrightSweeps
import Testing

@Suite struct StableHashTests {
  @Test(
    "FNV-1a gives the published values",
    arguments: [
      ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
    ] as [(String, UInt64)])
  func published(text: String, hash: UInt64) {
    #expect(StableHash.fnv1a(text.utf8) == hash)
  }

  @Test("seed and name both matter")
  func keys() {
    let keys = [(0, "a"), (1, "a"), (0, "b"), (256, "a"), (0, "")].map { seed, name in
      StableHash.key(seed: seed, name: name)
    }
    #expect(Set(keys).count == keys.count)
  }

  @Test("Philox gives the known answers of Random123")
  func philox() {
    #expect(
      Philox(key: 0).block((0, 0))
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      Philox(key: .max).block((.max, .max))
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
  }
}
