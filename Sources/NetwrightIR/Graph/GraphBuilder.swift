import NetwrightDiagnostics
import NetwrightTensor

/// Builds a graph node by node; each op computes the types of its results.
package struct GraphBuilder {
  /// The first rejected application of `apply`, with the node it would have been.
  package struct Failure: Error {
    package let error: ShapeError
    package let keyword: String
    package let origin: Origin

    package init(error: ShapeError, keyword: String, origin: Origin) {
      self.error = error
      self.keyword = keyword
      self.origin = origin
    }
  }

  package private(set) var graph: Graph
  package var context: ShapeContext
  /// The origin of the nodes that follow.
  package var origin: Origin = .none
  package private(set) var failure: Failure?

  package init(name: String, context: ShapeContext = ShapeContext()) {
    graph = Graph(name: name)
    self.context = context
  }

  package func type(of value: Value) -> TensorType { graph.type(of: value) }

  package mutating func input(
    _ name: String, _ type: TensorType, role: InputRole = .data
  ) -> Value {
    graph.appendInput(name: name, type: type, role: role)
  }

  package mutating func output(_ name: String, _ value: Value, role: OutputRole = .result) {
    graph.appendOutput(GraphOutput(name: name, value: value, role: role))
  }

  /// Adds a node and returns its results.
  package mutating func add(
    _ op: any Op, _ inputs: [Value], regions: [Graph] = []
  ) throws(ShapeError) -> [Value] {
    let operands = inputs.map { value in
      Operand(graph.type(of: value), span: graph.span(of: value))
    }
    let types = try context.resultTypes(of: op, on: operands, regions: regions)
    try context.requireAddressable(types)
    guard graph.size < context.maximumNodes else {
      throw .tooManyNodes(limit: context.maximumNodes)
    }
    return graph.appendNode(
      op, inputs: inputs, regions: regions, resultTypes: types, origin: origin)
  }

  /// Adds a node with one result, for code that cannot fail when the compiler is right: gradients,
  /// decompositions, passes. A rejected application is kept in `failure` and found by `finish`.
  package mutating func apply(_ op: any Op, _ inputs: Value..., regions: [Graph] = []) -> Value {
    apply(op, list: inputs, regions: regions)[0]
  }

  package mutating func apply(
    _ op: any Op, list inputs: [Value], regions: [Graph] = []
  ) -> [Value] {
    do { return try add(op, inputs, regions: regions) } catch {
      let keyword = Swift.type(of: op).keyword
      if failure == nil { failure = Failure(error: error, keyword: keyword, origin: origin) }
      // A stand-in keeps the rest of the rule going; `finish` throws before anyone sees it.
      return [inputs.first ?? Value(id: 0)]
    }
  }

  /// Keeps a failure inside a region that the code of a compiler built, to be found by `finish`.
  package mutating func note(_ failure: Failure) {
    if self.failure == nil { self.failure = failure }
  }

  /// Adds a node of another graph again, on operands of the same types: the types of its results
  /// are known to be right.
  mutating func repeated(_ node: Node, _ inputs: [Value], types: [TensorType]) -> [Value] {
    graph.appendNode(
      node.op, inputs: inputs, regions: node.regions, resultTypes: types, origin: origin)
  }

  package consuming func finish() throws(Failure) -> Graph {
    if let failure { throw failure }
    return graph
  }
}
