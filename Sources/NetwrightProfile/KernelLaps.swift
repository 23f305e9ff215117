import NetwrightKernels
import NetwrightRuntime

/// Seconds that each call of a step takes, step by step. Thread 0 keeps the time.
///
/// The team meets behind every call, so that a lap is what the slowest thread takes; in a plain step
/// calls that do not need each other overlap.
public final class KernelLaps: @unchecked Sendable {
  /// One for each call of the step that runs, in order; a call in a loop sums up its turns.
  private var current: [Double]
  /// Laps of the steps that have ended.
  private var steps: [[Double]] = []
  private var last = 0.0

  public init(count: Int) { current = Array(repeating: 0, count: count) }

  /// Begins a step.
  public func begin(_ part: Part) {
    part.barrier()
    if part.index == 0 { last = Clock.seconds }
  }

  /// Ends the lap of a call, on every thread.
  public func end(_ call: Int, _ part: Part) {
    part.barrier()
    guard part.index == 0, current.indices.contains(call) else { return }
    let now = Clock.seconds
    current[call] += now - last
    last = now
  }

  /// Remembers the step that has ended.
  func endStep() {
    steps.append(current)
    for call in current.indices { current[call] = 0 }
  }

  /// Forgets all steps.
  func reset() { steps.removeAll() }

  /// The median of each call.
  var medians: [Double] {
    current.indices.map { call in median(steps.map { $0[call] }) }
  }

  /// The least of each call.
  var minima: [Double] {
    current.indices.map { call in steps.lazy.map { $0[call] }.min() ?? 0 }
  }
}
