/// Layers that could not be made: what shares a parameter of one of them is not at fault.
struct FaultyLayers {
  /// Longer names are of no layer.
  private static let longestName = 1_000

  private var paths: Set<String> = []

  mutating func add(_ path: String) { paths.insert(path) }

  /// Whether one of them would have had this parameter.
  ///
  /// - Parameters:
  ///   - parameter: `token_embedding.table`.
  ///   - layer: the path of the layer that names it; blocks around it may stand in front.
  func own(_ parameter: String, seenFrom layer: String) -> Bool {
    guard !paths.isEmpty, parameter.utf8.count <= Self.longestName else { return false }
    var prefix = layer[...]
    while true {
      prefix = prefix[..<(prefix.lastIndex(of: ".") ?? prefix.startIndex)]
      var path = prefix.isEmpty ? parameter[...] : "\(prefix).\(parameter)"[...]
      while let dot = path.lastIndex(of: ".") {
        path = path[..<dot]
        if paths.contains(String(path)) { return true }
      }
      if prefix.isEmpty { return false }
    }
  }
}
