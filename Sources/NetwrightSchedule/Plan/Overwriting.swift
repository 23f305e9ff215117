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
    let roots = pairs.map { graph.root(of: $0.new) }
    // What becomes the next value of another tensor is read at the end.
    let moved = Set(zip(pairs, roots).filter { pair, root in root != pair.old }.map(\.1))
    var taken: Set<Value> = []
    return zip(pairs, roots).filter { pair, root in
      guard case .result(let maker, _) = graph.definition(of: root), !moved.contains(pair.old),
        (lastReader[pair.old] ?? -1) <= maker
      else { return false }
      return taken.insert(root).inserted
    }.map(\.0)
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
