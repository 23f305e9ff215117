import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// A tensor type as a spec declares it: `f32[batch, 28, 28, 1]`, `i32[batch] in 0..<classes`.
package struct DeclaredType: Hashable, Sendable, CustomStringConvertible {
  package let type: TensorType
  /// Integers lie in `0..<bound`.
  package let bound: Int?

  package init(type: TensorType, bound: Int? = nil) {
    self.type = type
    self.bound = bound
  }

  package var description: String {
    bound.map { "\(type) in 0..<\($0)" } ?? type.description
  }
}

extension ValueType where Value == DeclaredType {
  package static var tensorType: ValueType {
    let name = "a tensor type such as \"f32[batch, 10]\""
    return ValueType(name) { (node, decoder) throws(Poisoned) in
      let text = try decoder.text(of: node, expecting: name)
      var typeText = text[...]
      var bound: Int?
      if let end = text.firstIndex(of: "]") {
        let rest = text[text.index(after: end)...].drop { $0 == " " }
        if rest.hasPrefix("in ") {
          typeText = text[...end]
          bound = try decoder.bound(rest.dropFirst(3), in: node)
        }
      }
      let type: TensorType
      do throws(DimensionParser.Failure) {
        type = try DimensionParser.type(String(typeText), names: decoder.dims)
      } catch {
        throw decoder.report(decoder.finding(error, in: node, expecting: name))
      }
      return try decoder.admitted(DeclaredType(type: type, bound: bound), node)
    } text: {
      "\"\($0)\""
    }
  }
}

extension Decoder {
  /// Reads `0..<classes`.
  fileprivate func bound(_ text: Substring, in node: SyntaxNode) throws(Poisoned) -> Int {
    let range = text.drop { $0 == " " }
    guard range.hasPrefix("0..<") else {
      throw report(
        Diagnostic("E0203", "expected a range `0..<N` after `in`", at: node.useSpan)
          .expected("`0..<` and a size").found("`\(VisibleText.of(String(range), limit: 40))`"))
    }
    let size = range.dropFirst(4)
    let offset = (node.scalar?.text.utf8.count ?? 0) - size.utf8.count
    let dim: Dim
    do throws(DimensionParser.Failure) {
      dim = try DimensionParser.dim(String(size), names: dims)
    } catch {
      throw report(finding(error, in: node, expecting: "a size", startingAt: offset))
    }
    try requireSound([dim])
    if let value = dim.constant, (1...Int(Int32.max)).contains(value) { return value }
    throw report(
      Diagnostic(
        "E0105", "the end of the range is `\(dim)`",
        at: node.place(ofByte: offset, length: size.utf8.count)
      ).expected("a whole number from 1 to \(Int32.max)").found("`\(dim)`"))
  }

  /// Sizes are at least 1, and only integers have a range.
  fileprivate func admitted(
    _ declared: DeclaredType, _ node: SyntaxNode
  ) throws(Poisoned) -> DeclaredType {
    try requireSound(declared.type.shape.dims)
    for dim in declared.type.shape.dims where Solver().atLeast(dim, 1) != .yes {
      throw report(
        Diagnostic("E0105", "the size `\(dim)` is not at least 1", at: node.useSpan)
          .expected("sizes from 1").found("`\(dim)`"))
    }
    if declared.bound != nil, !declared.type.dtype.isInteger {
      throw report(
        Diagnostic(
          "E0105", "`\(declared.type.dtype.rawValue)` values cannot have a range", at: node.useSpan
        ).expected("`i32` before a range").found("`\(declared.type.dtype.rawValue)`"))
    }
    return declared
  }
}
