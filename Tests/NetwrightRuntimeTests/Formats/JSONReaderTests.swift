import NetwrightRuntime
import Testing

@Suite struct JSONReaderTests {
  private func string(_ text: String) throws -> String {
    try Array(text.utf8).withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      let result = try reader.string()
      try reader.end()
      return result
    }
  }

  private func unsigned(_ text: String) throws -> Int {
    try Array(text.utf8).withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      let result = try reader.unsigned()
      try reader.end()
      return result
    }
  }

  @Test("escapes are resolved, surrogate pairs included")
  func escapes() throws {
    let text = #" "a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00z" "#
    #expect(try string(text) == "a\"\\/\u{8}\u{C}\n\r\té😀z")
  }

  @Test(
    "faulty strings are refused",
    arguments: [
      "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\ud83d\"", "\"\\ud83d\\u0041\"",
      "\"\\ude00\"", "\"\u{1}\"", "\"\\n\u{1}\"", "a", "",
    ])
  func faultyStrings(text: String) {
    #expect(throws: JSONError.self) { try string(text) }
  }

  @Test("bytes that are no UTF-8 are refused")
  func invalidUTF8() {
    let bytes: [UInt8] = [0x22, 0xC3, 0x28, 0x22]
    #expect(throws: JSONError(offset: 1, expected: "UTF-8")) {
      try bytes.withUnsafeBytes { bytes throws in
        var reader = JSONReader(bytes)
        _ = try reader.string()
      }
    }
  }

  @Test("only plain integers up to 2⁶³ − 1 are taken")
  func integers() throws {
    #expect(try unsigned("0") == 0)
    #expect(try unsigned("9223372036854775807") == Int.max)
    for text in ["9223372036854775808", "-1", "01", "1.0", "1e3", "", "99999999999999999999999"] {
      #expect(throws: JSONError.self) { try unsigned(text) }
    }
  }

  @Test("what the writer escapes the reader restores")
  func roundTrip() throws {
    let text = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))
    #expect(try string(JSONText.string(text)) == text)
  }
}
