import NetwrightDiagnostics
import Testing

@Suite struct JSONTextTests {
  @Test("strings escape what would break or hide in a report, and nothing else")
  func strings() {
    #expect(JSONText.string("") == #""""#)
    #expect(JSONText.string(#"a"b\c/é𝄞"#) == #""a\"b\\c/é𝄞""#)
    #expect(JSONText.string("\n\r\t\u{0}\u{1B}\u{7F}") == #""\n\r\t\u0000\u001b\u007f""#)
    #expect(JSONText.string("\u{202E}\u{2028}\u{E0001}") == #""\u202e\u2028\udb40\udc01""#)
  }

  @Test("numbers read back as the same value, and what JSON cannot say is null")
  func numbers() {
    let values: [Double] = [0, -0.0, 1, -3, 0.1, 1e300, 5e-324, 9_007_199_254_740_993, 64.5]
    #expect(
      values.map(JSONText.number) == [
        "0", "-0.0", "1", "-3", "0.1", "1e+300", "5e-324", "9007199254740992.0", "64.5",
      ])
    #expect([Double.nan, .infinity, -.infinity].map(JSONText.number) == ["null", "null", "null"])
  }

  @Test("documents keep the order of keys, in one line or indented")
  func documents() {
    let value = JSONValue.object([
      ("b", .array([.integer(Int.min), .bool(true), .null])), ("a", .object([])),
      ("c", .string("x")),
    ])
    #expect(value.text() == #"{"b":[-9223372036854775808,true,null],"a":{},"c":"x"}"#)
    #expect(
      value.text(pretty: true) == """
        {
          "b": [
            -9223372036854775808,
            true,
            null
          ],
          "a": {},
          "c": "x"
        }
        """)
  }
}
