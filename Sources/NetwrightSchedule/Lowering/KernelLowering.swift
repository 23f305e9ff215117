import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Why a node has no kernel: a fault of the compiler, since fusion only groups what can be lowered.
package struct LoweringFailure: Error, Hashable, Sendable {
  package let node: String
  package let reason: String

  package init(node: String, reason: String) {
    self.node = node
    self.reason = reason
  }
}

/// Lowers one node of the fused graph to one kernel. Operands are the node's inputs, then its
/// results.
struct KernelLowering {
  let node: Node
  let inputTypes: [TensorType]
  let resultTypes: [TensorType]

  static func lower(_ node: Node, in graph: Graph) throws(LoweringFailure) -> Kernel {
    let lowering = KernelLowering(
      node: node, inputTypes: node.inputs.map { graph.type(of: $0) },
      resultTypes: node.results.map { graph.type(of: $0) })
    return Kernel(
      operands: lowering.inputTypes.map { KernelOperand($0, .read) }
        + lowering.resultTypes.map { KernelOperand($0, .write) },
      form: try lowering.form())
  }

  private func failure(_ reason: String) -> LoweringFailure {
    LoweringFailure(node: node.keyword, reason: reason)
  }

  private func form() throws(LoweringFailure) -> KernelForm {
    guard let fused = node.op as? Fused, let region = node.regions.first else {
      return try wholeForm()
    }
    switch fused.kind {
    case .rows: return .loops([try rows(region, fused.space)], separated: false)
    case .columns: return .loops([try columns(region, fused.space)], separated: false)
    case .scalar: return .loops([scalar(region)], separated: false)
    case .epilogue: return try epilogue(region, fused.space)
    }
  }

  /// The operand number of the k-th result.
  private func operand(ofResult index: Int) -> Int { inputTypes.count + index }

  private func identity(_ rank: Int, loops: Int) -> IndexMap {
    IndexMap((0..<rank).map { Affine(loop: $0, of: loops) })
  }

  // MARK: Loops

  private func rows(_ region: Graph, _ space: [Int]) throws(LoweringFailure) -> LoopNest {
    // Also a space of no axes is walked by one loop.
    let loops = max(1, space.count)
    let lowering = RegionLowering(region, loops: loops)
    var stages: [Stage] = []
    for node in region.nodes {
      guard let reduction = node.op as? any ReductionOp else { continue }
      guard reduction.axes == [space.count - 1], region.type(of: node.inputs[0]).sizes == space
      else {
        throw failure("a reduction over \(reduction.axes) among the rows of \(space)")
      }
      let value = lowering.element(node.inputs[0], at: identity(space.count, loops: loops))
      lowering.reductions[node.results[0]] = stages.count
      stages.append(.reduce(Swift.type(of: reduction).function, value))
    }
    var rowStages: [Stage] = []
    for (position, output) in region.outputs.enumerated() {
      let target = operand(ofResult: position)
      if let parts = region.producer(of: output.value), let joined = parts.op as? Concatenate {
        stages += stores(of: parts, joined, into: target, region, lowering)
        continue
      }
      let sizes = region.type(of: output.value).sizes
      let index = identity(sizes.count, loops: loops)
      let place = index.linear(sizes: sizes, loops: loops)
      let value = lowering.element(output.value, at: index)
      if sizes.count == space.count {
        stages.append(.store(operand: target, at: place, value))
      } else {
        rowStages.append(.storeRow(operand: target, at: place, value))
      }
    }
    let nest = LoopNest(
      kind: .rows, outer: Array(space.dropLast()), inner: space.last ?? 1, body: lowering.body,
      stages: stages + rowStages)
    return LoopCollapse.collapse(nest)
  }

  /// One store for each part of a tensor that is put together.
  private func stores(
    of parts: Node, _ joined: Concatenate, into target: Int, _ region: Graph,
    _ lowering: RegionLowering
  ) -> [Stage] {
    let sizes = region.type(of: parts.results[0]).sizes
    let index = identity(sizes.count, loops: lowering.loops)
    var start = 0
    return parts.inputs.map { part in
      var place = index
      place.axes[joined.axis].offset = start
      start += region.type(of: part).sizes[joined.axis]
      return .store(
        operand: target, at: place.linear(sizes: sizes, loops: lowering.loops),
        lowering.element(part, at: index))
    }
  }

  private func columns(_ region: Graph, _ space: [Int]) throws(LoweringFailure) -> LoopNest {
    guard let first = region.nodes.compactMap({ $0.op as? any ReductionOp }).first else {
      throw failure("columns without a reduction")
    }
    let kept = space.indices.filter { !first.axes.contains($0) }
    let order = Array(kept.dropLast()) + first.axes + [kept.last ?? 0]
    let loops = space.count
    let full = IndexMap(
      space.indices.map { axis in Affine(loop: order.firstIndex(of: axis) ?? 0, of: loops) })
    let lowering = RegionLowering(region, loops: loops)
    var stages: [Stage] = []
    for node in region.nodes {
      guard let reduction = node.op as? any ReductionOp else { continue }
      guard reduction.axes == first.axes else { throw failure("columns with unlike reductions") }
      let value = lowering.element(node.inputs[0], at: full)
      lowering.reductions[node.results[0]] = stages.count
      stages.append(.reduce(Swift.type(of: reduction).function, value))
    }
    let index = IndexMap(kept.map { full.axes[$0] })
    for (position, output) in region.outputs.enumerated() {
      let sizes = region.type(of: output.value).sizes
      if sizes == space {
        stages.append(
          .storeInSweep(
            operand: operand(ofResult: position), at: full.linear(sizes: sizes, loops: loops),
            lowering.element(output.value, at: full)))
        continue
      }
      guard sizes.count == kept.count else { throw failure("columns store a value of \(sizes)") }
      stages.append(
        .store(
          operand: operand(ofResult: position), at: index.linear(sizes: sizes, loops: loops),
          lowering.element(output.value, at: index)))
    }
    let nest = LoopNest(
      kind: .columns, outer: kept.dropLast().map { space[$0] },
      reduced: first.axes.map { space[$0] }, inner: space[kept.last ?? 0], body: lowering.body,
      stages: stages)
    return LoopCollapse.collapse(nest)
  }

