import NetwrightRuntime
import Testing

@testable import NetwrightData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct DecimalNumberTests {
  private func parse(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { DecimalNumber.parse($0) }
  }

  @Test("plain, signed, fractional and scientific numbers are read")
  func numbers() {
    let texts = ["0", "-0", "+7", "1.5", ".5", "5.", " 12\t", "1e3", "1E-2", "-2.5e+1", "0e999999"]
    #expect(texts.map(parse) == [0, 0, 7, 1.5, 0.5, 5, 12, 1000, 0.01, -25, 0])
    #expect(parse("-0")?.sign == .minus)
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", " ", ".", "-", "e5", "1e", "1e+", "1,5", "0x10", "nan", "inf", "-inf", "1 2", "1_000",
      "1.2.3", "١", "1e400", "--1", "1d5", "9".padding(400),
    ])
  func refused(text: String) {
    #expect(parse(text) == nil)
  }

  @Test("every result is the one that strtod gives")
  func correctlyRounded() {
    var state: UInt64 = 1
    func next(_ bound: UInt64) -> UInt64 {
      state = StableHash.key(seed: state, name: "decimal")
      return state % bound
    }
    for _ in 0..<50_000 {
      let digits = String((0..<(1 + next(25))).map { _ in Character("\(next(10))") })
      let text = "\(next(2) == 0 ? "-" : "")\(digits).\(next(1_000_000))e\(Int(next(80)) - 40)"
      #expect(parse(text) == strtod(text, nil), "\(text)")
    }
  }
}

extension String {
  fileprivate func padding(_ count: Int) -> String { String(repeating: self, count: count) }
}
