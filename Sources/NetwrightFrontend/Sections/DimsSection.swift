import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Named sizes: expressions over those before them, or ranges. A dimension with a range stays
/// symbolic while checking, so that what passes holds for every size in it; its default binds it
/// when engines need numbers. `batch` always stays symbolic, with any size from 1 up where it has
/// no range.
package struct DimsSection: Sendable {
  package struct Entry: Sendable {
    package let name: String
    package let value: Dim
    /// As a spec writes it.
    package let text: String
  }

  /// In the order of the spec.
  package private(set) var entries: [Entry] = []
  /// What symbolic dimensions may be.
  package private(set) var constraints: [String: SizeConstraint] = [:]

  /// The size of each symbolic dimension that engines are given.
  package var binding: [String: Int] { constraints.compactMapValues(\.preferred) }
  /// The batch size to train with.
  package var batch: Int { binding[Dim.batchName] ?? 1 }

  /// That a spec has `batch` in it stands at the top level, since a file to import has not.
  static var schema: ValueForm.Members {
    ValueForm.named(.oneOf([ValueType<Int>.size.form, .section(.dimension)])).schema(.spec)
  }

  init(_ node: SyntaxNode?, _ decoder: Decoder) {
    guard let node, let dims = try? decoder.mapping(of: node, expecting: "a mapping of dimensions")
    else {
      decoder.poison(dim: Dim.batchName)
      decoder.lacksDims = true
      return
    }
    var seen: [String: SyntaxNode] = [:]
    decoder.dimPlaces = Dictionary(
      dims.map { ($0.name, $0.key.useSpan) }, uniquingKeysWith: { first, _ in first })
    decoder.laterDims = Set(decoder.dimPlaces.keys)
    for entry in dims {
      try? read(entry, &seen, decoder)
      decoder.laterDims.remove(entry.name)
    }
    if seen[Dim.batchName] == nil {
      decoder.dims[Dim.batchName] = .batch
      _ = decoder.report(
        Diagnostic("E0102", "`dims` lacks `batch`", at: node.useSpan)
          .expected("`batch`: how many rows a training step takes")
          .help("add `batch: 32`"))
    }
  }

  private mutating func read(
    _ entry: SyntaxEntry, _ seen: inout [String: SyntaxNode], _ decoder: Decoder
  ) throws(Poisoned) {
    let name = entry.name
    guard seen[name] == nil else { return }
    seen[name] = entry.key
    defer { if decoder.dims[name] == nil { decoder.poison(dim: name) } }
    try decoder.requireIdentifier(name, at: entry.key.useSpan)
    if let finding = DimensionRange.slip(entry) { throw decoder.report(finding) }
    if Self.isRange(entry.value) {
      let constraint = try DimensionRange.read(entry, decoder)
      define(name, constraint, text: constraint.description, decoder)
    } else if name == Dim.batchName {
      // The rows of a step: they vary even where the spec gives no range.
      let size = try ValueType<Int>.integer(1...(1 << 31)).decode(entry.value, decoder)
      define(name, SizeConstraint(1...Int.max, preferred: size), text: "\(size)", decoder)
    } else {
      let value = try decoder.dim(entry.value, expecting: "a size")
      try decoder.require(.atLeast(value, 1), at: entry.value) {
        decoder.outOfRange(entry.value, expecting: "a size from 1", value: value)
      }
      entries.append(Entry(name: name, value: value, text: value.description))
      decoder.dims[name] = value
    }
  }

  private mutating func define(
    _ name: String, _ constraint: SizeConstraint, text: String, _ decoder: Decoder
  ) {
    let symbol = Dim(symbol: name)
    constraints[name] = constraint
    entries.append(Entry(name: name, value: symbol, text: text))
    decoder.dims[name] = symbol
    decoder.solver.declare(name, constraint)
  }

  /// Whether the value of a dimension is a range, or a mapping with one.
  static func isRange(_ node: SyntaxNode) -> Bool {
    node.scalar.map { rangeDots($0.text) != nil } ?? true
  }

  /// The byte at which the dots of a range begin.
  static func rangeDots(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    let dot = UInt8(ascii: ".")
    return bytes.indices.dropLast().first { bytes[$0] == dot && bytes[$0 + 1] == dot }
  }
}
