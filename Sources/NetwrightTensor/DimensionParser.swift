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

  package static let maximumLength = 4096
  package static let maximumDepth = 200

  private var scanner: TextScanner
  /// The value of each name that may be used.
  private let names: [String: Dim]

  package static func dim(
    _ text: String, names: [String: Dim]
  ) throws(Failure) -> Dim {
    var parser = try DimensionParser(text, names: names)
    let dim = try parser.sum(depth: 0)
    try parser.end()
    return dim
  }

  package static func type(
    _ text: String, names: [String: Dim]
  ) throws(Failure) -> TensorType {
    var parser = try DimensionParser(text, names: names)
    let (dtype, dims) = try parser.tensorType { parser throws(Failure) in
      try parser.sum(depth: 0)
    }
    try parser.end()
    return TensorType(Shape(dims), dtype)
  }

  /// A tensor type in which `?` stands for any size.
  package static func pattern(
    _ text: String, names: [String: Dim]
  ) throws(Failure) -> (dtype: DType, dims: [Dim?]) {
    var parser = try DimensionParser(text, names: names)
    let (dtype, dims) = try parser.tensorType { parser throws(Failure) -> Dim? in
      if parser.scanner.take("?") { return nil }
      return try parser.sum(depth: 0)
    }
    try parser.end()
    return (dtype, dims)
  }

  private init(_ text: String, names: [String: Dim]) throws(Failure) {
    guard text.utf8.count <= Self.maximumLength else {
      throw Failure(kind: .tooLong, offset: 0, length: 0)
    }
    scanner = TextScanner(text)
    self.names = names
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
      guard sizes.count < 16 else { throw expected("at most 16 axes") }
    }
  }

  private mutating func sum(depth: Int) throws(Failure) -> Dim {
    var result = try product(depth: depth)
    while true {
      let start = scanner.offset
      if scanner.take("+") {
        let right = try product(depth: depth)
        result = try checked(from: start) { () throws(SizeError) in try result.adding(right) }
      } else if scanner.take("-") || scanner.take("−") {
        let right = try product(depth: depth)
        result = try checked(from: start) { () throws(SizeError) in try result.subtracting(right) }
      } else {
        return result
      }
    }
  }

  private mutating func product(depth: Int) throws(Failure) -> Dim {
    var result = try factor(depth: depth)
    while true {
      let start = scanner.offset
      if scanner.take("*") || scanner.take("×") {
        let right = try factor(depth: depth)
        result = try checked(from: start) { () throws(SizeError) in
          try result.multiplied(by: right)
        }
      } else if scanner.take("//") {
        let right = try factor(depth: depth)
        guard let divisor = right.constant, divisor > 0 else {
          throw Failure(
            kind: .size(.divisor), offset: start, length: max(1, scanner.offset - start))
        }
        result = try checked(from: start) { () throws(SizeError) in
          try result.floorDivided(by: divisor)
        }
      } else {
        return result
      }
    }
  }

  private mutating func factor(depth: Int) throws(Failure) -> Dim {
    guard depth < Self.maximumDepth else {
      throw Failure(kind: .tooDeep, offset: scanner.offset, length: 1)
    }
    if scanner.take("(") {
      let inner = try sum(depth: depth + 1)
      guard scanner.take(")") else { throw expected("')'") }
      return inner
    }
    let start = scanner.offset
    if scanner.take("-") {
      let inner = try factor(depth: depth + 1)
      return try checked(from: start) { () throws(SizeError) in try inner.negated() }
    }
    if let number = scanner.integer() {
      guard let value = number else {
        throw Failure(kind: .size(.overflow), offset: start, length: scanner.offset - start)
      }
      return Dim(value)
    }
    guard let name = scanner.identifier() else {
      throw expected("a number, a dimension or '('")
    }
    guard let dim = names[name] else {
      throw Failure(
        kind: .unknownName(name, known: names.keys.sorted()),
        offset: scanner.offset - name.utf8.count, length: name.utf8.count)
    }
    return dim
  }

  private func checked(
    from start: Int, _ compute: () throws(SizeError) -> Dim
  ) throws(Failure) -> Dim {
    do { return try compute() } catch {
      throw Failure(kind: .size(error), offset: start, length: max(1, scanner.offset - start))
    }
  }
}
