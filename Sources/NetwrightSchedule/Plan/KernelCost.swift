import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// What one call of a kernel costs on paper.
package struct KernelCost: Hashable, Sendable {
  /// Floating-point operations: each arithmetic step counts one, functions such as `exp` too.
  package var operations = 0
  /// Bytes of tensors that it has to load, each element once.
  package var bytesRead = 0
  package var bytesWritten = 0

  package init() {}

  package init(_ kernel: Kernel) {
    for (number, operand) in kernel.operands.enumerated() {
      switch operand.access {
      case .read:
        let bytes = min(operand.type.byteCount, kernel.loadedBytes(of: number))
        bytesRead = saturatingSum(bytesRead, bytes)
      case .write: bytesWritten = saturatingSum(bytesWritten, operand.type.byteCount)
      }
    }
    switch kernel.form {
    case .loops(let nests, _):
      operations = nests.reduce(0) { saturatingSum($0, $1.operations) }
    case .skeleton(let skeleton, _, let epilogue):
      operations = saturatingSum(skeleton.operations, epilogue.operations)
    case .whole(let skeleton, _, _): operations = skeleton.operations
    }
  }

  package var bytes: Int { saturatingSum(bytesRead, bytesWritten) }

  package static func + (_ a: KernelCost, _ b: KernelCost) -> KernelCost {
    var sum = KernelCost()
    sum.operations = saturatingSum(a.operations, b.operations)
    sum.bytesRead = saturatingSum(a.bytesRead, b.bytesRead)
    sum.bytesWritten = saturatingSum(a.bytesWritten, b.bytesWritten)
    return sum
  }

  /// What so many calls cost.
  package static func * (_ cost: KernelCost, _ count: Int) -> KernelCost {
    var sum = KernelCost()
    sum.operations = saturatingProduct([cost.operations, count])
    sum.bytesRead = saturatingProduct([cost.bytesRead, count])
    sum.bytesWritten = saturatingProduct([cost.bytesWritten, count])
    return sum
  }
}

extension Kernel {
  /// Bytes that all loads of an operand move, repetitions counted; a skeleton loads all of it.
  fileprivate func loadedBytes(of operand: Int) -> Int {
    let size = operands[operand].type.dtype.byteCount
    switch form {
    case .loops(let nests, _):
      return nests.reduce(0) {
        saturatingSum($0, saturatingProduct([$1.loads(of: operand), size]))
      }
    case .skeleton(let skeleton, let reads, let epilogue):
      if reads.contains(operand) { return skeleton.loadedBytes(reads.firstIndex(of: operand)) }
      return saturatingProduct([epilogue.loads(of: operand), size])
    case .whole(let skeleton, let reads, _):
      return skeleton.loadedBytes(reads.firstIndex(of: operand))
    }
  }
}

extension LoopNest {
  private var turns: Int {
    saturatingProduct([saturatingProduct(outer), saturatingProduct(reduced), inner])
  }

  /// Every step counts once for each turn of all loops, row values as well: an upper bound.
  fileprivate var operations: Int {
    let steps = body.steps.reduce(0) { count, step in
      guard case .apply(let function, _) = step.instruction else { return count }
      return count + (function.isArithmetic && step.dtype.isFloat ? 1 : 0)
    }
    return saturatingProduct([turns, steps + reductions.count])
  }

  fileprivate func loads(of operand: Int) -> Int {
    let count = body.steps.count { step in
      if case .load(operand, _) = step.instruction { true } else { false }
    }
    return saturatingProduct([turns, count])
  }
}

extension ScalarFunction {
  /// Computes a number, rather than a truth value or a choice.
  fileprivate var isArithmetic: Bool { !isComparison && !isLogical && self != .select }
}

extension Skeleton {
  fileprivate var operations: Int {
    switch self {
    case .contraction(let form):
      return saturatingProduct([2, form.batches, form.rows, form.columns, form.depth])
    case .convolution(_, let geometry): return geometry.operationCount
    case .pool(_, let geometry), .poolGradient(_, let geometry): return geometry.operationCount
    case .attention(let geometry):
      return saturatingProduct([geometry.pairCount, 4, geometry.headWidth])
    case .attentionGradient(let geometry):
      return saturatingProduct([geometry.pairCount, 10, geometry.headWidth])
    case .scatterAddRows(let count, _, let width): return saturatingProduct([count, width])
    case .gatherRows, .packRight, .reduction, .assembly: return 0
    }
  }

  /// Bytes that a skeleton loads of its operand at a place; `Int.max` for all of it.
  fileprivate func loadedBytes(_ place: Int?) -> Int {
    if case .gatherRows(let count, _, let width) = self, place == 0 {
      return saturatingProduct([count, width, 4])
    }
    return .max
  }
}
