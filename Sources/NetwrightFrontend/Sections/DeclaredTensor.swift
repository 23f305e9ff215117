import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

extension ValueForm {
  /// Names and tensor types.
  static let tensors = ValueForm.named(.pattern(DeclaredType.pattern))
  /// Names and tensor types, at least one.
  static let someTensors = ValueForm.named(.pattern(DeclaredType.pattern), atLeast: 1)
}

/// An input or a target of the model as the spec declares it.
package struct DeclaredTensor: Sendable {
  package let name: String
  package let type: TensorType
  /// Integers lie in `0..<bound`.
  package let bound: Int?
  package let span: Span
  /// Where the type stands, for inputs and targets of the model.
  let typeNode: SyntaxNode?

  package var declaredType: DeclaredType { DeclaredType(type: type, bound: bound) }

  /// Reads `image: "f32[batch, 28, 28, 1]"`; `nil` where it is wrong.
  init?(_ entry: SyntaxEntry, _ decoder: Decoder) {
    guard (try? decoder.requireIdentifier(entry.name, at: entry.key.useSpan)) != nil,
      let declared = try? ValueType<DeclaredType>.tensorType.decode(entry.value, decoder)
    else { return nil }
    self.init(name: entry.name, declared, span: entry.key.useSpan, typeNode: entry.value)
    guard declared.type.dtype == .f32 || declared.type.dtype == .i32 else {
      _ = decoder.report(
        Diagnostic(
          "E0305", "`\(name)` cannot hold `\(declared.type.dtype.rawValue)` values",
          at: entry.value.useSpan
        ).expected("f32 or i32").found(declared.type.dtype.rawValue)
          .help("data are read as f32, indices as i32"))
      return nil
    }
    guard declared.type.shape.dims.first == .batch else {
      let rows = decoder.solver.constraints[Dim.batchName]?.preferred
      // One number alone is rather a row of as many features; an index is one for each row.
      let isRow = declared.type.rank < 2 && declared.type.dtype.isFloat
      let isRows = rows != nil && declared.type.shape.dims.first?.constant == rows && !isRow
      let mended = Self.batched(entry.value, declared, inPlaceOfFirst: isRows)
      _ = decoder.report(
        Diagnostic(
          "E0301", "the first axis of `\(name)` is not the batch", at: entry.value.useSpan
        ).expected("\(declared.type.dtype.rawValue)[batch, …]").found("\(declared.type)")
          .help(
            isRows
              ? "write `batch` in place of \(rows ?? 0), which is its size: `\(mended)`"
              : "write `batch` as the first size: `\(mended)`"
          )
          .replacing(
            isRows && entry.value.aliasSpan == nil ? entry.value.span : nil, with: "\"\(mended)\"",
            isExample: true))
      return nil
    }
    guard !declared.type.shape.dims.dropFirst().contains(where: \.dependsOnBatch)
    else {
      _ = decoder.report(
        Diagnostic(
          "E0205", "only the first axis of `\(name)` may depend on the batch",
          at: entry.value.useSpan
        ).expected("sizes without `batch` after the first axis").found("\(declared.type)"))
      return nil
    }
  }

  /// The type as it is written, with `batch` in front or in place of the first size.
  private static func batched(
    _ node: SyntaxNode, _ declared: DeclaredType, inPlaceOfFirst isFirst: Bool
  ) -> String {
    let text = node.scalar.map(\.text) ?? "\(declared)"
    var sizes = text.drop { $0 != "[" }.dropFirst()
    if isFirst { sizes = sizes.drop { $0 != "," && $0 != "]" } }
    let hasMore = !isFirst && declared.type.rank > 0
    return "\(declared.type.dtype.rawValue)[batch\(hasMore ? ", " : "")\(sizes)"
  }

  init(name: String, _ declared: DeclaredType, span: Span, typeNode: SyntaxNode? = nil) {
    self.name = name
    type = declared.type
    bound = declared.bound
    self.span = span
    self.typeNode = typeNode
  }
}
