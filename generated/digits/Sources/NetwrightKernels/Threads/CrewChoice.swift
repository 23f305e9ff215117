/// Chooses for one step after the other between the whole team and the caller alone.
///
/// A team is faster only while the system runs all of its threads at once. Beside a busy process two
/// threads share a core, and every barrier waits until the system lets the other one run; then one
/// thread alone is faster, by much where steps are short. Results do not depend on the choice.
///
/// Both are tried now and then, twice in a row since the first step pays for waking up. In the long run
/// trials are no more than a twentieth of the time; the first ones after a change follow sooner, each
/// twice as late as the one before, since what takes a core for a moment is more frequent than what
/// keeps it.
struct CrewChoice {
  private enum Crew: Int { case team, caller }

  private var current = Crew.team
  /// Nanoseconds of a step, by crew; 0 where there was none yet.
  private var estimates: [2 of Double] = [0, 0]
  /// Steps until the next trial, and from one trial to the next.
  private var stepsLeft = 8
  private var interval = CrewChoice.shortestInterval
  /// Trials in a row that changed nothing.
  private var vainTrials = 0
  private var sinceTrial = 0
  /// Steps left of the trial that goes on.
  private var trialSteps = 0
  /// What a step took when the choice was made, and how many in a row took much longer.
  private var reference = 0.0
  private var slowSteps = 0

  private static let shortestInterval = 16
  private static let longestInterval = 4096

  /// Whether the whole team runs the next step.
  var usesTeam: Bool { (trialSteps > 0 ? other : current) == .team }

  private var other: Crew { current == .team ? .caller : .team }

  /// Takes note of the time of a step that ran as `usesTeam` said.
  mutating func record(nanoseconds: Double) {
    if trialSteps > 0 {
      trialSteps -= 1
      if trialSteps == 0 { endTrial(nanoseconds) }
      return
    }
    let known = estimates[current.rawValue]
    // The first steps touch memory for the first time, and say little.
    let weight = reference == 0 && nanoseconds < known ? 0.5 : 0.25
    estimates[current.rawValue] =
      known == 0 ? nanoseconds : known + (nanoseconds - known) * weight
    sinceTrial += 1
    stepsLeft -= 1
    noticeSlowness(nanoseconds)
    if stepsLeft <= 0 { trialSteps = 2 }
  }

  private mutating func endTrial(_ nanoseconds: Double) {
    let usual = estimates[current.rawValue]
    estimates[other.rawValue] = nanoseconds
    if nanoseconds < usual * 0.9 {
      current = other
      interval = Self.shortestInterval
      vainTrials = 0
    } else {
      if current == .team { interval = min(interval * 4, Self.longestInterval) }
      vainTrials += 1
    }
    reference = estimates[current.rawValue]
    let cost = 2 * nanoseconds / max(reference, 1)
    let patience = Double(Self.shortestInterval << min(vainTrials, 8))
    stepsLeft = max(interval, Int(min(20 * cost, patience)))
    sinceTrial = 0
    slowSteps = 0
  }

  /// The team became slower: perhaps somebody else took one of its cores.
  private mutating func noticeSlowness(_ nanoseconds: Double) {
    guard current == .team, reference > 0 else { return }
    slowSteps = nanoseconds > 1.5 * reference ? slowSteps + 1 : 0
    guard slowSteps >= 2, sinceTrial >= Self.shortestInterval else { return }
    interval = Self.shortestInterval
    stepsLeft = 0
  }
}
