import NetwrightKernels
import NetwrightRuntime

/// The product of two square matrices by the skeleton that emitted programs call.
enum SquareContraction {
  /// Median milliseconds of one product of `size` by `size` matrices: at least 5 after 2 that are
  /// not timed, and about 0.3 s.
  static func milliseconds(size: Int, _ team: Team) -> Double {
    let (left, right) = (floats(size * size), floats(size * size))
    let result = floats(size * size)
    let workspace = floats(
      contractionWorkspace(rows: size, columns: size, depth: size, threads: team.count))
    var times: [Double] = []
    let start = Clock.seconds
    while times.count < 7 || Clock.seconds - start < 0.3 {
      let began = Clock.seconds
      team.run { multiply(size, left, right, into: result, workspace, $0) }
      times.append((Clock.seconds - began) * 1e3)
    }
    let timed = times.dropFirst(2).sorted()
    return timed[timed.count / 2]
  }

  /// With sizes that are constants of the program, as in emitted code, where they are usual.
  private static func multiply(
    _ size: Int, _ left: Floats, _ right: Floats, into result: Floats, _ workspace: Floats,
    _ part: Part
  ) {
    switch size {
    case 512: product(512, left, right, into: result, workspace, part)
    case 768: product(768, left, right, into: result, workspace, part)
    case 1024: product(1024, left, right, into: result, workspace, part)
    case 1536: product(1536, left, right, into: result, workspace, part)
    case 2048: product(2048, left, right, into: result, workspace, part)
    default: product(size, left, right, into: result, workspace, part)
    }
  }

  /// Transparent, and called inside the region, so that a literal size is still one where the
  /// skeleton is compiled.
  @_transparent
  private static func product(
    _ size: Int, _ left: Floats, _ right: Floats, into result: Floats, _ workspace: Floats,
    _ part: Part
  ) {
    contraction(
      rows: size, columns: size, depth: size,
      left: Matrix(base: left, rowStride: size, columnStride: 1),
      right: Matrix(base: right, rowStride: size, columnStride: 1), workspace: workspace, part
    ) { sum, site in
      result.store(sum, at: site.row &* size &+ site.column, count: site.count)
    }
  }

  /// So many halves, and slack behind them; never freed, since the process ends soon.
  private static func floats(_ count: Int) -> Floats {
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: count + 64)
    memory.initialize(repeating: 0.5, count: count + 64)
    return Floats(memory)
  }
}
