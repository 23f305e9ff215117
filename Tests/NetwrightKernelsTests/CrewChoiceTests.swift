import Testing

@testable import NetwrightKernels

@Suite struct CrewChoiceTests {
  /// Runs `count` steps; the times of a step by team and by the caller alone, in nanoseconds.
  private func run(
    _ choice: inout CrewChoice, steps count: Int, team: Double, caller: Double
  ) -> (team: Int, caller: Int) {
    var steps = (team: 0, caller: 0)
    for _ in 0..<count {
      let isTeam = choice.usesTeam
      if isTeam { steps.team += 1 } else { steps.caller += 1 }
      choice.record(nanoseconds: isTeam ? team : caller)
    }
    return steps
  }

  @Test("an undisturbed team runs nearly all steps")
  func quiet() {
    var choice = CrewChoice()
    let steps = run(&choice, steps: 10_000, team: 1000, caller: 1900)
    #expect(steps.caller <= 14)
  }

  @Test("where the team is held up, the caller takes over and trials cost a twentieth of the time")
  func heldUp() {
    var choice = CrewChoice()
    _ = run(&choice, steps: 1000, team: 17_000, caller: 20_000)
    let steps = run(&choice, steps: 10_000, team: 1_000_000, caller: 20_000)
    let time = Double(steps.team) * 1_000_000 + Double(steps.caller) * 20_000
    #expect(time < 1.5 * 10_000 * 20_000)
  }

  @Test("a team that is held up from the start is found out too")
  func heldUpAtFirst() {
    var choice = CrewChoice()
    let steps = run(&choice, steps: 2000, team: 9000, caller: 4000)
    #expect(steps.team < 200)
  }

  @Test("when the core is free again, the team comes back")
  func freeAgain() {
    var choice = CrewChoice()
    _ = run(&choice, steps: 500, team: 9000, caller: 4000)
    let steps = run(&choice, steps: 500, team: 2000, caller: 4000)
    #expect(steps.caller < 150)
  }

  @Test("what takes a core for a moment costs the team a moment, however long its trials were")
  func brieflyHeldUp() {
    var choice = CrewChoice()
    _ = run(&choice, steps: 500, team: 2300, caller: 4000)
    let disturbed = run(&choice, steps: 60, team: 120_000, caller: 4500)
    #expect(disturbed.caller > 40)
    let steps = run(&choice, steps: 1000, team: 2300, caller: 4000)
    #expect(steps.caller < 100)
  }

  @Test("every step of a team runs all of its work, whoever does it")
  func coversAll() {
    let team = Team(threads: 2)
    let counts = Tensor(UnsafeMutablePointer<Int64>.allocate(capacity: 100))
    defer { counts.base.deallocate() }
    counts.base.initialize(repeating: 0, count: 100)
    for _ in 0..<200 {
      team.runStep { part in
        for index in part.range(of: 100, grain: 7) { counts[index] += 1 }
        part.barrier()
      }
    }
    #expect((0..<100).allSatisfy { counts[$0] == 200 })
  }
}
