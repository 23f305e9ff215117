import NetwrightLayers

/// Layers that could not be made: what shares a parameter of one of them is not at fault.
struct FaultyLayers {
  private var paths: [String] = []

  mutating func add(_ path: String) { paths.append(path) }

  /// Whether one of them would have had this parameter.
  ///
  /// - Parameter parameter: `token_embedding.table`, from where blocks may stand in front.
  func own(_ parameter: String) -> Bool {
    guard let dot = parameter.lastIndex(of: ".") else { return false }
    let owner = parameter[..<dot]
    return paths.contains { path in
      path == owner || path.hasSuffix(".\(owner)") || owner.hasPrefix("\(path).")
    }
  }
}

/// What a model has when an entry is built.
struct ParameterCounts {
  let parameters: Int
  let states: Int

  init(_ model: ModelGraph) {
    parameters = model.parameters.count
    states = model.states.count
  }
}
