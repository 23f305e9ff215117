import NetwrightIR
import NetwrightKernels
import NetwrightSchedule
import NetwrightTensor

/// Runs a scheduled program on real memory without compiling it: the plan's kernels, in its order, at
/// its addresses.
///
/// Contractions, convolutions and the like are the runtime's skeletons; loops are programs over
/// batches of vectors. Nothing is allocated within a step except small tables of pointers. Results
/// are the same for any number of threads.
package final class PlanInterpreter {
  package let plan: ProgramPlan
  private let memory: UnsafeMutableRawPointer
  private let workspace: Floats
  private let team: Team
  private let threads: [ThreadMemory]
  private let kernels: [PreparedKernel]
  private let usesWorkspace: [Bool]

  /// - Parameter threads: of a step, the caller's included.
  package init(_ plan: ProgramPlan, threads: Int) throws(LoweringFailure) {
    self.plan = plan
    var kernels: [PreparedKernel] = []
    for function in plan.functions { kernels.append(try PreparedKernel(function)) }
    self.kernels = kernels
    let team = Team(threads: threads)
    self.team = team
    let floats = kernels.map { $0.workspaceFloats(threads: team.count) }
    usesWorkspace = floats.map { $0 > 0 }
    let tensorBytes = Self.tensorBytes(plan)
    let byteCount = tensorBytes + (floats.max() ?? 0) * 4 + 64
    memory = Arena.allocate(byteCount: byteCount)
    workspace = Floats((memory + tensorBytes).assumingMemoryBound(to: Float.self))
    var needs = MachineNeeds(
      operands: plan.functions.map(\.kernel.operands.count).max() ?? 0)
    for kernel in kernels { needs.formUnion(kernel.needs) }
    self.threads = (0..<team.count).map { _ in ThreadMemory(needs) }
  }

  deinit {
    memory.deallocate()
    for thread in threads { thread.deallocate() }
  }

  /// Bytes that the kernels of a plan need beside its arena, whichever engine runs them; a team has
  /// no more threads than it can.
  package static func workspaceBytes(
    of plan: ProgramPlan, threads: Int
  ) throws(LoweringFailure) -> Int {
    var most = 0
    for function in plan.functions {
      most = max(
        most, try PreparedKernel(function).workspaceFloats(threads: min(threads, Team.most)))
    }
    return 4 * most
  }

  /// The plan's arena with the slack that vector loads behind the last buffer need.
  private static func tensorBytes(_ plan: ProgramPlan) -> Int {
    (plan.arenaBytes + 64 + 63) / 64 * 64
  }

  /// Functions with loops that run number by number although they are no step scalars: slow ones.
  package var slowFunctions: [String] {
    zip(plan.functions, kernels).filter { $0.1.runsByNumber(of: $0.0.kernel) }.map(\.0.name)
  }

  /// Where the elements of a buffer of the plan are.
  package func address(of buffer: Int) -> UnsafeMutableRawPointer {
    memory + plan.buffers[buffer].offset
  }

  /// Runs a step of this plan.
  package func run(_ step: StepPlan) {
    team.runStep { part in
      var walk = StepWalk(
        site: KernelSite(thread: threads[part.index], workspace: workspace), part: part)
      run(step.items, &walk)
    }
  }

  /// Where a thread stands in a step.
  private struct StepWalk {
    let site: KernelSite
    let part: Part
    /// Turns of the loops around, outermost first.
    var turns: [Int] = []
    var isBegun = false
    var workspaceIsBusy = false
  }

  private func run(_ items: [StepItem], _ walk: inout StepWalk) {
    for item in items {
      switch item {
      case .call(let call): run(call, &walk)
      case .loop(let loop):
        // Each turn begins with a barrier, the first one too.
        walk.isBegun = true
        for turn in loop.turns {
          walk.turns.append(turn)
          run(loop.items, &walk)
          walk.turns.removeLast()
        }
      }
    }
  }

  private func run(_ call: KernelCall, _ walk: inout StepWalk) {
    // Threads share the workspace: none may begin with it while another still reads.
    let takesWorkspace = usesWorkspace[call.function]
    if walk.isBegun, call.barrierBefore || takesWorkspace && walk.workspaceIsBusy {
      walk.part.barrier()
      walk.workspaceIsBusy = false
    }
    walk.isBegun = true
    walk.workspaceIsBusy = walk.workspaceIsBusy || takesWorkspace
    for (operand, place) in call.operands.enumerated() {
      let buffer = plan.buffers[place.buffer]
      let bytes = place.offset(in: walk.turns) * buffer.type.dtype.byteCount
      walk.site.thread.operands[operand] = memory + buffer.offset + bytes
    }
    kernels[call.function].run(walk.site, walk.part)
  }
}
