import NetwrightKernels
import Testing

@Suite struct PhiloxTests {
  @Test("known answers of Random123")
  func knownAnswers() {
    #expect(
      Philox(key: 0).block((low: 0, high: 0))
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      Philox(key: .max).block((low: .max, high: .max))
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      Philox(key: 0x299f_31d0_a409_3822)
        .block((low: 0x85a3_08d3_243f_6a88, high: 0x0370_7344_1319_8a2e))
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("a lane is the number of its element, from any element on")
  func lanesAreElements() {
    for index in [0, 1, 2, 3, 4, 1021, 1 << 40] {
      let vector = uniform(key: 42, stream: 7, at: index)
      for lane in 0..<lanes {
        let number = Philox.uniform(key: 42, stream: 7, at: index + lane)
        #expect(vector[lane] == number)
        #expect(number >= 0 && number < 1)
      }
    }
  }

  @Test("the mean of many numbers is one half")
  func mean() {
    var sum = 0.0
    for index in stride(from: 0, to: 1 << 16, by: lanes) {
      let vector = uniform(key: 1, stream: 2, at: index)
      for lane in 0..<lanes { sum += Double(vector[lane]) }
    }
    #expect(abs(sum / 65536 - 0.5) < 0.005)
  }
}
