/// The passes that a command runs: the standard order, less those that are left out.
package struct PassSelection: Sendable {
  /// Why a list of passes cannot be left out.
  package enum Failure: Error, Hashable {
    case unknown(String)
    case necessary(String, because: String)
  }

  package static let all = PassSelection()

  package let passes: [any Pass]

  private init() { passes = standardPipeline }

  /// The standard order without the passes of these names, wherever they stand in it.
  package init(without names: [String]) throws(Failure) {
    for name in names {
      guard let pass = standardPipeline.first(where: { type(of: $0).name == name }) else {
        throw .unknown(name)
      }
      if let reason = type(of: pass).necessity { throw .necessary(name, because: reason) }
    }
    passes = standardPipeline.compactMap { pass in
      names.contains(type(of: pass).name) ? pass.substitute : pass
    }
  }

  /// The names of the standard order, each once.
  package static let names: [String] = {
    var names: [String] = []
    for pass in standardPipeline where !names.contains(type(of: pass).name) {
      names.append(type(of: pass).name)
    }
    return names
  }()

  /// Those that may be left out.
  package static let optionalNames: [String] = names.filter { name in
    standardPipeline.contains { type(of: $0).name == name && type(of: $0).necessity == nil }
  }
}
