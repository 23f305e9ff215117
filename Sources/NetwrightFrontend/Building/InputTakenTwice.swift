import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// A layer that joins its inputs names one that it takes without being told: `add: [x, y]` where `y`
/// is the result before, which would be y + x + y.
struct InputTakenTwice {
  let entry: LayerEntry
  let joining: InputJoining
  let name: Name
  /// Where the name is given, or the layer stands whose path it is.
  let made: Span
  /// Whether the name is the path of the layer before, and no result is called so.
  let isByPath: Bool
  /// What it names besides.
  let others: [Name]

  var diagnostic: Diagnostic {
    let second = isByPath ? "the path of its layer" : "its name"
    let way = entry.from == nil ? "as the result before" : "by `from:`"
    let name = name.text
    return Diagnostic(
      "E0213", "`\(entry.path)` takes `\(name)` twice: \(way), and by \(second)", at: self.name.span
    ).expected(entry.from == nil ? "results other than the one before" : "other results")
      .found("`\(name)`").label(made, isByPath ? "this is `\(name)`" : "`\(name)` is named here")
      .help(isFirst && !others.isEmpty ? "leave `\(name)` out: it is taken already" : nil)
      .help(
        (others.isEmpty ? "name another result, or " : "to name all that is taken, ")
          + (isByPath ? "name the result before with `as: \(name)`, and write " : "write ")
          + "`{\(entry.keyword): \(otherKeys), from: [\(all.joined(separator: ", "))]}`"
      )
      .replacing(removal, with: shorter)
  }

  /// Whether the result is the same without the name.
  private var isFirst: Bool {
    joining == .inAnyOrder || entry.layer?.namedInputs.first?.text == name.text
  }

  /// The names as they stand, and what is taken before them where none of them is that.
  private var all: [String] {
    let named = (entry.layer?.namedInputs ?? []).map(\.text)
    if let from = entry.from {
      return from.map(\.text) + (others.isEmpty ? named : others.map(\.text))
    }
    guard others.isEmpty, named.count == 1 else { return named }
    return [name.text] + named
  }

  /// Keys besides the names.
  private var otherKeys: String {
    let entries = (entry.keys?.mapping ?? []).filter { $0.name != "names" }
    return "{" + entries.map { "\($0.name): \($0.value.useSpan.text)" }.joined(separator: ", ")
      + "}"
  }

  private var shorter: String {
    let names = others.map(\.text)
    return names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]"
  }

  /// The list of names, where the others can take its place.
  private var removal: Span? {
    let value = entry.keys?.mapping == nil ? entry.keys : entry.keys?.entry("names")?.value
    guard let value, isFirst, !others.isEmpty, value.sequence != nil, value.aliasSpan == nil,
      value.span.text.hasSuffix("]")
    else { return nil }
    return value.span
  }
}
