import NetwrightIR
import NetwrightTensor

/// An op that applies one scalar function at every index. Operands have equal shapes; nothing
/// broadcasts. The function is the formula: interpreter, kernels and emitted code take it from
/// here.
package protocol ElementwiseOp: Op {
  static var function: ScalarFunction { get }
  init()
}

extension ElementwiseOp {
  package init(attributes: AttributeReader) throws(AttributeError) { self.init() }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    let function = Self.function
    try context.requireCount(inputs, function.arity)
    let first = inputs[0]
    for other in inputs.dropFirst() { try context.requireSameShape(first, other) }
    // All operands have one element type, but for the truth value that `select` looks at.
    let values = function == .select ? Array(inputs.dropFirst()) : inputs
    if function == .select { try context.require(first, dtype: .bool) }
    for value in values where !function.accepts(value.type.dtype) {
      throw .dtype(value, expected: function.expectedElements)
    }
    for value in values.dropFirst() where value.type.dtype != values[0].type.dtype {
      throw .dtype(value, expected: values[0].type.dtype.rawValue)
    }
    return [first.type.with(function.resultType(inputs.map(\.type.dtype)))]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let (function, last) = (Self.function, call.inputs.count - 1)
    // Operands beyond the arity do not matter: the last stands for them.
    let (x, y, z) = (call.inputs[0], call.inputs[min(1, last)], call.inputs[min(2, last)])
    let count = min(x.count, y.count, z.count)
    call.results[0].elements = x.elements.withUnsafeBufferPointer { x in
      y.elements.withUnsafeBufferPointer { y in
        z.elements.withUnsafeBufferPointer { z in
          [Scalar](unsafeUninitializedCapacity: count) { result, initialized in
            for index in 0..<count {
              result[index] = function.evaluate(x[index], y[index], z[index])
            }
            initialized = count
          }
        }
      }
    }
  }

  package func lowerElement(at site: ElementSite) -> KernelValue {
    let operands = site.inputTypes.indices.map { site.input($0, site.index) }
    return site.emit(.apply(Self.function, operands), site.resultType.dtype)
  }
}

extension ScalarFunction {
  /// Whether operands, but for the mask of `select`, may have this element type.
  fileprivate func accepts(_ dtype: DType) -> Bool {
    switch self {
    case .and, .or, .not: dtype == .bool
    case .equal, .notEqual, .select: true
    case .add, .subtract, .multiply, .maximum, .minimum, .negate, .absolute, .sign, .rectify, .less,
      .lessOrEqual:
      dtype != .bool
    case .divide, .power, .floor, .squareRoot, .reciprocalSquareRoot, .exponential, .logarithm,
      .logarithmOnePlus, .exponentialMinusOne, .hyperbolicTangent, .logistic, .errorFunction, .sine,
      .cosine:
      dtype.isFloat
    }
  }

  fileprivate var expectedElements: String {
    isLogical ? "bool" : accepts(.i32) ? "numeric" : "f32"
  }
}
