import NetwrightTensor

/// Types, attributes and what they are made of.
extension GraphParser {
  mutating func type() throws(Failure) -> TensorType {
    skip()
    let start = scanner.offset
    while let byte = scanner.peek, byte != UInt8(ascii: "]") {
      guard scanner.offset - start < TextLimits.bytes, byte != 10 else { break }
      scanner.offset += 1
    }
    guard scanner.peek == UInt8(ascii: "]") else { throw failure("expected a type") }
    scanner.offset += 1
    let text = String(decoding: scanner.bytes[start..<scanner.offset], as: UTF8.self)
    do { return try DimensionParser.type(text, names: SymbolTable.of(text)) } catch {
      throw failure("\(text) does not read as a type")
    }
  }

  mutating func attributes() throws(Failure) -> [Attribute] {
    var result: [Attribute] = []
    repeat {
      let name = try word("the name of an attribute")
      try expect("=")
      result.append(Attribute(name, try attributeValue()))
    } while take(",")
    try expect("}")
    return result
  }

  private mutating func attributeValue() throws(Failure) -> AttributeValue {
    skip()
    if scanner.peek == UInt8(ascii: "\"") { return .text(try string()) }
    if take("[") { return .integers(try integers()) }
    if take("true") { return .flag(true) }
    if take("false") { return .flag(false) }
    if take("shape") {
      let start = scanner.offset
      while let byte = scanner.peek, byte != UInt8(ascii: "]"), byte != 10 { scanner.offset += 1 }
      scanner.offset = min(scanner.offset + 1, scanner.bytes.count)
      let text = "f32" + String(decoding: scanner.bytes[start..<scanner.offset], as: UTF8.self)
      do {
        return .shape(try DimensionParser.type(text, names: SymbolTable.of(text)).shape)
      } catch { throw failure("expected a shape") }
    }
    if take("dtype") {
      let name = try word("an element type")
      guard let dtype = DType(rawValue: name) else { throw failure("there is no type \(name)") }
      return .dtype(dtype)
    }
    return try numeral()
  }

  private mutating func integers() throws(Failure) -> [Int] {
    var values: [Int] = []
    if take("]") { return values }
    repeat {
      guard case .integer(let value) = try numeral() else { throw failure("expected an integer") }
      values.append(value)
    } while take(",")
    try expect("]")
    return values
  }

  private mutating func numeral() throws(Failure) -> AttributeValue {
    skip()
    let start = scanner.offset
    while let byte = scanner.peek, !" ,}])\n".utf8.contains(byte) { scanner.offset += 1 }
    let text = String(decoding: scanner.bytes[start..<scanner.offset], as: UTF8.self)
    if let value = Int(text) { return .integer(value) }
    guard let value = Double(text) else { throw failure("\(text) is no number") }
    return .number(value)
  }

  mutating func string() throws(Failure) -> String {
    try expect("\"")
    var bytes: [UInt8] = []
    while let byte = scanner.peek, byte != UInt8(ascii: "\"") {
      scanner.offset += 1
      guard byte == UInt8(ascii: "\\"), let escaped = scanner.peek else {
        bytes.append(byte)
        continue
      }
      scanner.offset += 1
      switch escaped {
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "r"): bytes.append(13)
      default: bytes.append(escaped)
      }
    }
    scanner.offset += 1
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The dimensions that a text names, each as a symbol.
private enum SymbolTable {
  static func of(_ text: String) -> [String: Dim] {
    var names: [String: Dim] = [:]
    var scanner = TextScanner(text)
    while !scanner.atEnd {
      if let name = scanner.identifier() {
        names[name] = Dim(symbol: name)
      } else {
        scanner.offset += 1
      }
    }
    return names
  }
}
