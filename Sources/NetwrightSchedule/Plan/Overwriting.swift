import NetwrightIR

/// A tensor that keeps its place from step to step, or from turn to turn, and gets a new value.
struct Overwriting {
  let old: Value
  let new: Value

  /// Those of the pairs whose new value may be stored over the old one: every reader of the old
  /// value comes before its maker, or is the maker.
  ///
  /// - Parameter readAtEnd: values that are read once all nodes have run.
  static func inPlace(
    _ pairs: [Overwriting], readAtEnd: [Value], in graph: Graph
  ) -> [Overwriting] {
    var lastReader: [Value: Int] = [:]
    for (index, node) in graph.nodes.enumerated() {
      for input in node.inputs { lastReader[graph.root(of: input)] = index }
    }
    for value in readAtEnd { lastReader[graph.root(of: value)] = .max }
    var taken: Set<Value> = []
    return pairs.filter { pair in
      let root = graph.root(of: pair.new)
      // What becomes the next value of another tensor is read at the end.
      let isMoved = pairs.contains { graph.root(of: $0.new) == pair.old && $0.old != pair.old }
      guard case .result(let maker, _) = graph.definition(of: root), !isMoved,
        (lastReader[pair.old] ?? -1) <= maker
      else { return false }
      return taken.insert(root).inserted
    }
  }
}

extension Graph {
  /// The value whose memory a chain of reshapes shows.
  package func root(of value: Value) -> Value {
    var current = value
    while let node = producer(of: current), node.traits.contains(.reshaping) {
      current = node.inputs[0]
    }
    return current
  }
}
