import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// The gradient of a scan: a scan in the other direction. Its carries are the gradients of the
/// carries, and one sum for each constant; its sequences are the upstream gradients of the outputs
/// and what the forward body has saved.
struct ScanGradient {
  let scan: Scan
  let node: Node
  let upstreams: [Value?]
  let isActive: [Bool]

  /// The gradient with respect to each operand of the node.
  func gradients(in builder: inout GraphBuilder) -> [Value?] {
    let isSeeded = upstreams.map { $0 != nil }
    var body = BodyGradient(scan, node.regions[0], isSeeded: isSeeded, isActive: isActive)
    var cut = ResidualCut(body, chooses: false)
    var stacks = Array(node.results.dropFirst(scan.carries))
    if !cut.missing(from: body).isEmpty {
      // Nobody has prepared this scan: it runs once more and gives what is missing.
      let region = ScanResiduals.recorded(
        body.region, ResidualCut(body, chooses: true).missing(from: body))
      let results = builder.apply(scan, list: node.inputs, regions: [region])
      guard results.count == region.outputs.count else { return isActive.map { _ in nil } }
      stacks = Array(results.dropFirst(scan.carries))
      let extra = region.outputs.count - node.results.count
      body = BodyGradient(
        scan, region, isSeeded: isSeeded + Array(repeating: false, count: extra),
        isActive: isActive)
      cut = ResidualCut(body, chooses: false)
    }
    return BackwardScan(node: node, upstreams: upstreams, stacks: stacks, body: body, cut: cut)
      .emit(in: &builder)
  }
}

/// Writes the backward scan.
private struct BackwardScan {
  let node: Node
  let upstreams: [Value?]
  /// The stacked outputs of the forward scan.
  let stacks: [Value]
  let body: BodyGradient
  let cut: ResidualCut

  func emit(in builder: inout GraphBuilder) -> [Value?] {
    let summed = body.constantPositions.filter { body.gradients[$0] != nil }
    let spread = body.sequencePositions.filter { body.gradients[$0] != nil }
    let targets = body.activeCarries + summed + spread
    // What has an upstream gradient may depend on nothing that wants one.
    guard !targets.isEmpty else { return node.inputs.map { _ in nil } }
    let carries =
      body.activeCarries.map { upstreams[$0] ?? zeros(like: node.results[$0], in: &builder) }
      + summed.map { zeros(like: node.inputs[$0], in: &builder) }
    let given = upstreams.indices.dropFirst(body.scan.carries).filter {
      upstreams[$0] != nil && body.seeds[$0] != nil
    }
    let sequences =
      given.compactMap { upstreams[$0] }
      + cut.operands.filter { body.sequencePositions.contains($0) }.map { node.inputs[$0] }
      + cut.residuals.compactMap(stack)
    let constants = cut.operands.filter { body.constantPositions.contains($0) }
    let results = builder.apply(
      Scan(
        carries: carries.count, sequences: sequences.count, length: body.scan.length,
        reversed: !body.scan.reversed),
      list: carries + sequences + constants.map { node.inputs[$0] },
      regions: [region(given, summed, spread, constants, in: &builder)])
    var gradients = [Value?](repeating: nil, count: node.inputs.count)
    guard results.count == targets.count else { return gradients }
    for (position, result) in zip(targets, results) { gradients[position] = result }
    return gradients
  }

  private func zeros(like value: Value, in builder: inout GraphBuilder) -> Value {
    builder.constant(0, like: value)
  }

  /// The stack of a value of the forward body.
  private func stack(of value: Value) -> Value? {
    let outputs = body.region.outputs.dropFirst(body.scan.carries)
    return zip(outputs, stacks).first { $0.0.value == value }?.1
  }

  private func region(
    _ given: [Int], _ summed: [Int], _ spread: [Int], _ constants: [Int],
    in outside: inout GraphBuilder
  ) -> Graph {
    var copier = GraphCopier(body.graph)
    var number = 0
    func input(_ value: Value) -> Value {
      number += 1
      return copier.builder.input("\(number - 1)", body.graph.type(of: value))
    }
    for seed in body.activeCarries.compactMap({ body.seeds[$0] }) {
      copier.set(seed, to: input(seed))
    }
    let sums = summed.map { input(body.region.inputs[$0].value) }
    for seed in given.compactMap({ body.seeds[$0] }) { copier.set(seed, to: input(seed)) }
    let elements = cut.operands.filter { body.sequencePositions.contains($0) }
    for value in elements.map({ body.region.inputs[$0].value }) + cut.residuals
      + constants.map({ body.region.inputs[$0].value })
    {
      copier.set(value, to: input(value))
    }
    for (index, node) in body.graph.nodes.enumerated() where cut.belongs[index] {
      copier.copy(node)
    }
    var outputs = body.activeCarries.map { carry in
      body.gradients[carry].map(copier.new)
        ?? copier.builder.constant(0, body.graph.type(of: body.region.inputs[carry].value))
    }
    for (position, sum) in zip(summed, sums) {
      guard let gradient = body.gradients[position] else { continue }
      outputs.append(copier.builder.add(sum, copier.new(gradient)))
    }
    outputs += spread.compactMap { body.gradients[$0].map(copier.new) }
    for (position, value) in outputs.enumerated() { copier.builder.output("\(position)", value) }
    if let failure = body.failure ?? copier.builder.failure { outside.note(failure) }
    return copier.builder.graph
  }
}
