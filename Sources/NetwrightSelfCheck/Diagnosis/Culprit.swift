import NetwrightDiagnostics
import NetwrightIR

/// What is to blame for a difference between engines.
package enum Culprit: Hashable, Sendable {
  /// A gradient rule: the slope of the loss is another.
  case gradientRule
  /// The arithmetic of the interpreter in `f32`.
  case interpreter
  /// The first pass after which values differ, by its place in the pipeline, from 0.
  case pass(String, place: Int)
  /// A kernel of the schedule, by its place among the calls of the step, from 0.
  case kernel(title: String, place: Int, span: Span?)
  /// Lowering to kernels, their order, or the memory plan.
  case schedule
  /// The emitted code or the kernels of the runtime.
  case emission

  package var description: String {
    switch self {
    case .gradientRule: "a gradient rule"
    case .interpreter: "the interpreter in f32"
    case .pass(let name, let place): "the pass `\(name)` (number \(place + 1) of the pipeline)"
    case .kernel(let title, let place, _): "the kernel `\(title)` (call \(place + 1))"
    case .schedule: "the schedule or the memory plan"
    case .emission: "the emitted code or a kernel of the runtime"
    }
  }

  package var span: Span? {
    if case .kernel(_, _, let span) = self { span } else { nil }
  }
}
