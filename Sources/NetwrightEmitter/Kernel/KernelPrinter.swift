import NetwrightIR
import NetwrightSchedule
import NetwrightSwiftText
import NetwrightTensor

/// Prints one kernel as a Swift function.
struct KernelPrinter {
  /// The function's name in the emitted code.
  let name: String
  let kernel: Kernel
  let operands: [OperandName]

  /// - `remark`: what the kernel computes and where it comes from.
  func write(remark: String, into writer: inout SwiftWriter) throws(EmissionError) {
    writer.blank()
    writer.documentation(remark)
    writer.documentation("")
    for (operand, name) in zip(kernel.operands, operands) {
      let verb = operand.access == .read ? "read" : "written"
      writer.documentation("- `\(name.name)`: `\(name.type)`, \(verb).")
    }
    writer.line("@inline(never)")
    var parameters = operands.map { "_ \($0.name): \($0.memoryType)" }
    if !kernel.workspaceCalls.isEmpty { parameters.append("_ workspace: Floats") }
    parameters.append("_ part: Part")
    writer.call("func \(name)", parameters, tail: " {")
    writer.indent()
    try writeBody(into: &writer)
    writer.dedent()
    writer.line("}")
  }

  private func writeBody(into writer: inout SwiftWriter) throws(EmissionError) {
    let scope = NameScope(
      reserved: operands.map(\.name) + RuntimeNames.functions + ["folded", "step"])
    let nests = NestPrinter(kernel: name, operands: operands, scope: scope)
    switch kernel.form {
    case .loops(let loops, let separated):
      for (place, nest) in loops.enumerated() {
        // Partial sums of two nests share the workspace.
        let clashes = nest.foldsInParallel && loops[..<place].contains(where: \.foldsInParallel)
        if place > 0, separated || clashes { writer.line("part.barrier()") }
        // Names of one nest are free again in the next, except for those outside any closure.
        if loops.count > 1 { writer.line("do {"); writer.indent() }
        try nests.write(nest, into: &writer)
        if loops.count > 1 { writer.dedent(); writer.line("}") }
      }
    case .skeleton(let skeleton, let reads, let epilogue):
      try SkeletonPrinter(nests: nests).write(
        skeleton, reads: reads, epilogue: epilogue, into: &writer)
    case .whole(let skeleton, let reads, let writes):
      try SkeletonPrinter(nests: nests).write(
        skeleton, reads: reads, writes: writes, into: &writer)
    }
  }
}

extension LoopNest {
  /// Whether it folds rows in parallel, with partial results in the workspace.
  var foldsInParallel: Bool {
    kind == .columns && LoopLayout(nest: self, affines: affines, mergesInner: false).outer.isEmpty
  }
}

/// A call of the runtime that gives the floats of workspace that a kernel needs.
struct WorkspaceCall: Hashable {
  /// The type of what the call knows as `shape`, and its arguments.
  var shape: Shape?
  /// In terms of `threads`.
  var text: String

  struct Shape: Hashable {
    let type: String
    let arguments: [String]
  }
}

extension Kernel {
  /// Calls that give the number of floats of workspace, in terms of `threads`.
  var workspaceCalls: [WorkspaceCall] {
    switch form {
    case .loops(let nests, _):
      return nests.filter(\.foldsInParallel).compactMap { nest in
        (try? ColumnPhases(nest, kernel: "")).map { WorkspaceCall(text: $0.workspaceCall) }
      }
    case .skeleton(.contraction(let form), _, _) where form.rightIsPacked:
      return [
        WorkspaceCall(text: "packedContractionWorkspace(rows: \(form.rows), threads: threads)")
      ]
    case .skeleton(.contraction(let form), _, _):
      let text =
        "contractionWorkspace(batches: \(form.batches), rows: \(form.rows), "
        + "columns: \(form.columns), depth: \(form.depth), threads: threads)"
      return [WorkspaceCall(text: text)]
    case .skeleton(.convolution(let kind, let geometry), _, _):
      let name =
        switch kind {
        case .forward: "convolutionWorkspace"
        case .inputGradient: "convolutionInputGradientWorkspace"
        case .filterGradient: "convolutionFilterGradientWorkspace"
        }
      return [
        WorkspaceCall(
          shape: WorkspaceCall.Shape(type: "ConvolutionShape", arguments: geometry.swiftArguments),
          text: "\(name)(shape, threads: threads)")
      ]
    case .whole(.attention(let geometry), _, _):
      return [attention("attentionWorkspace", geometry)]
    case .whole(.attentionGradient(let geometry), _, _):
      return [attention("attentionGradientWorkspace", geometry)]
    case .skeleton, .whole: return []
    }
  }

  private func attention(_ name: String, _ geometry: AttentionGeometry) -> WorkspaceCall {
    WorkspaceCall(
      shape: WorkspaceCall.Shape(type: "AttentionShape", arguments: geometry.swiftArguments),
      text: "\(name)(shape, threads: threads)")
  }
}
