import NetwrightDiagnostics
import NetwrightIR
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// A learned tensor of an `expr` layer: `alpha: {shape: per-channel, initial: 0.25}`.
package struct FormulaParameter: Sendable {
  enum Form: Hashable, Sendable {
    case sizes([Int])
    /// As long as the last axis of the layer's first tensor.
    case perChannel
  }

  let name: Name
  let form: Form
  let initial: Double

  static let shapeKey = Key(
    "shape", .formulaParameterShape, default: .sizes([]),
    doc: "`scalar`, `per-channel`, or a list of sizes.")
  static let initialKey = Key("initial", .number(.any), doc: "What every element begins as.")
  package static let table = KeyTable(
    "a parameter of `expr`", [AnyKey(shapeKey), AnyKey(initialKey)])

  static let maximumCount = 100

  func value(at site: LayerSite) throws(LayerError) -> Value {
    switch form {
    case .sizes(let sizes): return try site.parameter(name.text, sizes, .constant(initial))
    case .perChannel:
      guard let size = site.inputs.first?.shape.dims.last?.constant else {
        throw .formula(.noChannels(name))
      }
      return try site.parameter(name.text, [size], .constant(initial))
    }
  }
}

extension ValueType where Value == FormulaParameter.Form {
  static var formulaParameterShape: ValueType {
    let name = "`scalar`, `per-channel` or a list of sizes"
    let form = ValueForm.oneOf([
      .words(["scalar", "per-channel"]), .list(ValueType<Int>.size.form),
    ])
    return ValueType(name, form: form) { (node, decoder) throws(Poisoned) in
      switch node.scalar?.text {
      case "scalar": return .sizes([])
      case "per-channel": return .perChannel
      default:
        let sizes = ValueType<[Int]>.list(ValueType<Int>.size, of: name)
        let found = try sizes.decode(node, decoder)
        guard found.count <= Shape.maximumRank else {
          throw decoder.wrongCount(
            node, expecting: "at most \(Shape.maximumRank) sizes", found: found.count)
        }
        return .sizes(found)
      }
    } text: { form in
      switch form {
      case .sizes([]): "scalar"
      case .sizes(let sizes): "[\(sizes.map(String.init).joined(separator: ", "))]"
      case .perChannel: "per-channel"
      }
    }
  }
}

extension ValueType where Value == [FormulaParameter] {
  static var formulaParameters: ValueType {
    let name = "a mapping of parameter names"
    return ValueType(name, form: .named(.section(.formulaParameter))) {
      (node, decoder) throws(Poisoned) in
      let entries = try decoder.mapping(of: node, expecting: name)
      guard entries.count <= FormulaParameter.maximumCount else {
        throw decoder.wrongCount(
          node, expecting: "at most \(FormulaParameter.maximumCount) parameters",
          found: entries.count)
      }
      var parameters: [FormulaParameter] = []
      for entry in entries where !parameters.contains(where: { $0.name.text == entry.name }) {
        let place = entry.key.useSpan
        try decoder.requireIdentifier(entry.name, at: place)
        let keys = try FormulaParameter.table.decode(entry.value, at: place, decoder)
        parameters.append(
          FormulaParameter(
            name: Name(text: entry.name, span: place),
            form: try keys.value(FormulaParameter.shapeKey),
            initial: try keys.value(FormulaParameter.initialKey)))
      }
      return parameters
    } text: { parameters in
      let texts = parameters.map { parameter in
        let shape = ValueType<FormulaParameter.Form>.formulaParameterShape.text(parameter.form)
        return "\(parameter.name.text): {shape: \(shape), initial: \(parameter.initial)}"
      }
      return texts.isEmpty ? "" : "{" + texts.joined(separator: ", ") + "}"
    }
  }
}
