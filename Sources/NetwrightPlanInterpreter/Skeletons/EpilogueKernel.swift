import NetwrightIR
import NetwrightKernels
import NetwrightSchedule
import NetwrightTensor

/// A skeleton with what happens to each of its results.
///
/// A plain store goes into the skeleton. Anything else is collected, vector by vector with the place
/// where each stands, until a batch is full and the epilogue's program runs over it: nothing but
/// registers lies between, as in compiled code.
struct EpilogueKernel {
  private let skeleton: Skeleton
  private let reads: [Int]
  private let epilogue: Epilogue
  private let outer: [Int]

  private enum Epilogue {
    case store(operand: Int, rows: Int, columns: Int)
    case program(LaneProgram)
  }

  init(
    _ skeleton: Skeleton, reads: [Int], epilogue: LoopNest, operandTypes: [DType], kernel: String
  ) throws(LoweringFailure) {
    self.skeleton = skeleton
    self.reads = reads
    outer = epilogue.outer
    guard SkeletonCall.takesEpilogue(skeleton), outer.count <= 2 else {
      throw LoweringFailure(node: kernel, reason: "an epilogue that the interpreter cannot run")
    }
    if let operand = Self.plainStore(epilogue) {
      self.epilogue = .store(
        operand: operand, rows: outer.last ?? 1, columns: epilogue.inner)
      return
    }
    let layout = LoopLayout(nest: epilogue, affines: epilogue.affines, mergesInner: false)
    let loops = outer.enumerated().map { LoopLayout.Loop(size: $1, source: $0) }
    var compiler = LaneCompiler(
      epilogue, layout: layout, loops: loops, pattern: .sites, operandTypes: operandTypes)
    do { self.epilogue = .program(try compiler.rows()) } catch {
      throw LoweringFailure(node: kernel, reason: "an epilogue of elements that have no vectors")
    }
  }

  /// The operand that takes the results as they come, if that is all.
  private static func plainStore(_ nest: LoopNest) -> Int? {
    guard nest.stages.count == 1, case .store(let operand, let at, let value) = nest.stages[0],
      nest.body[value].instruction == .accumulator, nest.body[value].dtype == .f32
    else { return nil }
    var stride = 1
    for (size, step) in zip(nest.outer + [nest.inner], at.coefficients).reversed() {
      guard size == 1 || step == stride else { return nil }
      stride *= size
    }
    return at.offset == 0 ? operand : nil
  }

  var needs: MachineNeeds {
    if case .program(let program) = epilogue { return program.needs }
    return MachineNeeds()
  }

  func workspaceFloats(threads: Int) -> Int {
    SkeletonCall.workspaceFloats(skeleton, threads: threads)
  }

  func run(_ site: KernelSite, _ part: Part) {
    let call = SkeletonCall(
      reads: reads.map { Floats(site.thread.operands[$0].assumingMemoryBound(to: Float.self)) },
      workspace: site.workspace, part: part)
    switch epilogue {
    case .store(let operand, let rows, let columns):
      let base = site.thread.operands[operand].assumingMemoryBound(to: Float.self)
      call.run(skeleton, into: DenseTarget(base: Floats(base), rows: rows, columns: columns))
    case .program(let program):
      let collector = SiteCollector(program, site.thread, isBatched: outer.count == 2)
      call.run(skeleton, into: collector)
      collector.flush()
    }
  }
}
