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
    case 512: SquareProduct<512>.run(left, right, into: result, workspace, part)
    case 768: SquareProduct<768>.run(left, right, into: result, workspace, part)
    case 1024: SquareProduct<1024>.run(left, right, into: result, workspace, part)
    case 1536: SquareProduct<1536>.run(left, right, into: result, workspace, part)
    case 2048: SquareProduct<2048>.run(left, right, into: result, workspace, part)
    default: product(size, left, right, into: result, workspace, part)
    }
  }

  /// Transparent, so that a size that is a constant of the caller is one where the skeleton is
  /// compiled.
  @_transparent
  fileprivate static func product(
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

  /// So many halves, and slack behind them, where programs have their tensors; never freed, since the
  /// process ends soon.
  private static func floats(_ count: Int) -> Floats {
    let memory = Arena.allocate(byteCount: 4 * (count + 64)).assumingMemoryBound(to: Float.self)
    memory.initialize(repeating: 0.5, count: count + 64)
    return Floats(memory)
  }
}

/// The product of one size: every emitted kernel calls the skeleton once, so that it is compiled for
/// its sizes; several calls with one closure would share what is compiled.
private enum SquareProduct<let size: Int> {
  @inline(never)
  static func run(
    _ left: Floats, _ right: Floats, into result: Floats, _ workspace: Floats, _ part: Part
  ) {
    SquareContraction.product(size, left, right, into: result, workspace, part)
  }
}
