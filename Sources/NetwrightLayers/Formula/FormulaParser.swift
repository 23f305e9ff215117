import NetwrightDiagnostics
import NetwrightIR
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Reads a formula: comparisons, `+ -`, `* /`, a sign, `**` to the right, calls, parentheses.
///
/// Limits: 4,096 bytes of text; parentheses, signs and powers 200 deep.
struct FormulaParser {
  /// What an expression comes to; only `where` takes truth values.
  enum Kind { case number, truth }

  let node: SyntaxNode
  let decoder: Decoder
  let expected: String
  var scanner: TextScanner
  var steps: [Formula.Step] = []
  var places: [Span] = []
  var names: [Name] = []
  var numbers: [Name] = []
  /// Bytes of the text that numbers take the place of, in order.
  var replacements: [(bytes: Range<Int>, text: String)] = []

  init(_ node: SyntaxNode, _ decoder: Decoder, _ expected: String, _ text: String) {
    self.node = node
    self.decoder = decoder
    self.expected = expected
    scanner = TextScanner(text)
  }

  static func read(
    _ node: SyntaxNode, _ decoder: Decoder, expecting expected: String
  ) throws(Poisoned) -> Formula {
    let text = try decoder.text(of: node, expecting: expected)
    guard text.utf8.count <= Formula.maximumLength else {
      throw decoder.report(
        Diagnostic("E0204", "the formula is too long", at: node.useSpan)
          .expected("at most \(Formula.maximumLength) bytes").found("\(text.utf8.count) bytes"))
    }
    var parser = FormulaParser(node, decoder, expected, text)
    let start = parser.cursor
    let kind = try parser.comparison(depth: 0)
    try parser.require(.number, kind, from: start)
    parser.scanner.skipSpaces()
    guard parser.scanner.atEnd else { throw parser.syntax("an operator or the end") }
    return Formula(
      steps: parser.steps, places: parser.places, names: parser.names, numbers: parser.numbers,
      text: parser.resolvedText)
  }

  /// The text with numbers in the place of names.
  var resolvedText: String {
    var bytes: [UInt8] = []
    var end = 0
    for replacement in replacements {
      bytes += scanner.bytes[end..<replacement.bytes.lowerBound] + Array(replacement.text.utf8)
      end = replacement.bytes.upperBound
    }
    return String(decoding: bytes + scanner.bytes[end...], as: UTF8.self)
  }

  // MARK: Grammar

  mutating func comparison(depth: Int) throws(Poisoned) -> Kind {
    let (start, first) = (cursor, steps.count)
    let left = try sum(depth: depth)
    let place = cursor
    let found: (function: ScalarFunction, isSwapped: Bool)?
    if scanner.take("<=") {
      found = (.lessOrEqual, false)
    } else if scanner.take(">=") {
      found = (.lessOrEqual, true)
    } else if scanner.take("<") {
      found = (.less, false)
    } else if scanner.take(">") {
      found = (.less, true)
    } else {
      found = nil
    }
    guard let found else {
      if scanner.take("==") || scanner.take("!=") {
        scanner.offset = place
        throw syntax("`<`, `<=`, `>` or `>=`")
      }
      return left
    }
    try require(.number, left, from: start)
    let (middle, end) = (steps.count, scanner.offset)
    try require(.number, try sum(depth: depth), from: end)
    // `a > b` is `b < a`: the operands change places.
    if found.isSwapped { exchange(from: first, middle) }
    apply(found.function, at: span(place..<scanner.offset))
    return .truth
  }

  mutating func sum(depth: Int) throws(Poisoned) -> Kind {
    let start = cursor
    var kind = try product(depth: depth)
    while true {
      let place = cursor
      let function: ScalarFunction
      if scanner.take("+") {
        function = .add
      } else if scanner.take("-") || scanner.take("−") {
        function = .subtract
      } else {
        return kind
      }
      let end = scanner.offset
      try require(.number, kind, from: start)
      try require(.number, try product(depth: depth), from: end)
      apply(function, at: span(place..<end))
      kind = .number
    }
  }

  mutating func product(depth: Int) throws(Poisoned) -> Kind {
    let start = cursor
    var kind = try signed(depth: depth)
    while true {
      let place = cursor
      let function: ScalarFunction
      if scanner.take("*") || scanner.take("×") {
        function = .multiply
      } else if scanner.take("/") {
        function = .divide
      } else {
        return kind
      }
      let end = scanner.offset
      try require(.number, kind, from: start)
      try require(.number, try signed(depth: depth), from: end)
      apply(function, at: span(place..<end))
      kind = .number
    }
  }

  /// A sign binds less than a power: `-x ** 2` is `-(x ** 2)`.
  mutating func signed(depth: Int) throws(Poisoned) -> Kind {
    let place = cursor
    guard scanner.take("-") || scanner.take("−") else { return try power(depth: depth) }
    try requireDepth(depth)
    let end = scanner.offset
    try require(.number, try signed(depth: depth + 1), from: end)
    apply(.negate, at: span(place..<end))
    return .number
  }

  mutating func power(depth: Int) throws(Poisoned) -> Kind {
    let start = cursor
    let kind = try atom(depth: depth)
    let place = cursor
    guard scanner.take("**") else { return kind }
    try requireDepth(depth)
    let end = scanner.offset
    try require(.number, kind, from: start)
    try require(.number, try signed(depth: depth + 1), from: end)
    apply(.power, at: span(place..<end))
    return .number
  }

  mutating func atom(depth: Int) throws(Poisoned) -> Kind {
    try requireDepth(depth)
    if scanner.take("(") {
      let kind = try comparison(depth: depth + 1)
      guard scanner.take(")") else { throw syntax("`)` or an operator") }
      return kind
    }
    let start = cursor
    if let number = try number() {
      push(.number(number), at: span(start..<scanner.offset))
      return .number
    }
    guard let name = scanner.identifier() else {
      throw syntax("a number, a name, a function or `(`")
    }
    let place = span(start..<scanner.offset)
    if scanner.take("(") { return try call(name, at: place, depth: depth) }
    try push(Name(text: name, span: place), bytes: start..<start + name.utf8.count)
    return .number
  }

  mutating func call(_ name: String, at place: Span, depth: Int) throws(Poisoned) -> Kind {
    let word = try decoder.choice(
      name, at: place, expecting: "a function", among: Formula.functions.map(\.name))
    guard let function = Formula.functions.first(where: { $0.name == word })?.function else {
      throw Poisoned()
    }
    for argument in 0..<function.arity {
      if argument > 0, !scanner.take(",") {
        throw syntax("`,`: `\(name)` takes \(function.arity) arguments")
      }
      let start = cursor
      let kind = try comparison(depth: depth + 1)
      try require(function == .select && argument == 0 ? .truth : .number, kind, from: start)
    }
    guard scanner.take(")") else {
      let plural = function.arity > 1 ? "s" : ""
      throw syntax("`)`: `\(name)` takes \(function.arity) argument\(plural)")
    }
    apply(function, at: place)
    return .number
  }

  /// Puts the steps from `middle` on before those from `start` on.
  mutating func exchange(from start: Int, _ middle: Int) {
    steps[start...] = steps[middle...] + steps[start..<middle]
    places[start...] = places[middle...] + places[start..<middle]
  }
}
