import NetwrightIR

/// One dispatch outside of the loops. It stands in the module of the ops, so that the compiler sees
/// op and scalar type together and specializes `evaluate` for both.
extension Op {
  package func evaluateSingle(_ call: inout ReferenceCall<Float>) { evaluate(&call) }

  package func evaluateDouble(_ call: inout ReferenceCall<Double>) { evaluate(&call) }
}
