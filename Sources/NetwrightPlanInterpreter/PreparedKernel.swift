import NetwrightIR
import NetwrightKernels
import NetwrightSchedule
import NetwrightTensor

/// A kernel of the plan made ready to run with any operands.
enum PreparedKernel {
  case loops([PreparedNest])
  case epilogue(EpilogueKernel)
  case whole(WholeKernel)

  init(_ function: KernelFunction) throws(LoweringFailure) {
    let operandTypes = function.kernel.operands.map(\.type.dtype)
    switch function.kernel.form {
    case .loops(let nests, let separated):
      var prepared: [PreparedNest] = []
      for nest in nests {
        prepared.append(
          try PreparedNest(
            nest, operandTypes: operandTypes, kernel: function.name,
            after: prepared, separated: separated))
      }
      self = .loops(prepared)
    case .skeleton(let skeleton, let reads, let epilogue):
      self = .epilogue(
        try EpilogueKernel(
          skeleton, reads: reads, epilogue: epilogue, operandTypes: operandTypes,
          kernel: function.name))
    case .whole(let skeleton, let reads, let writes):
      self = .whole(
        try WholeKernel(skeleton, reads: reads, writes: writes, kernel: function.name))
    }
  }

  var needs: MachineNeeds {
    switch self {
    case .loops(let nests):
      nests.reduce(into: MachineNeeds()) { $0.formUnion($1.needs) }
    case .epilogue(let kernel): kernel.needs
    case .whole: MachineNeeds()
    }
  }

  /// Floats of the workspace that all threads share; 0 where the kernel leaves it alone.
  func workspaceFloats(threads: Int) -> Int {
    switch self {
    case .loops(let nests): nests.map(\.workspaceFloats).max() ?? 0
    case .epilogue(let kernel): kernel.workspaceFloats(threads: threads)
    case .whole(let kernel): kernel.workspaceFloats(threads: threads)
    }
  }

  /// Whether loops of `kernel`, which this is, run number by number and need not.
  func runsByNumber(of kernel: Kernel) -> Bool {
    guard case .loops(let prepared) = self, case .loops(let nests, _) = kernel.form else {
      return false
    }
    return zip(prepared, nests).contains { $0.runsByNumber && $1.kind != .scalar }
  }

  func run(_ site: KernelSite, _ part: Part) {
    switch self {
    case .loops(let nests):
      for nest in nests {
        if nest.waitsBefore { part.barrier() }
        nest.run(site, part)
      }
    case .epilogue(let kernel): kernel.run(site, part)
    case .whole(let kernel): kernel.run(site, part)
    }
  }
}
