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
    memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
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

  /// Runs all calls of a step of this plan.
  package func run(_ step: StepPlan) {
    team.run { part in
      let site = KernelSite(thread: threads[part.index], workspace: workspace)
      var workspaceIsBusy = false
      for (place, call) in step.calls.enumerated() {
        // Threads share the workspace: none may begin with it while another still reads.
        let takesWorkspace = usesWorkspace[call.function]
        if place > 0, call.barrierBefore || takesWorkspace && workspaceIsBusy {
          part.barrier()
          workspaceIsBusy = false
        }
        workspaceIsBusy = workspaceIsBusy || takesWorkspace
        for (operand, buffer) in call.buffers.enumerated() {
          site.thread.operands[operand] = memory + plan.buffers[buffer].offset
        }
        kernels[call.function].run(site, part)
      }
    }
  }
}
