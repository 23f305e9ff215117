import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// An operator of another language where a size is being read, and what is written instead.
struct OperatorSlip {
  let help: String
  /// What to replace, where a text can be put in its place.
  private(set) var place: Span?
  private(set) var text: String?

  /// - Parameter offset: the byte of the scalar that could not be read.
  init?(in node: SyntaxNode, at offset: Int) {
    let bytes = Array((node.scalar?.text ?? "").utf8)
    guard bytes.indices.contains(offset) else { return nil }
    let before = offset > 0 ? bytes[offset - 1] : 0
    switch bytes[offset] {
    case UInt8(ascii: "/"):
      help = "sizes are divided by `//`, which rounds down"
      let span = node.place(ofByte: offset, length: 1)
      (place, text) = (span.text == "/" ? span : nil, "//")
    case UInt8(ascii: "^"),
      UInt8(ascii: "*") where before == UInt8(ascii: "*"):
      help = "sizes have no powers; write the product, as in `n * n`"
    case UInt8(ascii: "."):
      help = "sizes are whole numbers; `n // 2` is half of `n`, rounded down"
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
      guard before == UInt8(ascii: " "), next == UInt8(ascii: " ") else { return nil }
      help = "products are written with `*`"
      let span = node.place(ofByte: offset, length: 1)
      (place, text) = (span.text.lowercased() == "x" ? span : nil, "*")
    case UInt8(ascii: "$"), UInt8(ascii: "{"):
      help = "names stand as they are: `4 * width`"
    default: return nil
    }
  }

  /// A product without its sign, as in `2width`.
  init?(productIn node: SyntaxNode, at offset: Int, names: [String: Dim]) {
    let bytes = Array((node.scalar?.text ?? "").utf8)
    guard offset > 0, bytes.indices.contains(offset) else { return nil }
    var start = offset
    while start > 0, bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
    var scanner = TextScanner(String(decoding: bytes[offset...], as: UTF8.self))
    guard start > 0, (48...57).contains(bytes[start - 1]), let name = scanner.identifier(),
      names[name] != nil
    else { return nil }
    help = "products are written with `*`"
    let blanks = offset - start
    let span = node.place(ofByte: start, length: blanks)
    (place, text) = (span.text.utf8.count == blanks ? span : nil, " * ")
  }

  /// The element type that another language's name stands for, as in `float32[batch, 8]`.
  init?(elementTypeIn node: SyntaxNode, at offset: Int) {
    let rest = (node.scalar?.text ?? "").utf8.dropFirst(max(offset, 0))
    let name = String(decoding: rest.prefix { $0 != UInt8(ascii: "[") }, as: UTF8.self)
    let word = name.lowercased()
    let isInteger = ["int", "long", "uint", "i64", "index"].contains { word.hasPrefix($0) }
    let isFloat = ["float", "double", "fp", "half", "real"].contains { word.hasPrefix($0) }
    guard isInteger || isFloat, name.utf8.count <= 20 else { return nil }
    help = "numbers are `f32`, indices `i32`"
    let span = node.place(ofByte: offset, length: name.utf8.count)
    (place, text) = (span.text == name ? span : nil, isInteger ? "i32" : "f32")
  }

  /// Whether a parenthesis opens behind a name that ends at `offset`.
  static func isCall(in node: SyntaxNode, at offset: Int) -> Bool {
    (node.scalar?.text ?? "").utf8.dropFirst(max(offset, 0)).first { $0 != UInt8(ascii: " ") }
      == UInt8(ascii: "(")
  }
}
