import NetwrightKernels
import Synchronization
import Testing

@Suite struct TeamTests {
  @Test("every thread runs the region once, and barriers keep order", arguments: [1, 2, 3, 8])
  func barriers(threads: Int) {
    let team = Team(threads: threads)
    let first = Atomic<Int>(0)
    let second = Atomic<Int>(0)
    for round in 1...200 {
      team.run { part in
        first.add(1, ordering: .relaxed)
        part.barrier()
        if first.load(ordering: .relaxed) == round * team.count {
          second.add(1, ordering: .relaxed)
        }
        part.barrier()
      }
    }
    #expect(team.count == threads)
    #expect(second.load(ordering: .relaxed) == 200 * threads)
  }

  @Test("a team of no threads is the caller alone, a huge one is cut")
  func extremes() {
    #expect(Team(threads: 0).count == 1)
    #expect(Team(threads: -5).count == 1)
    #expect(Team(threads: 100_000).count <= 256)
  }

  @Test("shares cover everything once", arguments: [0, 1, 7, 1024, 1025, 100_000], [1, 6, 1024])
  func shares(total: Int, grain: Int) {
    let team = Team(threads: 1)
    for count in 1...7 {
      var next = 0
      for index in 0..<count {
        let range = Part(index: index, count: count, team: team).range(of: total, grain: grain)
        #expect(range.lowerBound == next)
        #expect(range.upperBound == total || range.upperBound % grain == 0)
        next = range.upperBound
      }
      #expect(next == total)
    }
  }

  @Test("calls from several threads take turns")
  func turns() async {
    let team = Team(threads: 2)
    let counts = Counts()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<50 {
            team.run { part in
              if part.index == 0 {
                let now = counts.inside.add(1, ordering: .relaxed).newValue
                counts.most.max(now, ordering: .relaxed)
              }
              part.barrier()
              if part.index == 0 { counts.inside.subtract(1, ordering: .relaxed) }
            }
          }
        }
      }
    }
    #expect(counts.most.load(ordering: .relaxed) == 1)
  }

  /// How many regions are open, and the most that ever were at once.
  private final class Counts: Sendable {
    let inside = Atomic<Int>(0)
    let most = Atomic<Int>(0)
  }
}
