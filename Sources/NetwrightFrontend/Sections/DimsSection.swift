import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Named sizes: expressions over those before them. `batch` stays symbolic while checking, so that
/// what passes holds for every batch size; its number binds it when the graph is lowered.
package struct DimsSection: Sendable {
  /// Names and values in the order of the spec, `batch` with its number.
  package private(set) var entries: [(name: String, value: Dim)] = []
  /// The batch size to train with.
  package private(set) var batch = 1

  static var schema: ValueForm.Members {
    ValueForm.named(ValueType<Int>.size.form).schema(.spec)
      + [("required", .array([.string("batch")]))]
  }

  init(_ node: SyntaxNode?, _ decoder: Decoder) {
    guard let node, let dims = try? decoder.mapping(of: node, expecting: "a mapping of dimensions")
    else {
      decoder.poison(dim: "batch")
      return
    }
    var seen: [String: SyntaxNode] = [:]
    for entry in dims {
      try? read(entry, &seen, decoder)
    }
    if seen["batch"] == nil {
      decoder.dims["batch"] = Dim(symbol: "batch")
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
    if name == "batch" {
      batch = try ValueType<Int>.integer(1...(1 << 31)).decode(entry.value, decoder)
      entries.append((name, Dim(batch)))
      decoder.dims[name] = Dim(symbol: name)
      return
    }
    let value = try decoder.dim(entry.value, expecting: "a size")
    guard Solver().atLeast(value, 1) == .yes else {
      throw decoder.outOfRange(entry.value, expecting: "a size from 1")
    }
    entries.append((name, value))
    decoder.dims[name] = value
  }
}
