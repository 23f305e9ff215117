import NetwrightIR
import NetwrightTensor

/// Applications of `scan` for the suites that run over the registry.
enum ScanExamples {
  static let all = [
    recurrence(batch: 2, width: 3, length: 4, reversed: false),
    recurrence(batch: 3, width: 9, length: 5, reversed: true),
    recurrence(batch: 1, width: 1, length: 1, reversed: false),
    recurrence(batch: 2, width: 2, length: 0, reversed: false),
    crossed(length: 3),
  ]

  /// `h ← tanh(h · w + x)`, with a second use of the carry and of the weights; gives every `h` and
  /// every `h` before it.
  private static func recurrence(
    batch: Int, width: Int, length: Int, reversed: Bool
  ) -> OpExample {
    let types = [
      TensorType(sizes: [batch, width]), TensorType(sizes: [length, batch, width]),
      TensorType(sizes: [width, width]),
    ]
    return example(types, carries: 1, sequences: 1, length: length, reversed: reversed) {
      body, graph in
      let (h, x, w) = (body.carries[0], body.elements[0], body.constants[0])
      let product = graph.contract(h, w)
      let twice = graph.contract(graph.multiply(h, x), w)
      let next = graph.tanh(graph.add(graph.add(product, x), twice))
      return ([next], [next, graph.multiply(next, h), h])
    }
  }

  /// Two carries that change places, one integer sequence, a slice of a constant, and outputs that
  /// are an element and a constant.
  private static func crossed(length: Int) -> OpExample {
    let types = [
      TensorType(sizes: [5]), TensorType(sizes: [5]), TensorType(sizes: [length], .i32),
      TensorType(sizes: [2, 5]),
    ]
    return example(types, carries: 2, sequences: 1, length: length, reversed: false) {
      body, graph in
      let (a, b, number, table) = (
        body.carries[0], body.carries[1], body.elements[0], body.constants[0]
      )
      let row = graph.reshape(graph.slice(table, starts: [1, 0], sizes: [1, 5]), to: [5])
      let scale = graph.broadcast(graph.convert(number, to: .f32), to: [5], axes: [])
      let next = graph.add(graph.multiply(a, row), scale)
      return ([b, next], [a, number, table, graph.reduceSum(b, axes: [0])])
    }
  }

  private static func example(
    _ types: [TensorType], carries: Int, sequences: Int, length: Int, reversed: Bool,
    _ body: (GraphBuilder.ScanBody, inout GraphBuilder) -> (carries: [Value], outputs: [Value])
  ) -> OpExample {
    var builder = GraphBuilder(name: "example")
    let inputs = types.enumerated().map { builder.input("\($0)", $1) }
    let (last, outputs) = builder.scan(
      carries: Array(inputs.prefix(carries)),
      sequences: Array(inputs.dropFirst(carries).prefix(sequences)),
      constants: Array(inputs.dropFirst(carries + sequences)), length: Dim(length),
      reversed: reversed, body)
    let node = builder.graph.nodes[0]
    return OpExample(
      node.op, types, results: (last + outputs).map { builder.type(of: $0) }, range: -1...1,
      regions: node.regions)
  }
}
