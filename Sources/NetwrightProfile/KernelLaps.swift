import NetwrightKernels
import NetwrightRuntime

/// Seconds that each call of a step takes, summed over steps. Thread 0 keeps the time.
///
/// The team meets behind every call, so that a lap is what the slowest thread takes; in a plain step
/// calls that do not need each other overlap.
public final class KernelLaps: @unchecked Sendable {
  /// One for each call of the step, in order; a call in a loop sums up its turns.
  public private(set) var seconds: [Double]
  private var last = 0.0

  public init(count: Int) { seconds = Array(repeating: 0, count: count) }

  /// Begins a step.
  public func begin(_ part: Part) {
    part.barrier()
    if part.index == 0 { last = Clock.seconds }
  }

  /// Ends the lap of a call, on every thread.
  public func end(_ call: Int, _ part: Part) {
    part.barrier()
    guard part.index == 0, seconds.indices.contains(call) else { return }
    let now = Clock.seconds
    seconds[call] += now - last
    last = now
  }

  public func reset() {
    for call in seconds.indices { seconds[call] = 0 }
  }
}
