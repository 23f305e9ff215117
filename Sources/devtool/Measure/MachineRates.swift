import NetwrightKernels
import NetwrightRuntime

/// The limits of the machine that any kernel meets.
enum MachineRates {
  /// Fused multiply-adds in registers on all threads of `team`, in 10⁹ floating-point operations
  /// per second (2 for each lane of each multiply-add); the best of 20 trials of some 10 ms.
  static func multiplyAddRate(_ team: Team) -> Double {
    let rounds = 2_000_000
    let results = floats(team.count * 64)
    let operations = Double(2 * chains * lanes * rounds * team.count)
    return best(trials: 20) {
      team.run { part in
        let place = results.advanced(by: part.index * 64)
        place.store(multiplyAdds(rounds, seed: place), at: 0, count: lanes)
      }
      return operations / 1e9
    }
  }

  /// `a = b + s · c` over arrays that no cache holds, in 10⁹ bytes per second; the two that are
  /// read and the one that is written count once each. The best of 10 trials.
  static func triadRate(_ team: Team) -> Double {
    let count = 1 << 25
    let (a, b, c) = (floats(count), floats(count), floats(count))
    return best(trials: 10) {
      team.run { part in
        let range = part.range(of: count, grain: 4096)
        let scale = Vector(repeating: 0.5)
        for index in stride(from: range.lowerBound, to: range.upperBound, by: lanes) {
          let sum = nw_multiply_add(scale, c.vector(at: index), b.vector(at: index))
          a.store(sum, at: index, count: lanes)
        }
      }
      return Double(3 * 4 * count) / 1e9
    }
  }

  /// Independent sums: more than the latency of a multiply-add times how many start in a cycle.
  private static let chains = 12

  /// `rounds` multiply-adds in each of `chains` sums that stay in registers.
  @inline(never)
  private static func multiplyAdds(_ rounds: Int, seed: Floats) -> Vector {
    let (f, t) = (seed.vector(at: 16), seed.vector(at: 32))
    var (a, b, c, d) = (t, t + f, t - f, t * f)
    var (e, g, h, i) = (a + t, b + t, c + t, d + t)
    var (j, k, l, m) = (e + t, g + t, h + t, i + t)
    for _ in 0..<rounds {
      (a, b) = (nw_multiply_add(a, f, t), nw_multiply_add(b, f, t))
      (c, d) = (nw_multiply_add(c, f, t), nw_multiply_add(d, f, t))
      (e, g) = (nw_multiply_add(e, f, t), nw_multiply_add(g, f, t))
      (h, i) = (nw_multiply_add(h, f, t), nw_multiply_add(i, f, t))
      (j, k) = (nw_multiply_add(j, f, t), nw_multiply_add(k, f, t))
      (l, m) = (nw_multiply_add(l, f, t), nw_multiply_add(m, f, t))
    }
    return a + b + c + d + e + g + h + i + j + k + l + m
  }

  /// The largest of several rates; `work` returns the amount that it did.
  private static func best(trials: Int, _ work: () -> Double) -> Double {
    var best = 0.0
    for _ in 0..<trials {
      let start = Clock.seconds
      let amount = work()
      best = max(best, amount / (Clock.seconds - start))
    }
    return best
  }

  /// So many halves, and slack behind them; never freed, since the process ends soon.
  static func floats(_ count: Int) -> Floats {
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: count + 64)
    memory.initialize(repeating: 0.5, count: count + 64)
    return Floats(memory)
  }
}
