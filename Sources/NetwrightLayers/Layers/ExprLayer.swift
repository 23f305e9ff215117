import NetwrightDiagnostics
import NetwrightIR
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// An elementwise formula over the input, named tensors and parameters of its own.
///
/// - Shapes: all tensors have one shape; those without a batch may lack axes in front, along which
///   they are repeated. Nothing else is broadcast.
/// - Parameters: those of `parameters`, `initial` at first.
package struct ExprLayer: Layer {
  package static let keyword = "expr"
  package static let doc =
    "An elementwise formula: numbers, `+`, `-`, `*`, `/`, `**`, parentheses, `pi`, and the "
    + "functions \(Formula.functionList); `where(x < 0, a, b)` chooses, by `<`, `<=`, `>` or "
    + "`>=`. `x` is the result before, or what `from:` names, even where an input has that name; "
    + "only where the formula names other tensors beside it must `from:` then say which is meant. "
    + "Other names are inputs and results, parameters of the layer, dimensions and parameters of "
    + "the block; of these a name has one meaning, or it is an error. All tensors have one shape; a "
    + "tensor without a batch, such as a parameter, may lack axes in front and is repeated along "
    + "them."
  package static let example = """
    - expr:
        formula: where(x < 0, alpha * x, x)
        parameters: {alpha: {shape: per-channel, initial: 0.25}}
      as: h
    - expr: h * sigmoid(1.702 * h)
    """
  package static let exampleInput = "f32[batch, 8]"
  package static let inputCount = 0...1_000

  static let formulaKey = Key("formula", .formula, doc: "What to compute for each element.")
  static let parametersKey = Key(
    "parameters", .formulaParameters, default: [],
    doc: "Learned tensors of the formula: names, each with `shape` (`scalar`, `per-channel` or a "
      + "list of sizes) and `initial`, the number that it begins as.")
  package static let table = KeyTable(
    "the layer `expr`", main: "formula", [AnyKey(formulaKey), AnyKey(parametersKey)])

  let formula: Formula
  let parameters: [FormulaParameter]

  package init(_ arguments: Arguments) throws(Poisoned) {
    formula = try arguments.value(Self.formulaKey)
    parameters = try arguments.value(Self.parametersKey)
  }

  private func isParameter(_ name: Name) -> Bool {
    parameters.contains { $0.name.text == name.text }
  }
  private var takesInput: Bool { formula.names.contains { $0.text == Formula.inputName } }

  package var inputAlias: Name? {
    formula.names.first { $0.text == Formula.inputName }
  }
  package var takesResultBefore: Bool { takesInput }
  package var ownNames: [Name] { formula.numbers + formula.names.filter(isParameter) }
  package var namedInputs: [Name] {
    formula.names.filter { $0.text != Formula.inputName && !isParameter($0) }
  }

  /// That of the outermost function, for losses that apply it themselves.
  package var activation: Activation {
    formula.steps.last == .apply(.logistic) ? SigmoidLayer.asActivation : .none
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let chained = site.inputs.count - namedInputs.count
    guard chained == (takesInput ? 1 : 0) else {
      throw .formula(.inputCount(found: chained))
    }
    for input in site.inputs where !input.type.dtype.isFloat {
      throw .elementType(input, needed: .floats)
    }
    try requireNames()
    var learned: [String: Value] = [:]
    for parameter in parameters {
      learned[parameter.name.text] = try parameter.value(at: site)
    }
    var others = site.inputs.dropFirst(chained).makeIterator()
    let tensors = try formula.names.map { (name) throws(LayerError) -> FormulaLowering.Tensor in
      let own = learned[name.text]
      let input = own == nil && name.text != Formula.inputName ? others.next() : site.inputs.first
      // One of the two is there: names are the input, parameters, or named inputs.
      guard let value = own ?? input?.value else { throw .formula(.inputCount(found: chained)) }
      return FormulaLowering.Tensor(
        value: value,
        term: FormulaError.Term(
          type: site.model.graph.type(of: value), name: "`\(name.text)`", span: name.span))
    }
    return try FormulaLowering(site: site, tensors: tensors).result(of: formula)
  }

  private func requireNames() throws(LayerError) {
    for parameter in parameters {
      let name = parameter.name
      if name.text == Formula.inputName
        || Formula.functions.contains(where: { $0.name == name.text })
        || Formula.constants.contains(where: { $0.name == name.text })
      {
        throw .formula(.reservedName(name))
      }
      guard
        formula.names.contains(where: { $0.text == name.text })
          || formula.numbers.contains(where: { $0.text == name.text })
      else { throw .formula(.unusedParameter(name)) }
      if let number = formula.numbers.first(where: { $0.text == name.text }) {
        throw .formula(.sameName(number, parameter: name))
      }
    }
  }
}
