import NetwrightTensor

/// Reads the text form of a graph. `ops` maps keywords to ops; the registry has them all.
package struct GraphParser {
  package struct Failure: Error, Hashable, Sendable {
    package let line: Int
    package let message: String
  }

  var scanner: TextScanner
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

  func failure(_ message: String) -> Failure {
    let before = scanner.bytes[..<min(scanner.offset, scanner.bytes.count)]
    return Failure(line: before.count { $0 == 10 } + 1, message: message)
  }

  /// Spaces and `//` comments.
  mutating func skip() {
    while true {
      scanner.skipSpaces()
      let start = scanner.offset
      guard scanner.take("//") else { return }
      while let byte = scanner.peek, byte != 10 { scanner.offset += 1 }
      if scanner.offset == start { return }
    }
  }

  mutating func take(_ text: StaticString) -> Bool {
    skip()
    return scanner.take(text)
  }

  mutating func expect(_ text: StaticString) throws(Failure) {
    if !take(text) { throw failure("expected \(text)") }
  }

  mutating func word(_ what: String) throws(Failure) -> String {
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
    try inputs { (parser, id, type) throws(Failure) in
      let roleName = try parser.word("a role")
      guard let role = InputRole(rawValue: roleName) else {
        throw parser.failure("there is no role \(roleName)")
      }
      names[id] = builder.input(try parser.string(), type, role: role)
    }
    try body(&builder, &names, depth: 0)
    return try finish(builder)
  }

  /// A list in parentheses of numbers and types; `add` reads what follows each.
  private mutating func inputs(
    _ add: (inout GraphParser, Int, TensorType) throws(Failure) -> Void
  ) throws(Failure) {
    try expect("(")
    if take(")") { return }
    repeat {
      try expect("%")
      let id = try number()
      try expect(":")
      let type = try type()
      try add(&self, id, type)
    } while take(",")
    try expect(")")
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
    try inputs { (_, id, type) in names[id] = builder.input("\(names.count)", type) }
    try body(&builder, &names, depth: depth)
    return try finish(builder)
  }
}
