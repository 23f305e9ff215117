import NetwrightIR
import NetwrightSchedule
import NetwrightSwiftText

/// Prints calls of the runtime's skeletons.
struct SkeletonPrinter {
  let nests: NestPrinter

  private func name(_ operand: Int) -> String { nests.operands[operand].name }

  private func unsupported(_ reason: String) -> EmissionError {
    .unsupported(kernel: nests.kernel, reason: reason)
  }

  // MARK: - With an epilogue

  func write(
    _ skeleton: Skeleton, reads: [Int], epilogue: LoopNest, into writer: inout SwiftWriter
  ) throws(EmissionError) {
    let layout = LoopLayout(nest: epilogue, affines: epilogue.affines, mergesInner: false)
    var printer = BodyPrinter(
      kernel: nests.kernel, nest: epilogue, layout: layout, operands: nests.operands,
      scope: nests.scope)
    printer.lanes = .site
    printer.indices[layout.inner.source] = "site.column"
    try printer.declare(for: epilogue.roots, upTo: .kernel, into: &writer)
    let (head, arguments, batchRows) = try call(
      skeleton, reads, companions: epilogue.companions, into: &writer)
    if case .pool = skeleton { printer.accumulator = "value" }
    try nests.block(&writer, head, arguments, tail: " { \(printer.accumulator), site in") {
      writer throws(EmissionError) in
      let used = nests.usedLoops(layout.outer, epilogue)
      if let batchRows, !used.isEmpty {
        declareBatch(layout.outer, used, batchRows, &printer, into: &writer)
      } else {
        nests.declareIndices(layout.outer, used, "site.row", &printer, into: &writer)
      }
      try nests.storeLanes(epilogue.stages, printer, into: &writer)
    }
  }

  /// Indices of a batched contraction, whose site has a batch beside its row.
  private func declareBatch(
    _ loops: [LoopLayout.Loop], _ used: [LoopLayout.Loop], _ batchRows: Int,
    _ printer: inout BodyPrinter, into writer: inout SwiftWriter
  ) {
    if loops.count == 2, loops[1].size == batchRows {
      printer.indices[loops[0].source] = "site.batch"
      printer.indices[loops[1].source] = "site.row"
      return
    }
    let row = printer.scope.claim("line")
    writer.line("let \(row) = site.batch &* \(batchRows) &+ site.row")
    nests.declareIndices(loops, used, row, &printer, into: &writer)
  }

  private func call(
    _ skeleton: Skeleton, _ reads: [Int], companions: [Int], into writer: inout SwiftWriter
  ) throws(EmissionError) -> (head: String, arguments: [String], batchRows: Int?) {
    switch skeleton {
    case .contraction(let form) where form.rightIsPacked:
      return ("packedContraction", packedContraction(form, reads), nil)
    case .contraction(let form):
      let arguments = contraction(form, reads, companions)
      return ("contraction", arguments, form.batches > 1 ? form.rows : nil)
    case .convolution(let kind, let geometry):
      writer.call("let shape = ConvolutionShape", geometry.swiftArguments)
      let (head, labels) =
        switch kind {
        case .forward: ("convolution", ["input", "filter"])
        case .inputGradient: ("convolutionInputGradient", ["upstream", "filter"])
        case .filterGradient: ("convolutionFilterGradient", ["input", "upstream"])
        }
      let inputs = zip(labels, reads).map { "\($0): \(name($1))" }
      let neighbours = kind == .filterGradient ? [] : beside(companions)
      return (head, ["shape"] + inputs + neighbours + ["workspace: workspace", "part"], nil)
    case .pool(let kind, let geometry):
      writer.call("let shape = PoolShape", geometry.swiftArguments)
      let input = "input: \(name(reads[0]))"
      switch kind {
      case .maximum: return ("maximumPool", ["shape", input, "part"], nil)
      case .average(let countIncludesPadding):
        let flag = "countIncludesPadding: \(countIncludesPadding)"
        return ("averagePool", ["shape", flag, input, "part"], nil)
      }
    default: throw unsupported("a skeleton that takes no epilogue")
    }
  }

  /// A matrix whose rows are `width` long in memory; when transposed its columns are.
  private func matrix(_ operand: Int, _ width: Int, _ isTransposed: Bool) -> String {
    let strides = isTransposed ? (1, width) : (width, 1)
    return "Matrix(base: \(name(operand)), rowStride: \(strides.0), columnStride: \(strides.1))"
  }

  private func packedContraction(_ form: ContractionForm, _ reads: [Int]) -> [String] {
    let width = form.transposeLeft ? form.rows : form.depth
    return [
      "rows: \(form.rows)", "columns: \(form.columns)", "depth: \(form.depth)",
      "left: \(matrix(reads[0], width, form.transposeLeft))", "packed: \(name(reads[1]))",
      "workspace: workspace", "part",
    ]
  }

  private func contraction(
    _ form: ContractionForm, _ reads: [Int], _ companions: [Int]
  ) -> [String] {
    let (rows, columns, depth) = (form.rows, form.columns, form.depth)
    let left = matrix(reads[0], form.transposeLeft ? rows : depth, form.transposeLeft)
    let right = matrix(reads[1], form.transposeRight ? depth : columns, form.transposeRight)
    var arguments = ["rows: \(rows)", "columns: \(columns)", "depth: \(depth)", "left: \(left)"]
    if form.batches > 1 {
      arguments.insert("batches: \(form.batches)", at: 0)
      arguments.append("leftBatchStride: \(rows * depth)")
    }
    arguments.append("right: \(right)")
    if form.batches > 1 { arguments.append("rightBatchStride: \(depth * columns)") }
    return arguments + beside(companions) + ["workspace: workspace", "part"]
  }

