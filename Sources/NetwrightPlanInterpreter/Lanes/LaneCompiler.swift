import NetwrightIR
import NetwrightKernels
import NetwrightSchedule
import NetwrightTensor

/// A body asks for what lanes cannot do; the nest then runs number by number.
struct NoLanes: Error {}

/// Turns the body of a nest into instructions over batches.
struct LaneCompiler {
  let nest: LoopNest
  let levels: [ValueLevel]
  /// The loops around the row, slowest first, and the row itself.
  let loops: [LoopLayout.Loop]
  let inner: LoopLayout.Loop
  /// The loops from this one on change within a batch; the others only between runs.
  let firstVarying: Int
  let pattern: SlotPattern
  let operandTypes: [DType]

  var prologue: [LaneInstruction] = []
  var code: [LaneInstruction] = []
  var entries: [LaneEntry] = []
  var places: [[Int]] = []
  var streams: [LaneStream] = []
  var segments: [LaneSegment] = []
  private(set) var numbers: [KernelValue] = []
  private(set) var accumulator = -1
  private var placeNumbers: [[Int]: Int] = [:]
  /// Entries of values, by the number of their step.
  var slotEntries: [Int: Int] = [:]
  var rowEntries: [Int: Int] = [:]
  /// Entries of finished reductions of rows.
  var reductionEntries: [Int: Int] = [:]
  /// Values that are the same in every batch.
  var isInvariant: [Bool]
  /// Products that only a sum reads, and are computed with it.
  var isFused: [Bool]
  private var ends: [Int: Int] = [:]

  init(
    _ nest: LoopNest, layout: LoopLayout, loops: [LoopLayout.Loop], firstVarying: Int = 0,
    pattern: SlotPattern, operandTypes: [DType]
  ) {
    self.nest = nest
    levels = nest.levels(layout)
    self.loops = loops
    inner = layout.inner
    self.firstVarying = firstVarying
    self.pattern = pattern
    self.operandTypes = operandTypes
    isInvariant = [Bool](repeating: false, count: nest.body.steps.count)
    isFused = isInvariant
    if pattern == .sites { accumulator = newEntry(.slots(0)) }
  }

  // MARK: Programs

  /// A program that computes the stages of a `rows` nest, folds included.
  mutating func rows() throws(NoLanes) -> LaneProgram {
    let stores = nest.stages.filter { !$0.isReduction }
    let used = usedReductions(by: stores.map(\.value))
    if pattern == .stretch {
      for reduction in used { try addFold(reduction) }
      startSegment()
      try compute(stores.map(\.value))
    } else {
      startSegment()
      try compute(stores.map(\.value) + used.map { nest.reductions[$0].1 })
    }
    try store(stores)
    return try finish()
  }

  /// A program that computes values for somebody else to fold; their entries come with it.
  ///
  /// - Parameter stages: stores that happen on the way.
  mutating func values(
    _ values: [KernelValue], storing stages: [Stage]
  ) throws(NoLanes) -> (LaneProgram, [Int]) {
    startSegment()
    try compute(values + stages.map(\.value))
    var results: [Int] = []
    for value in values {
      let entry = try slots(value)
      results.append(stages.isEmpty ? entry : kept(entry))
    }
    try store(stages)
    for entry in results { ends[entry] = code.count }
    return (try finish(), results)
  }

  /// A program for the stores of a `columns` nest, which read folds that are done.
  mutating func stores() throws(NoLanes) -> LaneProgram {
    let stores = nest.stages.filter { !$0.isReduction && !$0.isSweepStore }
    startSegment()
    try compute(stores.map(\.value))
    try store(stores)
    return try finish()
  }

  private mutating func finish() throws(NoLanes) -> LaneProgram {
    if nest.body.undefinedFunction(numbers) != nil { throw NoLanes() }
    endSegment()
    let kept = (accumulator < 0 ? [] : [accumulator]) + segments.compactMap(\.fold?.result)
    let allocation = RegisterAllocation(
      entries, prologue: prologue, code: code, kept: kept, ends: ends)
    return LaneProgram(self, allocation)
  }

  /// Reductions that `values` need, in order, with those that these need.
  private func usedReductions(by values: [KernelValue]) -> [Int] {
    var isUsed = [Bool](repeating: false, count: nest.reductions.count)
    var open = values
    while let value = open.popLast() {
      for step in nest.body.needed(for: [value]) {
        guard case .reduction(let place) = nest.body[step].instruction, place < isUsed.count,
          !isUsed[place]
        else { continue }
        isUsed[place] = true
        open.append(nest.reductions[place].1)
      }
    }
    return isUsed.indices.filter { isUsed[$0] }
  }

  // MARK: Segments

  private mutating func startSegment() {
    endSegment()
    // Registers of lanes do not outlive a sweep over a row.
    slotEntries = slotEntries.filter { entry in
      prologue.contains { $0.target == entry.value }
    }
    segments.append(
      LaneSegment(row: code.count..<code.count, lanes: code.count..<code.count))
  }

