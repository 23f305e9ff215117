/// The passes that a command runs: the standard order, less those that are left out.
package struct PassSelection: Sendable {
  /// Why a list of passes cannot be left out.
  package enum Failure: Error, Hashable {
    case unknown(String)
    case necessary(String, because: String)
  }

  package static let all = PassSelection()

  /// Before differentiation.
  package let forwardPasses: [any Pass]
  /// After it.
  package let passes: [any Pass]

  private init() { self.init(forwardPasses: forwardPipeline, passes: standardPipeline) }

  /// Other passes than the standard ones: for tests that put a wrong one among them.
  package init(forwardPasses: [any Pass], passes: [any Pass]) {
    self.forwardPasses = forwardPasses
    self.passes = passes
  }

  /// The standard order without the passes of these names, wherever they stand in it.
  package init(without names: [String]) throws(Failure) {
    for name in names {
      guard let pass = Self.everyPass.first(where: { type(of: $0).name == name }) else {
        throw .unknown(name)
      }
      if let reason = type(of: pass).necessity { throw .necessary(name, because: reason) }
    }
    forwardPasses = Self.left(of: forwardPipeline, without: names)
    passes = Self.left(of: standardPipeline, without: names)
  }

  private static let everyPass: [any Pass] = forwardPipeline + standardPipeline

  private static func left(of passes: [any Pass], without names: [String]) -> [any Pass] {
    passes.compactMap { names.contains(type(of: $0).name) ? $0.substitute : $0 }
  }

  /// The names of the passes, each once.
  package static let names: [String] = {
    var names: [String] = []
    for pass in everyPass where !names.contains(type(of: pass).name) {
      names.append(type(of: pass).name)
    }
    return names
  }()

  /// Those that may be left out.
  package static let optionalNames: [String] = names.filter { name in
    everyPass.contains { type(of: $0).name == name && type(of: $0).necessity == nil }
  }
}
