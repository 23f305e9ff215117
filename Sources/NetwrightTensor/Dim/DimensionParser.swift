/// Reads sizes and tensor types: `4 * width`, `(seq + 1) // 2`, `f32[batch, 28, 28, 1]`.
///
/// Limits: 4,096 bytes of text, parentheses and signs 200 deep.
package struct DimensionParser {
  /// What the text lacks; `offset` counts bytes from its start.
  package struct Failure: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case tooLong, tooDeep, expected(String), unknownName(String, known: [String])
      case size(SizeError)
    }
    package let kind: Kind
    package let offset: Int
    package let length: Int
  }

  package static let maximumLength = TextLimits.bytes
  package static let maximumDepth = 200

  private var scanner: TextScanner
  /// The value of each name that may be used.
  private let names: [String: Dim]
  /// What the names may be: decides whether a divisor is positive.
  private let solver: Solver

  package static func dim(
    _ text: String, names: [String: Dim], solver: Solver = Solver()
  ) throws(Failure) -> Dim {
    var parser = try DimensionParser(text, names: names, solver)
    let dim = try parser.size()
    try parser.end()
    return dim
  }

  package static func type(
    _ text: String, names: [String: Dim], solver: Solver = Solver()
  ) throws(Failure) -> TensorType {
    var parser = try DimensionParser(text, names: names, solver)
    let (dtype, dims) = try parser.tensorType { parser throws(Failure) in try parser.size() }
    try parser.end()
    return TensorType(Shape(dims), dtype)
  }

  /// A tensor type in which `?` stands for any size.
  package static func pattern(
    _ text: String, names: [String: Dim], solver: Solver = Solver()
  ) throws(Failure) -> (dtype: DType, dims: [Dim?]) {
    var parser = try DimensionParser(text, names: names, solver)
    let (dtype, dims) = try parser.tensorType { parser throws(Failure) -> Dim? in
      if parser.scanner.take("?") { return nil }
      return try parser.size()
    }
    try parser.end()
    return (dtype, dims)
  }

  private init(_ text: String, names: [String: Dim], _ solver: Solver) throws(Failure) {
    guard text.utf8.count <= Self.maximumLength else {
      throw Failure(kind: .tooLong, offset: 0, length: 0)
    }
    scanner = TextScanner(text)
    self.names = names
    self.solver = solver
  }

  private mutating func end() throws(Failure) {
    scanner.skipSpaces()
    if !scanner.atEnd { throw expected("the end, or an operator") }
  }

  private func expected(_ what: String) -> Failure {
    Failure(kind: .expected(what), offset: scanner.offset, length: 1)
  }

  private mutating func tensorType<Size>(
    size: (inout DimensionParser) throws(Failure) -> Size
  ) throws(Failure) -> (dtype: DType, sizes: [Size]) {
    let start = scanner.offset
    guard let name = scanner.identifier(), let dtype = DType(rawValue: name) else {
      scanner.offset = start
      throw expected("an element type (\(DType.allCases.map(\.rawValue).joined(separator: ", ")))")
    }
    guard scanner.take("[") else { throw expected("'['") }
    var sizes: [Size] = []
    if scanner.take("]") { return (dtype, sizes) }
    while true {
      sizes.append(try size(&self))
      if scanner.take("]") { return (dtype, sizes) }
      guard scanner.take(",") else { throw expected("',' or ']'") }
      guard sizes.count < Shape.maximumRank else {
        throw expected("at most \(Shape.maximumRank) axes")
      }
    }
  }

  // MARK: Expressions

  /// Reads a size. Nesting lies on a stack of its own, so that no text can exhaust the program's.
  private mutating func size() throws(Failure) -> Dim {
    var stack = ExpressionStack(solver: solver)
    while true {
      try operand(&stack)
      while stack.isOpen, scanner.take(")") { try close(&stack) }
      if let symbol = operation() {
        try stack.push(.binary(symbol.operation), at: symbol.offset)
      } else if stack.isOpen, scanner.take(",") {
        guard try stack.nextArgument() else { throw expected("')'") }
      } else if stack.isOpen {
        throw expected("')'")
      } else {
        return try stack.result()
      }
    }
  }

  private mutating func close(_ stack: inout ExpressionStack) throws(Failure) {
    guard try stack.close(at: scanner.offset) else {
      scanner.offset -= 1
      throw expected("',' and a second value")
    }
  }

  /// Signs, opened parentheses and functions, and then a number or a name.
  private mutating func operand(_ stack: inout ExpressionStack) throws(Failure) {
    while true {
      if scanner.take("(") {
        try stack.push(.open(nil, arguments: []), at: scanner.offset)
        continue
      }
      let start = scanner.offset
      if scanner.take("-") {
        try stack.push(.negation, at: start)
        continue
      }
      if let number = scanner.integer() {
        guard let value = number else {
          throw Failure(kind: .size(.overflow), offset: start, length: scanner.offset - start)
        }
        return try stack.push(Dim(value), from: start, to: scanner.offset)
      }
      guard let name = scanner.identifier() else {
        throw expected("a number, a dimension or '('")
      }
      if let function = ExpressionStack.Function(rawValue: name), scanner.take("(") {
        try stack.push(.open(function, arguments: []), at: start)
        continue
      }
      guard let dim = names[name] else {
        throw Failure(
          kind: .unknownName(name, known: names.keys.sorted()),
          offset: scanner.offset - name.utf8.count, length: name.utf8.count)
      }
      return try stack.push(dim, from: start, to: scanner.offset)
    }
  }

  private mutating func operation() -> (operation: ExpressionStack.Operation, offset: Int)? {
    scanner.skipSpaces()
    let start = scanner.offset
    if scanner.take("+") { return (.add, start) }
    if scanner.take("-") || scanner.take("−") { return (.subtract, start) }
    if scanner.take("*") || scanner.take("×") { return (.multiply, start) }
    if scanner.take("//") { return (.divide, start) }
    if scanner.take("%") { return (.remainder, start) }
    return nil
  }
}
