import NetwrightDiagnostics
import NetwrightIR
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Numbers and names of a formula, and what is said of faults.
extension FormulaParser {
  // MARK: Operands

  /// Digits with a fraction and an exponent: `1.702`, `1e-3`.
  mutating func number() throws(Poisoned) -> Double? {
    let (start, bytes) = (cursor, scanner.bytes)
    var end = start
    func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }
    func digit(_ place: Int) -> Bool { (48...57).contains(byte(place)) }
    while digit(end) || (end > start && byte(end) == UInt8(ascii: "_")) { end += 1 }
    if byte(end) == UInt8(ascii: "."), digit(end + 1) {
      end += 1
      while digit(end) { end += 1 }
    }
    guard end > start else { return nil }
    if byte(end) | 0x20 == UInt8(ascii: "e") {
      let sign = byte(end + 1) == UInt8(ascii: "-") || byte(end + 1) == UInt8(ascii: "+")
      if digit(end + (sign ? 2 : 1)) {
        end += sign ? 2 : 1
        while digit(end) { end += 1 }
      }
    }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    guard case .number(let number) = NumberText.read(text) else {
      throw decoder.report(
        Diagnostic("E0112", "the number cannot be represented", at: span(start..<end))
          .expected("a number without leading zeros").found("`\(VisibleText.of(text, limit: 40))`"))
    }
    scanner.offset = end
    return number.value
  }

  /// A number where the name is that of a constant, a dimension or a parameter of the block, else a
  /// tensor.
  mutating func push(_ name: Name, bytes: Range<Int>) throws(Poisoned) {
    guard let value = try value(of: name) else {
      let index = names.firstIndex { $0.text == name.text } ?? names.count
      if index == names.count { names.append(name) }
      return push(.name(index), at: name.span)
    }
    if !Formula.constants.contains(where: { $0.name == name.text }) {
      replacements.append((bytes, value < 0 ? "(\(value))" : "\(value)"))
    }
    numbers.append(name)
    push(.number(value), at: name.span)
  }

  func value(of name: Name) throws(Poisoned) -> Double? {
    let spelled = node.spelled(name.text, at: name.span)
    if decoder.scope.nodes[name.text] != nil {
      if let dim = decoder.scope.dims[name.text]?.constant { return Double(dim) }
      return try ValueType<Double>.number(.any).decode(spelled, decoder)
    }
    if decoder.dims[name.text] != nil {
      return Double(try ValueType<Int>.integer(Int.min...Int.max).decode(spelled, decoder))
    }
    return Formula.constants.first { $0.name == name.text }?.value
  }

  mutating func push(_ operand: Formula.Operand, at place: Span) {
    steps.append(.push(operand))
    places.append(place)
  }

  mutating func apply(_ function: ScalarFunction, at place: Span) {
    steps.append(.apply(function))
    places.append(place)
  }

  // MARK: Findings

  /// The next byte that is no space.
  var cursor: Int {
    var copy = scanner
    copy.skipSpaces()
    return copy.offset
  }

  func span(_ bytes: Range<Int>) -> Span {
    node.place(ofByte: bytes.lowerBound, length: max(1, bytes.count))
  }

  func require(_ wanted: Kind, _ found: Kind, from start: Int) throws(Poisoned) {
    guard wanted != found else { return }
    let words = found == .truth ? ("a number", "a comparison") : ("a comparison", "a number")
    throw decoder.report(
      Diagnostic(
        "E0203", "expected \(words.0), found \(words.1)", at: span(start..<scanner.offset)
      ).expected(words.0).found(words.1)
        .help("`where(x < 0, a, b)` chooses between two numbers"))
  }

  func requireDepth(_ depth: Int) throws(Poisoned) {
    guard depth >= Formula.maximumDepth else { return }
    throw decoder.report(
      Diagnostic("E0204", "the formula is nested too deep", at: span(cursor..<cursor + 1))
        .expected("at most \(Formula.maximumDepth) levels of parentheses, signs and powers")
        .found("more").help("name a part of it in an `expr` layer of its own"))
  }

  func syntax(_ wanted: String) -> Poisoned {
    let text = VisibleText.of(node.scalar?.text ?? "", limit: 60)
    let rest = VisibleText.of(
      String(decoding: scanner.bytes.dropFirst(cursor).prefix(20), as: UTF8.self), limit: 20)
    let place = span(cursor..<cursor + 1)
    let isPower = rest.hasPrefix("^")
    return decoder.report(
      Diagnostic("E0203", "cannot read `\(text)`: expected \(wanted)", at: place)
        .expected(wanted).found(rest.isEmpty ? "the end" : "`\(rest)`")
        .note("\(expected) stands here").help(
          isPower ? "powers are written `**`" : hint(rest, wanted)
        )
        .replacing(isPower && place.text == "^" ? place : nil, with: "**"))
  }

  /// What to write instead of an operator that formulas do not have.
  private func hint(_ rest: String, _ wanted: String) -> String? {
    if rest.isEmpty, wanted.hasPrefix("`,`") {
      return "between braces a formula with commas stands in quotes"
    }
    if rest.hasPrefix("?") { return "`where(x < 0, a, b)` chooses between two numbers" }
    if rest.hasPrefix("=") || rest.hasPrefix("!=") {
      return
        "numbers are compared by `<`, `<=`, `>` and `>=`, within `where(x < 0, a, b)`; whether "
        + "two are equal but for rounding, `abs(a - b) < 1e-6` tells"
    }
    if rest.hasPrefix("//") || rest.hasPrefix("%") {
      return "elements are divided by `/`; nothing rounds them"
    }
    return nil
  }
}
