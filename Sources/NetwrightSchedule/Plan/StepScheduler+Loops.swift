import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// A scan becomes a loop whose operands move over sequences and stacks, which nobody copies.
extension StepScheduler {
  mutating func schedule(
    _ scan: Scan, _ node: Node, _ scope: inout ScheduleScope
  ) throws(LoweringFailure) {
    let operands = try scope.operands(of: node)
    guard let length = scan.length.constant, let region = node.regions.first else {
      throw LoweringFailure(node: node.keyword, reason: "a loop of unknown length")
    }
    var memory = LoopMemory(
      scan: scan, length: length, region: region, operands: operands,
      depth: scope.depth + 1)
    memory.allocate { name, type in
      OperandPlace(
        buffers.addScratch(
          "\(mode).\(KernelTitle.bufferName(node)).\(name)", type, mode: mode, depth: scope.depth))
    }
    for (result, place) in zip(node.results, memory.results) { scope.places[result] = place }
    add(memory.entries, &scope)
    if length == 0 { return }
    var body = memory.scope
    try schedule(&body)
    add(memory.stackCopies(body), &body)
    add(memory.carryCopies(body), &body)
    guard !body.items.isEmpty else { return }
    scope.items += body.prelude
    scope.items.append(
      .loop(
        PendingLoop(count: length, reversed: scan.reversed, items: body.items)))
  }
}