  /// The argument that names what an epilogue reads of the shape of the result, if it does.
  private func beside(_ companions: [Int]) -> [String] {
    if companions.isEmpty { return [] }
    return ["beside: Companions(\(companions.prefix(3).map(name).joined(separator: ", ")))"]
  }

  // MARK: - Without

  func write(
    _ skeleton: Skeleton, reads: [Int], writes: [Int], into writer: inout SwiftWriter
  ) throws(EmissionError) {
    let target = "into: \(name(writes[0]))"
    switch skeleton {
    case .poolGradient(let kind, let geometry):
      writer.call("let shape = PoolShape", geometry.swiftArguments)
      let (head, arguments) = poolGradient(kind, reads)
      writer.call(head, ["shape"] + arguments + [target, "part"])
    case .gatherRows(let count, _, let width):
      writer.call(
        "gatherRows",
        [
          "count: \(count)", "width: \(width)", "table: \(name(reads[0]))",
          "indices: \(name(reads[1]))", target, "part",
        ])
    case .scatterAddRows(let count, let entries, let width):
      writer.call(
        "scatterAddRows",
        [
          "count: \(count)", "width: \(width)", "entries: \(entries)",
          "indices: \(name(reads[0]))", "updates: \(name(reads[1]))", target, "part",
        ])
    case .attention(let geometry):
      writer.call("let shape = AttentionShape", geometry.swiftArguments)
      let operands = ["packed: \(name(reads[0]))", target, "logSumExp: \(name(writes[1]))"]
      writer.call("packedAttention", ["shape"] + operands + ["workspace: workspace", "part"])
    case .attentionGradient(let geometry):
      writer.call("let shape = AttentionShape", geometry.swiftArguments)
      let labels = ["packed", "results", "logSumExp", "upstream"]
      let operands = zip(labels, reads).map { "\($0): \(name($1))" } + [target]
      writer.call(
        "packedAttentionGradient", ["shape"] + operands + ["workspace: workspace", "part"])
    case .packRight(let depth, let columns, let transposed):
      let right = matrix(reads[0], transposed ? depth : columns, transposed)
      writer.call(
        "packRight",
        ["depth: \(depth)", "columns: \(columns)", "right: \(right)", target, "part"])
    default: throw unsupported("a skeleton that stores by itself")
    }
  }

  /// The function, and its arguments between the shape and the target.
  private func poolGradient(_ kind: PoolKind, _ reads: [Int]) -> (String, [String]) {
    let upstream = "upstream: \(name(reads[1]))"
    switch kind {
    case .maximum:
      return ("maximumPoolGradient", ["input: \(name(reads[0]))", upstream])
    case .average(let countIncludesPadding):
      return ("averagePoolGradient", ["countIncludesPadding: \(countIncludesPadding)", upstream])
    }
  }
}

extension LoopNest {
  /// Operands of floats that are read where the result itself stands, in row-major order of the
  /// loops; each once, in the order of reading.
  fileprivate var companions: [Int] {
    let sizes = outer + reduced + [inner]
    var strides = [Int](repeating: 1, count: sizes.count)
    for loop in sizes.indices.dropLast().reversed() {
      strides[loop] = strides[loop + 1] * sizes[loop + 1]
    }
    var found: [Int] = []
    for value in body.needed(for: roots) where body[value].dtype == .f32 {
      guard case .load(let operand, let at) = body[value].instruction, at.offset == 0,
        !found.contains(operand),
        sizes.indices.allSatisfy({ sizes[$0] == 1 || at.coefficients[$0] == strides[$0] })
      else { continue }
      found.append(operand)
    }
    return found
  }
}

extension AttentionGeometry {
  /// Arguments of the runtime's `AttentionShape`; what is usual is left out.
  var swiftArguments: [String] {
    let required = [
      "batch: \(batch)", "heads: \(heads)", "positions: \(positions)", "headWidth: \(headWidth)",
    ]
    return required + (isCausal ? ["isCausal: true"] : [])
  }
}

extension ConvolutionGeometry {
  /// Arguments of the runtime's `ConvolutionShape`; what is usual is left out.
  var swiftArguments: [String] {
    let required = [
      "batch: \(batch)", "height: \(height)", "width: \(width)", "channels: \(channels)",
      "filters: \(filters)", "kernelHeight: \(kernelHeight)", "kernelWidth: \(kernelWidth)",
    ]
    return required
      + unusual([
        ("strideHeight", strideHeight, 1), ("strideWidth", strideWidth, 1),
        ("paddingTop", paddingTop, 0), ("paddingLeft", paddingLeft, 0),
        ("paddingBottom", paddingBottom, 0), ("paddingRight", paddingRight, 0),
        ("dilationHeight", dilationHeight, 1), ("dilationWidth", dilationWidth, 1),
        ("groups", groups, 1),
      ])
  }
}

extension PoolGeometry {
  /// Arguments of the runtime's `PoolShape`; what is usual is left out.
  var swiftArguments: [String] {
    let required = [
      "batch: \(batch)", "height: \(height)", "width: \(width)", "channels: \(channels)",
      "windowHeight: \(windowHeight)", "windowWidth: \(windowWidth)",
      "strideHeight: \(strideHeight)", "strideWidth: \(strideWidth)",
    ]
    return required
      + unusual([
        ("paddingTop", paddingTop, 0), ("paddingLeft", paddingLeft, 0),
        ("paddingBottom", paddingBottom, 0), ("paddingRight", paddingRight, 0),
      ])
  }
}

/// The arguments that differ from their default.
private func unusual(_ arguments: [(name: String, value: Int, usual: Int)]) -> [String] {
  arguments.filter { $0.value != $0.usual }.map { "\($0.name): \($0.value)" }
}
