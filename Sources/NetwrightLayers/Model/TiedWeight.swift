import NetwrightDiagnostics
import NetwrightIR
import NetwrightSchema
import NetwrightTensor

/// `{tied: token_embedding.table, transposed: true}`: the weight of another layer in the place of an
/// own one.
package struct TiedWeight: Sendable {
  /// The path of a parameter that is made before, from the list of layers outwards: in a block its
  /// own layers come first.
  let path: Name
  let isTransposed: Bool

  static let pathKey = Key(
    "tied", .parameterPath, doc: "The parameter: `NAME.weight` of a layer above.")
  static let transposedKey = Key(
    "transposed", .flag, default: false, doc: "Whether rows and columns are exchanged.")
  package static let table = KeyTable("a tied weight", [AnyKey(pathKey), AnyKey(transposedKey)])

  /// The key of a layer under which a weight of its own can be replaced.
  static func key(_ name: String) -> Key<TiedWeight?> {
    Key(
      name, .optional(.tiedWeight), default: nil,
      doc: "The weight of another layer instead of an own, as `{tied: PATH, transposed: true}`.")
  }
}

extension ValueType where Value == TiedWeight {
  static var tiedWeight: ValueType {
    ValueType("a tied weight", form: .section(.tiedWeight)) { (node, decoder) throws(Poisoned) in
      let keys = try TiedWeight.table.decode(node, at: node.useSpan, decoder)
      return TiedWeight(
        path: try keys.value(TiedWeight.pathKey),
        isTransposed: try keys.value(TiedWeight.transposedKey))
    } text: {
      "{tied: \($0.path.text), transposed: \($0.isTransposed)}"
    }
  }
}

extension ValueType where Value == Name {
  /// Names with dots between them.
  static var parameterPath: ValueType {
    let name = "the path of a parameter such as `dense_1.weight`"
    return ValueType(name, form: .text) { (node, decoder) throws(Poisoned) in
      let text = try decoder.text(of: node, expecting: name)
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      let areNames = parts.allSatisfy { Identifier.isValid(String($0)) }
      guard areNames, (2...100).contains(parts.count) else {
        throw decoder.mismatch(
          node, expecting: name, help: "the layer, a dot, and what the weight is to it")
      }
      return Name(text: text, span: node.useSpan)
    } text: {
      $0.text
    }
  }
}

/// Why a weight cannot be tied; data only, the wording lives in `diagnostic`.
package enum TieError: Error {
  case unknown(Name, known: [String])
  case shape(TiedWeight, TensorInfo, needed: Shape)
  case initializer(TiedWeight)
}

extension TieError {
  func diagnostic(layer: String, at span: Span) -> Diagnostic {
    switch self {
    case .unknown(let path, let known):
      let finding = Diagnostic(
        "E0201", "no parameter `\(path.text)` is made before `\(layer)`", at: path.span
      ).expected("a parameter of a layer above").found("`\(path.text)`")
      let near = nearNames(of: path.text, among: known)
      // Those of the same kind first.
      let ending = "." + (path.text.split(separator: ".").last ?? "")
      let sorted = known.filter { $0.hasSuffix(ending) } + known.filter { !$0.hasSuffix(ending) }
      let list =
        sorted.prefix(8).map { "`\($0)`" }.joined(separator: ", ") + (known.count > 8 ? ", …" : "")
      return (near.count == 1 ? finding.replacing(path.span, with: near[0]) : finding)
        .help(
          didYouMean(path.text, among: known)
            ?? (known.isEmpty ? "no layer above has parameters" : "parameters are \(list)"))
    case .shape(let tied, let info, let needed):
      let (rows, type) = (Array(info.type.shape.dims.reversed()), info.type)
      let fitsTransposed = !tied.isTransposed && Shape(rows) == needed
      let fitsPlain = tied.isTransposed && info.type.shape == needed
      return Diagnostic(
        "E0332",
        "`\(info.name)` is \(type), `\(layer)` needs \(needed)"
          + (tied.isTransposed ? " after transposition" : ""), at: tied.path.span
      ).expected("\(needed)" + (tied.isTransposed ? ", transposed" : "")).found("\(type)")
        .label(info.origin, "`\(info.name)` is made here").label(span, "`\(layer)` uses it")
        .help(
          fitsTransposed
            ? "add `transposed: true`"
            : fitsPlain ? "remove `transposed: true`" : "change one of the two layers")
    case .initializer(let tied):
      return Diagnostic(
        "E0108", "`initializer` and a tied weight exclude each other", at: tied.path.span
      ).expected("one of the two").found("both").label(span, "`\(layer)`")
        .help("the weight begins as its own layer says")
    }
  }
}

extension LayerSite {
  /// A weight of the layer, or that of another layer, its axes as they are there.
  ///
  /// - Parameter tied: the other weight; it must have `sizes`, or those of the transposed weight.
  func weight(
    _ name: String, _ sizes: [Int], _ initializer: InitialValue, tied: TiedWeight?
  ) throws(LayerError) -> Value {
    guard let tied else { return try parameter(name, sizes, initializer) }
    guard let (info, value) = model.parameter(tied.path.text, seenFrom: path) else {
      throw .tie(.unknown(tied.path, known: model.parameterNames(limit: 200)))
    }
    let shape = Shape(sizes: sizes)
    guard info.type.shape == (tied.isTransposed ? Shape(shape.dims.reversed()) : shape) else {
      throw .tie(.shape(tied, info, needed: shape))
    }
    return value
  }
}
