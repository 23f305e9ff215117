import NetwrightKernels
import NetwrightRuntime

/// A program that can take the time of every call of its training step.
public protocol ProfiledProgram: Program {
  /// Calls of a step, those in loops counted once.
  var profiledCallCount: Int { get }
  var team: Team { get }

  /// As `trainStep`, or as `evaluateStep` where nothing is trained, with a lap for every call.
  func profileStep(step: Int64, seed: UInt64, laps: KernelLaps)
}
