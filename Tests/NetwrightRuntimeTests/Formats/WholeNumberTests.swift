import NetwrightRuntime
import Testing

@Suite struct WholeNumberTests {
  @Test("digits are a number up to the largest")
  func digits() {
    #expect(WholeNumber.parse("0") == 0)
    #expect(WholeNumber.parse("007") == 7)
    #expect(WholeNumber.parse("9223372036854775807") == .max)
    #expect(WholeNumber.parse("9223372036854775808") == nil)
    #expect(WholeNumber.parseUnsigned("18446744073709551615") == .max)
    #expect(WholeNumber.parseUnsigned("18446744073709551616") == nil)
    #expect(WholeNumber.parseUnsigned("99999999999999999999") == nil)
  }

  @Test("anything else is none", arguments: ["", "-1", "+1", " 1", "1 ", "1.0", "1e3", "x", "١"])
  func others(text: String) {
    #expect(WholeNumber.parse(text) == nil)
  }
}
