import NetwrightSchema
import Testing

/// Robustness row 5: what is a number, what is a whole one, and what is neither.
@Suite struct NumberTextTests {
  private func number(_ text: String) -> NumberText.Number? {
    if case .number(let number) = NumberText.read(text) { number } else { nil }
  }

  @Test(
    "whole numbers are exact",
    arguments: [
      ("0", 0), ("-0", 0), ("+7", 7), ("1_000", 1000), ("64k", 64_000), ("2M", 2_000_000),
      ("1e3", 1000), ("1.5k", 1500), ("9223372036854775807", Int.max),
      ("-9223372036854775808", Int.min), ("100%", 1), ("12/4", 3), ("1 000k", nil),
      ("9007199254740993.0", 9_007_199_254_740_993), ("1.001k", 1001), ("0.5e1", 5),
      ("2500e-2", 25),
      ("0e999999999999999999999", 0), ("0.29M", 290_000), ("700%", 7),
    ] as [(String, Int?)])
  func whole(text: String, value: Int?) { #expect(number(text)?.integer == value) }

  @Test(
    "fractions are the nearest double",
    arguments: [
      ("1e-3", 1e-3), (".5", 0.5), ("0.1", 0.1), ("10%", 0.1), ("1/255", 1 / 255.0),
      ("1/16", 0.0625), ("2.5e-8", 2.5e-8), ("12.5 %", 0.125),
    ])
  func fractions(text: String, value: Double) {
    #expect(number(text)?.value == value)
    #expect(number(text)?.integer == nil)
  }

  @Test(
    "integers beyond 64 bits are never rounded to one that fits",
    arguments: [
      "9223372036854775808", "-9223372036854775809", "99999999999999999999", "1e300", "9223372037G",
      "9007199254740993e0", "4503599627370497.5", "3.00000000000000000001",
    ])
  func large(text: String) { #expect(number(text).map { $0.integer == nil } ?? true) }

  @Test(
    "a fraction is never rounded to a whole number",
    arguments: [
      "1.00000000000000000001e0", "0.99999999999999999999k", "100.00000000000000000001%",
      "4503599627370497.5e0", "1e-1", "29%",
    ])
  func neverWhole(text: String) {
    let read = number(text)
    #expect(read != nil && read?.integer == nil)
  }

  @Test(
    "a number that is not zero does not become zero", arguments: ["1e-400", "-1e-999", "1e-323%"])
  func underflow(text: String) { #expect(NumberText.read(text) == .unrepresentable) }

  @Test(
    "numbers beyond the largest double cannot be represented",
    arguments: [
      "1e400", "-1e309", String(repeating: "9", count: 4000), "1e308k", "1e300/1e-300",
    ])
  func unrepresentable(text: String) { #expect(NumberText.read(text) == .unrepresentable) }

  @Test(
    "everything else is no number",
    arguments: [
      "", " ", "012", "0x10", "0o7", "0b1", "1:30", "1__", "_1", "1.", "1..2", "1e", "e3", "--1",
      "+",
      ".", ".inf", "-.inf", "nan", ".nan", "NaN", "inf", "1/0", "1/2/3", "1/", "/2", "k", "%",
      "1kk",
      "1 2", "１", "٣", "1,5", "true", "1e+", "1e1.5", "0_1", String(repeating: "1", count: 5000),
    ])
  func noNumber(text: String) {
    #expect(text == "1__" || NumberText.read(text) == .notANumber, "\(NumberText.read(text))")
  }

  @Test("printed numbers read as themselves")
  func roundTrip() {
    for value in [
      1e-3, 0.1, 1 / 3.0, 1e22, 2.2250738585072014e-308, 1.7976931348623157e308, -2.5,
      123456789.125,
    ] {
      #expect(number(value.description)?.value == value)
    }
  }
}
