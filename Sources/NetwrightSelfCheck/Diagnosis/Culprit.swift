import NetwrightDiagnostics
import NetwrightIR

/// What is to blame for a difference between engines.
package enum Culprit: Hashable, Sendable {
  /// A gradient rule: the slope of the loss is another.
  case gradientRule
  /// The arithmetic of the interpreter in `f32`.
  case interpreter
  /// The first pass after which values differ, by its place among all that run, from 0: those
  /// before differentiation first.
  case pass(String, place: Int)
  /// A kernel of the schedule, by its place among the calls of the step, from 0; where a loop gives
  /// wrong results, its first.
  case kernel(title: String, place: Int, span: Span?)
  /// A kernel of the runtime as the interpreter of plans calls it, though the schedule is right.
  case interpretedKernel(title: String, place: Int, span: Span?)
  /// Lowering to kernels, their order, or the memory plan.
  case schedule
  /// A kernel whose results depend on the number of threads.
  case threads
  /// The emitted code or the kernels of the runtime.
  case emission

  package var description: String {
    switch self {
    case .gradientRule: "a gradient rule"
    case .interpreter: "the interpreter in f32"
    case .pass(let name, let place): "the pass `\(name)` (number \(place + 1) of the pipeline)"
    case .kernel(let title, let place, _): "the kernel `\(title)` (call \(place + 1))"
    case .interpretedKernel(let title, let place, _):
      "the interpreted kernel `\(title)` (call \(place + 1))"
    case .schedule: "the schedule or the memory plan"
    case .threads: "a kernel that divides its work wrongly among threads"
    case .emission: "the emitted code or a kernel of the runtime"
    }
  }

  package var span: Span? {
    switch self {
    case .kernel(_, _, let span), .interpretedKernel(_, _, let span): span
    default: nil
    }
  }
}
