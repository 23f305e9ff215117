import NetwrightDiagnostics
import NetwrightInterpreter
import NetwrightSchedule

/// An engine cannot run a checked spec: always a fault of the compiler.
struct EngineFailure: Error {
  let engine: Engine
  let reason: String

  /// What the reference interpreter says.
  init(_ failure: PreparedGraph.Failure) {
    engine = .reference
    reason =
      switch failure {
      case .missingInput(let name): "the input \(name) has no source"
      case .inputSize(let name, let expected, let found):
        "the input \(name) is \(expected), but has the sizes \(found)"
      case .unboundType(let type): "a value of type \(type) has no size"
      case .indexOutOfRange(let input, let row, let value, let bound):
        "row \(row) of \(input) is \(value), outside 0..<\(bound)"
      case .graph(let text): text
      }
  }

  /// What the interpreter of plans says.
  init(_ failure: LoweringFailure) {
    engine = .fast
    reason = "\(failure.node): \(failure.reason)"
  }

  var diagnostic: Diagnostic {
    Diagnostic("E0904", "the \(engine.rawValue) engine cannot run this spec: \(reason)", at: nil)
      .expected("a program that every engine runs").found(reason)
      .help("this is a fault of Netwright; another `--engine` may run the spec")
  }
}
