import NetwrightTensor

/// A tensor that a kernel touches.
package struct KernelOperand: Hashable, Sendable {
  package enum Access: String, Hashable, Sendable { case read, write }
  package let type: TensorType
  package let access: Access
  package init(_ type: TensorType, _ access: Access) {
    self.type = type
    self.access = access
  }
}

/// What runs inside a kernel.
package enum KernelForm: Hashable, Sendable {
  /// Loop nests one after the other; with `separated`, threads meet between them.
  case loops([LoopNest], separated: Bool)
  /// A skeleton that reads the first operands and hands each element to the epilogue: a `rows` nest
  /// whose inner loop is the last axis of the result and whose `.accumulator` is the element.
  case skeleton(Skeleton, reads: [Int], epilogue: LoopNest)
  /// A skeleton that stores into its results, one operand each, by itself.
  case whole(Skeleton, reads: [Int], writes: [Int])
}

/// A unit of work of the scheduled program: one function of the emitted code.
package struct Kernel: Hashable, Sendable {
  package var operands: [KernelOperand]
  package var form: KernelForm

  package init(operands: [KernelOperand], form: KernelForm) {
    self.operands = operands
    self.form = form
  }
}

extension Kernel {
  /// Whether the kernel uses the scratch memory that all kernels share: packed panels and partial
  /// sums. Two such kernels never run side by side.
  package var usesWorkspace: Bool {
    switch form {
    case .loops(let nests, _): nests.contains { $0.kind == .columns && $0.outer.isEmpty }
    case .skeleton(let skeleton, _, _), .whole(let skeleton, _, _):
      switch skeleton {
      case .contraction, .convolution, .attention, .attentionGradient: true
      default: false
      }
    }
  }

  /// Whether no vector reaches from one row into the next, whatever its width: so no thread loads
  /// what another stores, not even in lanes that do not count.
  package var keepsToRows: Bool {
    switch form {
    case .loops(let nests, _): nests.allSatisfy(\.keepsToRows)
    case .skeleton(_, _, let epilogue): epilogue.keepsToRows
    case .whole: false
    }
  }

  /// Whether a result may be stored over operand `read`: each of its elements is read where it is
  /// stored and nowhere else.
  package func storesInPlace(_ write: Int, over read: Int) -> Bool {
    switch form {
    case .loops(let nests, _):
      // One of several nests would read what an earlier one has stored.
      return nests.count == 1 && nests[0].reads(read, onlyWhereItStores: write)
    case .skeleton(_, let reads, let epilogue):
      return !reads.contains(read) && epilogue.reads(read, onlyWhereItStores: write)
    case .whole: return false
    }
  }
}

extension LoopNest {
  fileprivate var keepsToRows: Bool { inner % 16 == 0 || outer.isEmpty && reduced.isEmpty }

  fileprivate func reads(_ read: Int, onlyWhereItStores write: Int) -> Bool {
    var stores: Set<Affine> = []
    for stage in stages {
      switch stage {
      case .store(write, let place, _), .storeRow(write, let place, _): stores.insert(place)
      case .storeInSweep(write, let place, _):
        // A second sweep would read what the first has stored.
        guard foldsInOneSweep else { return false }
        stores.insert(place)
      default: continue
      }
    }
    // Of several stores one may come before the load of another.
    return stores.count == 1
      && body.steps.allSatisfy { step in
        guard case .load(read, let place) = step.instruction else { return true }
        return stores.contains(place)
      }
  }
}
