import NetwrightIR
import NetwrightKernels
import NetwrightSchedule
import NetwrightTensor

/// A skeleton that stores by itself.
struct WholeKernel {
  private let skeleton: Skeleton
  private let reads: [Int]
  private let writes: [Int]

  init(
    _ skeleton: Skeleton, reads: [Int], writes: [Int], kernel: String
  ) throws(LoweringFailure) {
    switch skeleton {
    case .poolGradient, .gatherRows, .scatterAddRows, .attention, .attentionGradient, .packRight:
      break
    default:
      throw LoweringFailure(node: kernel, reason: "a skeleton that the interpreter does not know")
    }
    self.skeleton = skeleton
    self.reads = reads
    self.writes = writes
  }

  func workspaceFloats(threads: Int) -> Int {
    SkeletonCall.workspaceFloats(skeleton, threads: threads)
  }

  func run(_ site: KernelSite, _ part: Part) {
    func memory<Element>(_ operand: Int, _ type: Element.Type) -> Tensor<Element> {
      Tensor(site.thread.operands[operand].assumingMemoryBound(to: Element.self))
    }
    let target = memory(writes[0], Float.self)
    let first = memory(reads[0], Float.self)
    switch skeleton {
    case .poolGradient(.maximum, let geometry):
      maximumPoolGradient(
        geometry.shape, input: first, upstream: memory(reads[1], Float.self), into: target, part)
    case .poolGradient(.average(let countIncludesPadding), let geometry):
      averagePoolGradient(
        geometry.shape, countIncludesPadding: countIncludesPadding,
        upstream: memory(reads[1], Float.self), into: target, part)
    case .gatherRows(let count, _, let width):
      NetwrightKernels.gatherRows(
        count: count, width: width, table: first, indices: memory(reads[1], Int32.self),
        into: target, part)
    case .scatterAddRows(let count, let entries, let width):
      NetwrightKernels.scatterAddRows(
        count: count, width: width, entries: entries, indices: memory(reads[0], Int32.self),
        updates: memory(reads[1], Float.self), into: target, part)
    case .attention(let geometry):
      packedAttention(
        geometry.shape, packed: first, into: target, logSumExp: memory(writes[1], Float.self),
        workspace: site.workspace, part)
    case .attentionGradient(let geometry):
      packedAttentionGradient(
        geometry.shape, packed: first, results: memory(reads[1], Float.self),
        logSumExp: memory(reads[2], Float.self), upstream: memory(reads[3], Float.self),
        into: target, workspace: site.workspace, part)
    case .packRight(let depth, let columns, let transposed):
      let right = Matrix(
        base: first, rowStride: transposed ? 1 : columns, columnStride: transposed ? depth : 1)
      NetwrightKernels.packRight(depth: depth, columns: columns, right: right, into: target, part)
    default: break
    }
  }
}
