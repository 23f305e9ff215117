import NetwrightIR
import NetwrightKernels
import NetwrightSchedule
import NetwrightTensor

/// A skeleton that stores by itself.
struct WholeKernel {
  private let skeleton: Skeleton
  private let reads: [Int]
  private let write: Int

  init(
    _ skeleton: Skeleton, reads: [Int], write: Int, kernel: String
  ) throws(LoweringFailure) {
    switch skeleton {
    case .poolGradient, .gatherRows, .scatterAddRows: break
    default:
      throw LoweringFailure(node: kernel, reason: "a skeleton that the interpreter does not know")
    }
    self.skeleton = skeleton
    self.reads = reads
    self.write = write
  }

  func run(_ site: KernelSite, _ part: Part) {
    func memory<Element>(_ operand: Int, _ type: Element.Type) -> Tensor<Element> {
      Tensor(site.thread.operands[operand].assumingMemoryBound(to: Element.self))
    }
    let target = memory(write, Float.self)
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
    default: break
    }
  }
}