  private func scalar(_ region: Graph) -> LoopNest {
    let lowering = RegionLowering(region, loops: 1)
    let place = Affine(constant: 0, loops: 1)
    let stages = region.outputs.enumerated().map { position, output in
      Stage.store(
        operand: operand(ofResult: position), at: place,
        lowering.element(output.value, at: IndexMap([])))
    }
    return LoopNest(kind: .scalar, outer: [], inner: 1, body: lowering.body, stages: stages)
  }

  // MARK: Skeletons

  private func epilogue(_ region: Graph, _ space: [Int]) throws(LoweringFailure) -> KernelForm {
    guard let anchor = region.nodes.first(where: { $0.traits.contains(.epilogue) }) else {
      throw failure("an epilogue without a skeleton")
    }
    let reads = anchor.inputs.compactMap { input in
      region.inputs.firstIndex { $0.value == input }
    }
    guard reads.count == anchor.inputs.count,
      let skeleton = anchor.op.skeleton(
        inputs: anchor.inputs.map { region.type(of: $0) },
        results: anchor.results.map { region.type(of: $0) })
    else { throw failure("\(anchor.keyword) reads a value that is not in memory") }
    let loops = space.count
    let lowering = RegionLowering(region, loops: loops)
    lowering.accumulator = anchor.results[0]
    let index = identity(loops, loops: loops)
    let stages = region.outputs.enumerated().map { position, output in
      Stage.store(
        operand: operand(ofResult: position), at: index.linear(sizes: space, loops: loops),
        lowering.element(output.value, at: index))
    }
    let nest = LoopNest(
      kind: .rows, outer: Array(space.dropLast()), inner: space.last ?? 1, body: lowering.body,
      stages: stages)
    guard let grouped = LoopCollapse.group(nest, groups(of: skeleton, rank: loops)) else {
      throw failure("an epilogue of \(anchor.keyword) that needs more than rows and columns")
    }
    return .skeleton(skeleton, reads: reads, epilogue: grouped)
  }

  /// How the axes of a skeleton's result fall into the loops of its epilogue.
  private func groups(of skeleton: Skeleton, rank: Int) -> [Int] {
    if case .contraction(let form) = skeleton {
      return form.batches == 1 ? [rank - 1, 1] : [rank - 2, 1, 1]
    }
    if case .convolution(.filterGradient, _) = skeleton { return [rank - 1, 1] }
    return [rank - 1, 1]
  }

  private func wholeForm() throws(LoweringFailure) -> KernelForm {
    guard let skeleton = node.op.skeleton(inputs: inputTypes, results: resultTypes) else {
      throw failure("no kernel")
    }
    if case .assembly(let fill, let parts) = skeleton { return assembly(fill, parts) }
    return .whole(
      skeleton, reads: Array(inputTypes.indices),
      writes: resultTypes.indices.map { operand(ofResult: $0) })
  }

  /// One copying nest for each part, after one that fills.
  private func assembly(_ fill: Double?, _ parts: [AssemblyPart]) -> KernelForm {
    let strides = rowMajorStrides(resultTypes[0].sizes)
    var nests: [LoopNest] = []
    if let fill {
      var body = KernelBody()
      let value = body.emit(.constant(fill), resultTypes[0].dtype)
      let place = Affine(offset: 0, coefficients: [1])
      nests.append(
        LoopNest(
          kind: .rows, outer: [], inner: resultTypes[0].elementCount, body: body,
          stages: [.store(operand: operand(ofResult: 0), at: place, value)]))
    }
    for part in parts {
      let sizes = inputTypes[part.input].sizes
      guard !sizes.contains(0) else { continue }
      var body = KernelBody()
      // Also a scalar is walked by one loop.
      let loops = max(1, sizes.count)
      let source = identity(sizes.count, loops: loops).linear(sizes: sizes, loops: loops)
      let value = body.emit(.load(operand: part.input, at: source), inputTypes[part.input].dtype)
      let offset = zip(part.starts, strides).reduce(0) { $0 + $1.0 * $1.1 }
      let target = Affine(offset: offset, coefficients: strides.isEmpty ? [0] : strides)
      nests.append(
        LoopCollapse.collapse(
          LoopNest(
            kind: .rows, outer: Array(sizes.dropLast()), inner: sizes.last ?? 1, body: body,
            stages: [.store(operand: operand(ofResult: 0), at: target, value)])))
    }
    return .loops(nests, separated: fill != nil)
  }
}
