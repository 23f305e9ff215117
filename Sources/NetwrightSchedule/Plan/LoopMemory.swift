import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Where the carries, sequences and stacks of a loop lie.
///
/// A carry has one place, which each turn overwrites. Where its values are stacked as well it moves
/// through the stack instead: `length + 1` values one after the other, of which a turn reads one and
/// stores the next; all but the last, or all but the first, are the stacked output.
struct LoopMemory {
  let scan: Scan
  let length: Int
  let region: Graph
  /// Of the scan, in the scope around.
  let operands: [OperandPlace]
  /// How many loops are around the body, this one included.
  let depth: Int
  private var carries: [Carry] = []
  /// For each stacked output, where it begins, in the scope around.
  private var stacks: [OperandPlace] = []

  private struct Carry {
    let type: TensorType
    /// Where all of it begins, in the scope around.
    let base: OperandPlace
    /// Whether it moves through a stack.
    let isStacked: Bool
  }

  init(scan: Scan, length: Int, region: Graph, operands: [OperandPlace], depth: Int) {
    self.scan = scan
    self.length = length
    self.region = region
    self.operands = operands
    self.depth = depth
  }

  // MARK: Buffers

  /// Makes the buffers of carries and stacks.
  mutating func allocate(_ make: (String, TensorType) -> OperandPlace) {
    for position in 0..<scan.carries {
      let type = self.type(position)
      let isStacked = length > 0 && outputs.contains { isKept($0, of: position) }
      carries.append(
        Carry(
          type: type,
          base: make("carry", isStacked ? stacked(type, length + 1) : type),
          isStacked: isStacked))
    }
    for output in outputs {
      let type = region.type(of: output)
      let keeper = (0..<scan.carries).first { carries[$0].isStacked && isKept(output, of: $0) }
      guard let keeper else {
        stacks.append(make("stack", stacked(type, length)))
        continue
      }
      // The old values stand before the new ones in the order of the turns.
      let isOld = region.root(of: output) == region.inputs[keeper].value
      var place = carries[keeper].base
      if isOld == scan.reversed { place.offset += carries[keeper].type.elementCount }
      stacks.append(place)
    }
  }

  private func stacked(_ type: TensorType, _ count: Int) -> TensorType {
    type.with(Shape([Dim(count)] + type.shape.dims))
  }

  private func type(_ input: Int) -> TensorType { region.type(of: region.inputs[input].value) }

  private var outputs: [Value] { region.outputs.dropFirst(scan.carries).map(\.value) }

  /// Whether a stacked output holds the values that a carry has before or after each turn.
  private func isKept(_ output: Value, of carry: Int) -> Bool {
    let root = region.root(of: output)
    return root == region.inputs[carry].value
      || root == region.root(of: region.outputs[carry].value) && isOwner(carry)
  }

  /// Whether no earlier carry has the same next value, which one of them alone can store.
  private func isOwner(_ carry: Int) -> Bool {
    let root = region.root(of: region.outputs[carry].value)
    guard region.producer(of: root) != nil else { return false }
    return !(0..<carry).contains { region.root(of: region.outputs[$0].value) == root }
  }

  // MARK: The scope around

  /// The places of the results of the scan.
  var results: [OperandPlace] {
    let last = carries.enumerated().map { position, carry in
      // Without a turn, what comes in goes out.
      if length == 0 { return operands[position] }
      var place = carry.base
      if carry.isStacked, !scan.reversed { place.offset += length * carry.type.elementCount }
      return place
    }
    return last + stacks
  }

  /// The copies that give carries their first values.
  var entries: [PendingCopy] {
    if length == 0 { return [] }
    return carries.enumerated().map { position, carry in
      var place = carry.base
      if carry.isStacked, scan.reversed { place.offset += length * carry.type.elementCount }
      return PendingCopy(source: operands[position], target: place, type: carry.type)
    }
  }

  // MARK: The scope of the body

  /// The body with places for its inputs and for what it gives.
  var scope: ScheduleScope {
    var scope = ScheduleScope(region)
    scope.depth = depth
    for (position, input) in region.inputs.enumerated() {
      let place =
        position < scan.carries
        ? self.place(ofCarry: position, afterTurn: false)
        : position < scan.carries + scan.sequences
          ? moving(operands[position], by: type(position).elementCount) : operands[position]
      scope.places[input.value] = place
    }
    scope.invariants = Set(
      region.inputs.dropFirst(scan.carries + scan.sequences).map(\.value))
    for (position, output) in outputs.enumerated() {
      scope.targets[region.root(of: output)] = place(ofStack: position)
    }
    let pairs = (0..<scan.carries).map {
      Overwriting(old: region.inputs[$0].value, new: region.outputs[$0].value)
    }
    let inPlace = Overwriting.inPlace(pairs, readAtEnd: outputs, in: region)
    for (position, pair) in pairs.enumerated() {
      let root = region.root(of: pair.new)
      let isFree = inPlace.contains { $0.old == pair.old } && scope.targets[root] == nil
      guard carries[position].isStacked ? isOwner(position) : isFree else { continue }
      scope.targets[root] = place(ofCarry: position, afterTurn: true)
    }
    return scope
  }

  /// A place that moves with the turns of this loop.
  private func moving(_ place: OperandPlace, by stride: Int) -> OperandPlace {
    var place = place
    while place.strides.count < depth - 1 { place.strides.append(0) }
    place.strides.append(stride)
    return place
  }

  private func place(ofCarry position: Int, afterTurn: Bool) -> OperandPlace {
    let carry = carries[position]
    guard carry.isStacked else { return carry.base }
    var place = moving(carry.base, by: carry.type.elementCount)
    if afterTurn != scan.reversed { place.offset += carry.type.elementCount }
    return place
  }

  private func place(ofStack position: Int) -> OperandPlace {
    moving(stacks[position], by: region.type(of: outputs[position]).elementCount)
  }

  /// What the kernels of a turn have not stored into the stacks themselves.
  func stackCopies(_ scope: ScheduleScope) -> [PendingCopy] {
    outputs.enumerated().compactMap { position, output in
      guard let source = scope.places[output] else { return nil }
      let target = place(ofStack: position)
      return PendingCopy(source: source, target: target, type: region.type(of: output))
    }
  }

  /// The next carries that are not in their places yet.
  func carryCopies(_ scope: ScheduleScope) -> [PendingCopy] {
    carries.enumerated().compactMap { position, carry in
      guard let source = scope.places[region.outputs[position].value] else { return nil }
      let target = place(ofCarry: position, afterTurn: true)
      return PendingCopy(source: source, target: target, type: carry.type)
    }
  }
}