  private mutating func endSegment() {
    guard let last = segments.indices.last else { return }
    let start = segments[last].lanes.lowerBound
    segments[last].lanes = start..<max(start, code.count)
  }

  /// A sweep that folds one value of a long row.
  private mutating func addFold(_ reduction: Int) throws(NoLanes) {
    let (function, value) = nest.reductions[reduction]
    guard nest.body[value].dtype == .f32 else { throw NoLanes() }
    startSegment()
    try compute([value])
    let entry = try slots(value)
    let result = newEntry(.rows(0))
    reductionEntries[reduction] = result
    endSegment()
    segments[segments.count - 1].fold = (function, entry, result)
    ends[entry] = code.count
    ends[result] = code.count
  }

  /// Emits all steps that `roots` need; in the pattern `rows` also the folds among them.
  private mutating func compute(_ roots: [KernelValue]) throws(NoLanes) {
    let needed = nest.body.needed(for: roots)
    for value in needed where levels[value.id] == .lane {
      isInvariant[value.id] = couldBeInvariant(value)
    }
    findFusedProducts(needed, roots)
    // Rows first: in a stretch they are computed once for all batches.
    for value in needed where levels[value.id] == .kernel { addNumber(value) }
    if pattern == .stretch {
      for value in needed where levels[value.id] == .row { try emit(value) }
      if let last = segments.indices.last {
        segments[last].row = segments[last].row.lowerBound..<code.count
        segments[last].lanes = code.count..<code.count
      }
      for value in needed where levels[value.id] == .lane { try emit(value) }
    } else {
      for value in needed where levels[value.id] != .kernel { try emit(value) }
    }
  }

  private mutating func addNumber(_ value: KernelValue) {
    if !numbers.contains(value) { numbers.append(value) }
  }

  private mutating func findFusedProducts(_ needed: [KernelValue], _ roots: [KernelValue]) {
    isFused = [Bool](repeating: false, count: isFused.count)
    var uses: [Int: Int] = [:]
    for value in roots { uses[value.id, default: 0] += 1 }
    for value in needed {
      for operand in nest.body[value].instruction.operands { uses[operand.id, default: 0] += 1 }
    }
    for value in needed where levels[value.id] == .lane && nest.body[value].dtype == .f32 {
      guard case .apply(.add, let terms) = nest.body[value].instruction else { continue }
      let product = terms.first { term in
        guard case .apply(.multiply, _) = nest.body[term].instruction else { return false }
        return levels[term.id] == .lane && uses[term.id] == 1 && !isFused[term.id]
          && slotEntries[term.id] == nil && isInvariant[term.id] == isInvariant[value.id]
      }
      if let product { isFused[product.id] = true }
    }
  }

  // MARK: Tables

  mutating func newEntry(_ entry: LaneEntry) -> Int {
    entries.append(entry)
    return entries.count - 1
  }

  /// The number of a place in the table: offset, step of the row, steps of the loops.
  mutating func place(_ affine: Affine) -> Int {
    let steps = loops.map { $0.size == 1 ? 0 : affine.coefficients[$0.source] }
    let own = inner.size == 1 ? 0 : affine.coefficients[inner.source]
    return place([affine.offset, own] + steps)
  }

  mutating func place(_ numbers: [Int]) -> Int {
    if let known = placeNumbers[numbers] { return known }
    placeNumbers[numbers] = places.count
    places.append(numbers)
    return places.count - 1
  }

  /// Whether slots that follow each other lie one after the other in memory at this place.
  func isDense(_ place: Int) -> Bool {
    let numbers = places[place]
    guard numbers[1] == 1 || inner.size == 1 else { return false }
    switch pattern {
    case .sites: return false
    case .stretch: return true
    case .rows:
      guard inner.size % lanes == 0 else { return false }
      var stride = inner.size
      for loop in loops.indices.reversed() where loop >= firstVarying {
        if loops[loop].size != 1, numbers[2 + loop] != stride { return false }
        stride *= loops[loop].size
      }
      return true
    }
  }

  /// Whether a value of lanes is the same in every batch, by its own step and its operands.
  private func couldBeInvariant(_ value: KernelValue) -> Bool {
    guard pattern == .rows else { return false }
    let step = nest.body[value]
    let place: Affine? = step.instruction.place
    if let place, loops.contains(where: { $0.size != 1 && place.coefficients[$0.source] != 0 }) {
      return false
    }
    switch step.instruction {
    case .accumulator, .random: return false
    case .reduction: return nest.kind == .columns
    case .constant, .load, .index, .apply, .convert:
      return step.instruction.operands.allSatisfy {
        levels[$0.id] == .kernel || (levels[$0.id] == .lane && isInvariant[$0.id])
      }
    }
  }
}
