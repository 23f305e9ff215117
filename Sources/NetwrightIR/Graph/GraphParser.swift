import NetwrightTensor

/// Reads the text form of a graph. `ops` maps keywords to ops; the registry has them all.
package struct GraphParser {
  package struct Failure: Error, Hashable, Sendable {
    package let line: Int
    package let message: String
  }

  private var scanner: TextScanner
  private let ops: [String: any Op.Type]
  private let maximumDepth = 16

  package static func graph(_ text: String, ops: [any Op.Type]) throws(Failure) -> Graph {
    let table = Dictionary(ops.map { ($0.keyword, $0) }, uniquingKeysWith: { $1 })
    var parser = GraphParser(scanner: TextScanner(text), ops: table)
    let graph = try parser.graph()
    parser.skip()
    if !parser.scanner.atEnd { throw parser.failure("expected the end of the text") }
    return graph
  }

  private init(scanner: TextScanner, ops: [String: any Op.Type]) {
    self.scanner = scanner
    self.ops = ops
  }

  private typealias Names = [Int: Value]

  private func failure(_ message: String) -> Failure {
    let before = scanner.bytes[..<min(scanner.offset, scanner.bytes.count)]
    return Failure(line: before.count { $0 == 10 } + 1, message: message)
  }

  /// Spaces and `//` comments.
  private mutating func skip() {
    while true {
      scanner.skipSpaces()
      let start = scanner.offset
      guard scanner.take("//") else { return }
      while let byte = scanner.peek, byte != 10 { scanner.offset += 1 }
      if scanner.offset == start { return }
    }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    skip()
    return scanner.take(text)
  }

  private mutating func expect(_ text: StaticString) throws(Failure) {
    if !take(text) { throw failure("expected \(text)") }
  }

  private mutating func word(_ what: String) throws(Failure) -> String {
    skip()
    guard let word = scanner.identifier() else { throw failure("expected \(what)") }
    return word
  }

  private mutating func number() throws(Failure) -> Int {
    skip()
    guard case .some(.some(let value)) = scanner.integer() else {
      throw failure("expected a number")
    }
    return value
  }

  // MARK: Graphs

  private mutating func graph() throws(Failure) -> Graph {
    try expect("graph")
    try expect("@")
    var builder = GraphBuilder(name: try word("a name"))
    var names: Names = [:]
    try expect("(")
    if !take(")") {
      repeat {
        try expect("%")
        let id = try number()
        try expect(":")
        let type = try type()
        let roleName = try word("a role")
        guard let role = InputRole(rawValue: roleName) else {
          throw failure("there is no role \(roleName)")
        }
        names[id] = builder.input(try string(), type, role: role)
      } while take(",")
      try expect(")")
    }
    try body(&builder, &names, depth: 0)
    return try finish(builder)
  }

  private func finish(_ builder: consuming GraphBuilder) throws(Failure) -> Graph {
    do { return try builder.finish() } catch {
      throw failure(error.error.diagnostic(at: nil).message)
    }
  }

  private mutating func body(
    _ builder: inout GraphBuilder, _ names: inout Names, depth: Int
  ) throws(Failure) {
    try expect("{")
    while !take("return") { try node(&builder, &names, depth: depth) }
    if take("}") { return }
    repeat {
      let value = try value(names)
      let role = try word("a role")
      let name = try string()
      switch role {
      case "result": builder.output(name, value)
      case "loss": builder.output(name, value, role: .loss)
      case "update": builder.output(name, value, role: .update(name))
      default: throw failure("there is no role \(role)")
      }
    } while take(",")
    try expect("}")
  }

  private func lookUp(_ id: Int, _ names: Names) throws(Failure) -> Value {
    guard let value = names[id] else { throw failure("%\(id) is used before it is defined") }
    return value
  }

  private mutating func value(_ names: Names) throws(Failure) -> Value {
    try expect("%")
    return try lookUp(number(), names)
  }

  private mutating func node(
    _ builder: inout GraphBuilder, _ names: inout Names, depth: Int
  ) throws(Failure) {
    guard depth < maximumDepth else { throw failure("regions are nested too deep") }
    var results: [Int] = []
    repeat {
      try expect("%")
      results.append(try number())
    } while take(",")
    try expect("=")
    let keyword = try word("an op")
    guard let opType = ops[keyword] else { throw failure("there is no op \(keyword)") }
    var inputs: [Value] = []
    skip()
    if scanner.peek == UInt8(ascii: "%") {
      repeat { inputs.append(try value(names)) } while take(",")
    }
    let attributes = take("{") ? try attributes() : []
    var regions: [Graph] = []
    if take("(") {
      while !take(")") { regions.append(try region(depth: depth + 1)) }
    }
    try expect(":")
    var types: [TensorType] = []
    repeat { types.append(try type()) } while take(",")
    let op = try make(opType, attributes)
    let values: [Value]
    do { values = try builder.add(op, inputs, regions: regions) } catch {
      throw failure(error.diagnostic(at: nil).message)
    }
    let found = values.map { builder.type(of: $0) }
    guard found == types, results.count == values.count else {
      throw failure("\(keyword) gives \(found), the text says \(types)")
    }
    for (id, value) in zip(results, values) { names[id] = value }
  }

  private func make(_ type: any Op.Type, _ attributes: [Attribute]) throws(Failure) -> any Op {
    do { return try type.init(attributes: AttributeReader(attributes)) } catch {
      switch error {
      case .missing(let name): throw failure("\(type.keyword) needs the attribute \(name)")
      case .mistyped(let name, let expected): throw failure("\(name) must be \(expected)")
      case .unknown(let name): throw failure("\(type.keyword) has no attribute \(name)")
      }
    }
  }

  private mutating func region(depth: Int) throws(Failure) -> Graph {
    var builder = GraphBuilder(name: "region")
    var names: Names = [:]
    try expect("(")
    if !take(")") {
      repeat {
        try expect("%")
        let id = try number()
        try expect(":")
        let type = try type()
        names[id] = builder.input("\(names.count)", type)
      } while take(",")
      try expect(")")
    }
    try body(&builder, &names, depth: depth)
    return try finish(builder)
  }

  // MARK: Types and attributes

  private mutating func type() throws(Failure) -> TensorType {
    skip()
    let start = scanner.offset
    while let byte = scanner.peek, byte != UInt8(ascii: "]") {
      guard scanner.offset - start < 4096, byte != 10 else { break }
      scanner.offset += 1
    }
    guard scanner.peek == UInt8(ascii: "]") else { throw failure("expected a type") }
    scanner.offset += 1
    let text = String(decoding: scanner.bytes[start..<scanner.offset], as: UTF8.self)
    do { return try DimensionParser.type(text, names: SymbolTable.of(text)) } catch {
      throw failure("\(text) does not read as a type")
    }
  }

  private mutating func attributes() throws(Failure) -> [Attribute] {
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

  private mutating func string() throws(Failure) -> String {
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
