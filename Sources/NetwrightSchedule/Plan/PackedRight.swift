import NetwrightIR
import NetwrightTensor

/// A right side of contractions that is packed once before a loop.
struct PackedRight: Hashable {
  let place: OperandPlace
  let depth: Int
  let columns: Int
  let transposed: Bool

  var kernel: Kernel {
    Kernel(
      operands: [
        KernelOperand(
          TensorType(sizes: transposed ? [columns, depth] : [depth, columns]), .read),
        KernelOperand(type, .write),
      ],
      form: .whole(
        .packRight(depth: depth, columns: columns, transposed: transposed), reads: [0], writes: [1])
    )
  }

  var type: TensorType {
    TensorType(sizes: [ContractionForm.packedElements(depth: depth, columns: columns)])
  }
}

extension StepScheduler {
  /// Lets a contraction in a loop read its right side packed, where that is the same in all turns:
  /// it is packed once, before the loop.
  mutating func packRight(
    of kernel: inout Kernel, _ operands: inout [OperandPlace], _ node: Node,
    _ scope: inout ScheduleScope
  ) {
    guard case .skeleton(.contraction(var form), let reads, let epilogue) = kernel.form,
      form.batches == 1, form.columns >= 8, form.depth >= 8, reads[0] != reads[1],
      scope.invariants.contains(scope.graph.root(of: node.inputs[reads[1]])),
      !epilogue.body.steps.contains(where: { $0.instruction.reads(reads[1]) })
    else { return }
    let right = PackedRight(
      place: operands[reads[1]], depth: form.depth, columns: form.columns,
      transposed: form.transposeRight)
    let place = scope.packed[right] ?? pack(right, node, &scope)
    scope.packed[right] = place
    operands[reads[1]] = place
    kernel.operands[reads[1]] = KernelOperand(right.type, .read)
    form.transposeRight = false
    form.rightIsPacked = true
    kernel.form = .skeleton(.contraction(form), reads: reads, epilogue: epilogue)
  }

  private mutating func pack(
    _ right: PackedRight, _ node: Node, _ scope: inout ScheduleScope
  ) -> OperandPlace {
    let name = buffers.entries[right.place.buffer].name
    let place = OperandPlace(
      buffers.addScratch("\(name).packed", right.type, mode: mode, depth: scope.depth - 1))
    scope.prelude.append(
      .call(
        PendingCall(
          kernel: right.kernel, operands: [right.place, place], title: "pack \(name)",
          origin: node.origin)))
    return place
  }
}

extension Instruction {
  fileprivate func reads(_ operand: Int) -> Bool {
    if case .load(operand, _) = self { return true }
    return false
  }
}
