import NetwrightKernels
import NetwrightRuntime

/// Seconds that each call of a step takes, for each of the last steps. Thread 0 keeps the time.
///
/// The team meets behind every call, so that a lap is what the slowest thread takes; in a plain step
/// calls that do not need each other overlap.
public final class KernelLaps: @unchecked Sendable {
  /// Steps that are remembered: enough for a median, and never much memory.
  private static let remembered = 1024

  /// One for each call of the step that runs, in order; a call in a loop sums up its turns.
  private var current: [Double]
  /// Laps of whole steps, in no particular order.
  private var steps: [[Double]] = []
  private var count = 0
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
    if steps.count < Self.remembered {
      steps.append(current)
    } else {
      steps[count % Self.remembered] = current
    }
    count += 1
    for call in current.indices { current[call] = 0 }
  }

  /// Forgets all steps.
  func reset() {
    steps.removeAll()
    count = 0
  }

  /// For each call the lap that `fraction` of the steps were faster than, in seconds: 0 is the
  /// fastest, 0.5 the median, which a step that was interrupted does not move.
  func quantile(_ fraction: Double) -> [Double] {
    current.indices.map { call in
      let laps = steps.map { $0[call] }.sorted()
      return laps.isEmpty ? 0 : laps[Int(Double(laps.count - 1) * fraction)]
    }
  }
}
