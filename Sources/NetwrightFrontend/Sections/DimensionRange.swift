import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// A dimension that may have any of several sizes: `{range: 1..1024, multiple_of: 8, default: 512}`,
/// or the range alone.
package struct DimensionRange: Sendable {
  static let rangeKey = Key(
    "range", .sizeRange, doc: "Which sizes there may be; without an upper end, any from the lower.")
  static let multipleKey = Key(
    "multiple_of", .size, default: 1, doc: "What every size is a multiple of.")
  static let defaultKey = Key(
    "default", .optional(ValueType<Int>.size), default: nil,
    doc: "The size that engines get; otherwise the largest, and required without an upper end.")
  package static let table = KeyTable(
    "a dimension", main: "range", [AnyKey(rangeKey), AnyKey(multipleKey), AnyKey(defaultKey)])

  /// Reads the value of the dimension `name`; what is preferred is always admitted.
  static func read(
    _ entry: SyntaxEntry, _ decoder: Decoder
  ) throws(Poisoned) -> SizeConstraint {
    let arguments = try table.decode(entry.value, at: entry.key.useSpan, decoder)
    let range = try arguments.value(rangeKey)
    let multiple = try arguments.value(multipleKey)
    let free = SizeConstraint(range, multiple: multiple)
    guard free.isPossible else {
      let place = arguments.span(multipleKey) ?? entry.value.useSpan
      throw decoder.report(
        Diagnostic("E0105", "no size in \(text(range)) is a multiple of \(multiple)", at: place)
          .expected("a range with a multiple of \(multiple)").found(text(range)))
    }
    let (preferred, place) = try preferred(free, entry, arguments, decoder)
    guard free.admits(preferred) else {
      throw decoder.report(
        Diagnostic("E0105", "`\(entry.name)` cannot be \(preferred)", at: place)
          .expected(words(free)).found("`\(preferred)`").label(entry.value.useSpan, "its range"))
    }
    return SizeConstraint(range, multiple: multiple, preferred: preferred)
  }

  /// The size that engines get, and where it is given.
  private static func preferred(
    _ free: SizeConstraint, _ entry: SyntaxEntry, _ arguments: Arguments, _ decoder: Decoder
  ) throws(Poisoned) -> (size: Int, place: Span?) {
    let given = try arguments.value(defaultKey)
    if let bound = decoder.boundDims[entry.name] {
      return (try ValueType<Int>.size.decode(bound, decoder), bound.useSpan)
    }
    if let given { return (given, arguments.span(defaultKey)) }
    guard free.isOpen else { return (free.range.upperBound, nil) }
    let isAlone = entry.value.scalar != nil
    // A step of one is seldom meant.
    let size = free.admits(32) ? 32 : free.range.lowerBound
    let form = "{range: \(text(free.declared)), default: \(size)}"
    throw decoder.report(
      Diagnostic("E0102", "`\(entry.name)` lacks `default`", at: entry.value.useSpan)
        .expected("`default`: the size that engines get").found("nothing")
        .help(
          isAlone
            ? "say what engines get, as in `\(form)`, or give the range an upper end"
            : "add `default: \(size)`, or an upper end to the range"
        )
        .replacing(
          isAlone && entry.value.aliasSpan == nil ? entry.value.span : nil, with: form,
          isExample: true))
  }

  private static func words(_ constraint: SizeConstraint) -> String {
    let range =
      constraint.isOpen
      ? "from \(constraint.declared.lowerBound)" : "in \(text(constraint.declared))"
    return "a size \(range)"
      + (constraint.multiple > 1 ? " that is a multiple of \(constraint.multiple)" : "")
  }

  static func text(_ range: ClosedRange<Int>) -> String {
    "\(range.lowerBound)..\(range.upperBound == .max ? "" : "\(range.upperBound)")"
  }
}

extension ValueType where Value == ClosedRange<Int> {
  /// `1..1024`, or `1..` for no upper end; ends are expressions.
  static var sizeRange: ValueType {
    let name = "a range of sizes such as `1..1024` or `1..`"
    let end = ValueType<Int>.integer(1...(1 << 48))
    return ValueType(name, form: .text) { (node, decoder) throws(Poisoned) in
      let text = try decoder.text(of: node, expecting: name)
      guard let dots = DimsSection.rangeDots(text) else {
        throw decoder.mismatch(node, expecting: name)
      }
      let low = try end.decode(part(node, 0..<dots), decoder)
      let rest = dots + 2..<text.utf8.count
      if text.utf8.dropFirst(rest.lowerBound).allSatisfy({ $0 == UInt8(ascii: " ") }) {
        return low...Int.max
      }
      let high = try end.decode(part(node, rest), decoder)
      guard low <= high else {
        throw decoder.outOfRange(node, expecting: "a range whose lower end comes first")
      }
      return low...high
    } text: {
      DimensionRange.text($0)
    }
  }

  /// A part of a scalar as a scalar at its own place, without spaces around it.
  private static func part(_ node: SyntaxNode, _ bytes: Range<Int>) -> SyntaxNode {
    let all = Array((node.scalar?.text ?? "").utf8)[bytes]
    let space = UInt8(ascii: " ")
    let start = all.firstIndex { $0 != space } ?? bytes.lowerBound
    let end = all.lastIndex { $0 != space }.map { $0 + 1 } ?? start
    return node.spelled(
      String(decoding: all[start..<max(start, end)], as: UTF8.self),
      at: node.place(ofByte: start, length: end - start))
  }
}
