import NetwrightIR
import NetwrightKernels
import NetwrightSchedule
import NetwrightTensor

/// A nest of a kernel in the form that suits it.
struct PreparedNest {
  private enum Form {
    case rows(RowsNest)
    case columns(ColumnsNest)
    case numbers(NumberNest)
  }

  private let form: Form
  /// All threads meet before this nest: it reads what an earlier one stores, or its workspace.
  let waitsBefore: Bool

  init(
    _ nest: LoopNest, operandTypes: [DType], kernel: String, after earlier: [PreparedNest],
    separated: Bool
  ) throws(LoweringFailure) {
    form = try Self.form(nest, operandTypes, kernel)
    var clashes = false
    if case .columns(let columns) = form, columns.foldsInParallel {
      clashes = earlier.contains { $0.workspaceFloats > 0 }
    }
    waitsBefore = !earlier.isEmpty && (separated || clashes)
  }

  private static func form(
    _ nest: LoopNest, _ operandTypes: [DType], _ kernel: String
  ) throws(LoweringFailure) -> Form {
    do {
      switch nest.kind {
      case .rows: return .rows(try RowsNest(nest, operandTypes: operandTypes))
      case .columns: return .columns(try ColumnsNest(nest, operandTypes: operandTypes))
      case .scalar: throw NoLanes()
      }
    } catch {
      return .numbers(try NumberNest(nest, operandTypes: operandTypes, kernel: kernel))
    }
  }

  var needs: MachineNeeds {
    switch form {
    case .rows(let nest): nest.needs
    case .columns(let nest): nest.needs
    case .numbers(let nest): nest.needs
    }
  }

  var workspaceFloats: Int {
    if case .columns(let nest) = form { return nest.workspaceFloats }
    return 0
  }

  /// Whether it runs number by number, which is slow over anything large.
  var runsByNumber: Bool {
    if case .numbers = form { return true }
    return false
  }

  func run(_ site: KernelSite, _ part: Part) {
    switch form {
    case .rows(let nest): nest.run(site, part)
    case .columns(let nest): nest.run(site, part)
    case .numbers(let nest): nest.run(site, part)
    }
  }
}
