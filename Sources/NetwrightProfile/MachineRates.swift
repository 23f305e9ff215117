import NetwrightKernels
import NetwrightRuntime

/// What the machine can do at most, measured with the team that runs the steps.
public struct MachineRates {
  /// Fused multiplications and additions, two operations each, in units of 10⁹ a second.
  public let gigaflops: Double
  /// Bytes that move between memory and the cores, in units of 10⁹ a second.
  public let gigabytes: Double

  /// Takes about a second, with more trials longer.
  public static func measure(_ team: Team, trials: Int = 5) -> MachineRates {
    MachineRates(
      gigaflops: best(of: trials) { arithmetic(team) } / 1e9,
      gigabytes: bandwidth(team, trials: trials) / 1e9)
  }

  /// Bytes a second between memory and the cores at best.
  static func bandwidth(_ team: Team, trials: Int = 5) -> Double {
    best(of: trials) { traffic(team) }
  }

  /// The largest of a few figures: what disturbs a measurement makes it smaller.
  private static func best(of trials: Int, _ measure: () -> Double) -> Double {
    _ = measure()
    return (0..<trials).reduce(0) { best, _ in max(best, measure()) }
  }

  /// Operations a second of chains that fit into registers and do not wait for each other: 24
  /// in every round, lane and thread, some 4 ms for the rounds that are preset.
  static func arithmetic(_ team: Team, rounds: Int = 2_000_000) -> Double {
    let sums = Floats(.allocate(capacity: team.count * 64))
    defer { sums.base.deallocate() }
    let start = Clock.seconds
    team.run { part in
      var chains = InlineArray<12, Vector>(repeating: Vector(repeating: 1))
      let factor = Vector(repeating: 0.999)
      let term = Vector(repeating: 0.001)
      for _ in 0..<rounds {
        for chain in 0..<12 { chains[chain] = term.addingProduct(chains[chain], factor) }
      }
      var total = chains[0]
      for chain in 1..<12 { total += chains[chain] }
      sums[part.index * 64] = total.sum()
    }
    let operations = Double(team.count) * Double(rounds) * 12 * Double(lanes) * 2
    return operations / (Clock.seconds - start)
  }

  /// Bytes a second of `a = b + s · c` over tensors that no cache holds.
  private static func traffic(_ team: Team) -> Double {
    let count = 8 << 20
    let memory = Floats(.allocate(capacity: 3 * count + lanes))
    defer { memory.base.deallocate() }
    memory.base.initialize(repeating: 1, count: 3 * count + lanes)
    let (target, first, second) = (
      memory, memory.advanced(by: count), memory.advanced(by: 2 * count)
    )
    let start = Clock.seconds
    team.run { part in
      let factor = Vector(repeating: 0.5)
      let share = part.range(of: count, grain: lanes)
      for at in stride(from: share.lowerBound, to: share.upperBound, by: lanes) {
        let sum = first.vector(at: at).addingProduct(second.vector(at: at), factor)
        target.store(sum, at: at, count: lanes)
      }
    }
    return Double(3 * 4 * count) / (Clock.seconds - start)
  }
}
