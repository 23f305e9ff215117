import NetwrightDiagnostics
import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Adds a formula to a graph. What has only numbers in it is computed here, in double precision.
struct FormulaLowering {
  /// A tensor of the formula with the place that names or computes it.
  struct Tensor {
    let value: Value
    let term: FormulaError.Term
    var shape: Shape { term.type.shape }
  }

  private enum Item {
    case number(Double)
    case tensor(Tensor)

    var tensor: Tensor? { if case .tensor(let tensor) = self { tensor } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
  }

  let site: LayerSite
  /// By index of the formula's names.
  let tensors: [Tensor]

  func result(of formula: Formula) throws(LayerError) -> Value {
    var stack: [Item] = []
    for (step, place) in zip(formula.steps, formula.places) {
      switch step {
      case .push(.number(let number)): stack.append(.number(number))
      case .push(.name(let index)): stack.append(.tensor(tensors[index]))
      case .apply(let function):
        let operands = Array(stack.suffix(function.arity))
        stack.removeLast(operands.count)
        stack.append(try applied(function, to: operands, at: place))
      }
    }
    guard let result = stack.last?.tensor else { throw .formula(.noTensor) }
    return result.value
  }

  private func applied(
    _ function: ScalarFunction, to operands: [Item], at place: Span
  ) throws(LayerError) -> Item {
    let numbers = operands.compactMap(\.number)
    if numbers.count == operands.count { return .number(function.evaluate(numbers)) }
    let value: Value
    if function == .power, let base = operands[0].tensor, let exponent = operands[1].number {
      value = power(base.value, exponent)
    } else {
      value = try apply(function, to: operands, at: place)
    }
    let term = FormulaError.Term(
      type: site.model.graph.type(of: value), name: "this", span: place)
    return .tensor(Tensor(value: value, term: term))
  }

  private func apply(
    _ function: ScalarFunction, to operands: [Item], at place: Span
  ) throws(LayerError) -> Value {
    let shape = try commonShape(of: operands.compactMap(\.tensor), at: place)
    var values: [Value] = []
    for (index, operand) in operands.enumerated() {
      switch operand {
      case .tensor(let tensor):
        let first = shape.rank - tensor.shape.rank
        values.append(
          site.model.graph.broadcast(
            tensor.value, to: shape, axes: Array(first..<shape.rank)))
      case .number(let number):
        let isMask = function == .select && index == 0
        values.append(
          site.model.graph.constant(number, TensorType(shape, isMask ? .bool : .f32)))
      }
    }
    guard let op = Self.ops[function] else { throw .shape(.region("no op for \(function)")) }
    return try site.apply(op, values)
  }

  /// The shape that all operands have, or are repeated to.
  private func commonShape(of tensors: [Tensor], at place: Span) throws(LayerError) -> Shape {
    var largest = tensors[0]
    for tensor in tensors.dropFirst() {
      if fits(tensor, largest) { continue }
      guard fits(largest, tensor) else {
        throw .formula(.shapes(largest.term, tensor.term, at: place))
      }
      largest = tensor
    }
    return largest.shape
  }

  /// Whether a tensor has the shape of another, or has no batch and the last axes of the other.
  private func fits(_ tensor: Tensor, _ other: Tensor) -> Bool {
    let (shape, target) = (tensor.shape, other.shape)
    guard shape.rank <= target.rank else { return false }
    let isEqual = zip(shape.dims, target.dims.suffix(shape.rank)).allSatisfy {
      site.model.graph.context.solver.equal($0, $1) == .yes
    }
    return isEqual
      && (shape.rank == target.rank || !shape.dims.contains { $0.dependsOnBatch })
  }

  /// Small whole exponents are products, halves are roots.
  private func power(_ base: Value, _ exponent: Double) -> Value {
    let graph = site.model
    if exponent == 0.5 { return graph.graph.squareRoot(base) }
    if exponent == -0.5 { return graph.graph.reciprocalSquareRoot(base) }
    guard exponent.rounded() == exponent, exponent.magnitude <= 16, exponent != 0 else {
      return graph.graph.power(base, graph.graph.constant(exponent, like: base))
    }
    var (result, square, rest) = (Value?.none, base, Int(exponent.magnitude))
    while rest > 0 {
      if rest % 2 == 1 { result = result.map { graph.graph.multiply($0, square) } ?? square }
      rest /= 2
      if rest > 0 { square = graph.graph.multiply(square, square) }
    }
    let product = result ?? base
    guard exponent < 0 else { return product }
    return graph.graph.divide(graph.graph.constant(1, like: product), product)
  }

  /// The op of each scalar function.
  private static let ops: [ScalarFunction: any Op] = {
    var ops: [ScalarFunction: any Op] = [:]
    for type in opRegistry {
      guard let elementwise = type as? any ElementwiseOp.Type else { continue }
      ops[elementwise.function] = elementwise.init()
    }
    return ops
  }()
}
