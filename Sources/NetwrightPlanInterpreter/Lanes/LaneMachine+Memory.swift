import NetwrightIR
import NetwrightKernels

/// Instructions that fill registers, store them, or fold rows.
extension LaneMachine {
  private func memory<Element>(_ operand: Int, _ type: Element.Type) -> Tensor<Element> {
    Tensor(thread.operands[operand].assumingMemoryBound(to: Element.self))
  }

  @inline(never)
  func move(_ i: LaneInstruction) {
    let slotCount = thread.state.pointee.slots
    switch i.code {
    case .copy: copy(slots(i.a), slots(i.target), vectors(i))
    case .fill, .fillWhole, .fillTruth: fill(i)
    case .spread: spread(slots(i.a), slots(i.target))
    case .load, .loadStrided, .loadTruth, .loadTruthStrided: load(i, slotCount)
    case .loadRow, .loadRowTruth: loadRows(i)
    case .index, .indexRow: writeIndices(i, slotCount)
    case .random: draw(i, slotCount)
    case .sum, .largest, .smallest: fold(i)
    case .storeAll: storeAll(slots(i.a), slots(i.b), slotCount)
    case .store, .storeStrided, .storeTruth, .storeTruthStrided: store(i, slotCount)
    case .storeRow, .storeRowTruth: storeRows(i)
    default: break
    }
  }

  private func copy(_ source: Floats, _ target: Floats, _ count: Int) {
    for slot in 0..<count {
      target.store(source.vector(at: slot &* lanes), at: slot &* lanes, count: lanes)
    }
  }

  private func fill(_ i: LaneInstruction) {
    let number = thread.numbers[i.operand]
    let vector: Vector =
      switch i.code {
      case .fillWhole: packed(IntVector(repeating: Int32(truncatingIfNeeded: number.whole)))
      case .fillTruth: packed(IntVector(repeating: number.isTrue ? -1 : 0))
      default: Vector(repeating: number.single)
      }
    let target = slots(i.target)
    for slot in 0..<vectors(i) { target.store(vector, at: slot &* lanes, count: lanes) }
  }

  /// The value of each row in its slots.
  private func spread(_ rows: Floats, _ target: Floats) {
    let state = thread.state.pointee
    let slotsOfRow = pattern == .sites ? 1 : state.slotsOfRow
    var slot = 0
    for row in 0..<state.rows {
      let vector = rows.splat(at: row)
      let end = slot &+ slotsOfRow
      while slot < end {
        target.store(vector, at: slot &* lanes, count: lanes)
        slot &+= 1
      }
    }
  }

  // MARK: Loads

  private func load(_ i: LaneInstruction, _ count: Int) {
    locate(i.place, ofRows: false)
    let target = slots(i.target)
    let offsets = thread.offsets
    switch i.code {
    case .load:
      let source = memory(i.operand, Float.self)
      for slot in 0..<count {
        target.store(source.vector(at: offsets[slot]), at: slot &* lanes, count: lanes)
      }
    case .loadStrided:
      let source = memory(i.operand, Float.self)
      let stride = places[i.place &* placeWidth &+ 1]
      for slot in 0..<count {
        let vector = source.strided(
          at: offsets[slot], stride: stride, count: thread.counts[slot])
        target.store(vector, at: slot &* lanes, count: lanes)
      }
    case .loadTruth:
      let source = memory(i.operand, UInt8.self)
      for slot in 0..<count {
        let mask = source.mask(at: offsets[slot])
        target.store(packed(mask), at: slot &* lanes, count: lanes)
      }
    default:
      let source = memory(i.operand, UInt8.self)
      let stride = places[i.place &* placeWidth &+ 1]
      for slot in 0..<count {
        let mask = source.stridedMask(
          at: offsets[slot], stride: stride, count: thread.counts[slot])
        target.store(packed(mask), at: slot &* lanes, count: lanes)
      }
    }
  }

  private func loadRows(_ i: LaneInstruction) {
    locate(i.place, ofRows: true)
    let rows = thread.state.pointee.rows
    let target = thread.pointers[i.target].assumingMemoryBound(to: Int32.self)
    if i.code == .loadRow {
      let source = memory(i.operand, Int32.self)
      for row in 0..<rows { target[row] = source[thread.offsets[row]] }
    } else {
      let source = memory(i.operand, UInt8.self)
      for row in 0..<rows { target[row] = source[thread.offsets[row]] != 0 ? -1 : 0 }
    }
  }

  private func writeIndices(_ i: LaneInstruction, _ count: Int) {
    locate(i.place, ofRows: i.isOfRows)
    if i.code == .indexRow {
      let target = thread.pointers[i.target].assumingMemoryBound(to: Int32.self)
      for row in 0..<thread.state.pointee.rows {
        target[row] = Int32(truncatingIfNeeded: thread.offsets[row])
      }
      return
    }
    let target = slots(i.target)
    let step = places[i.place &* placeWidth &+ 1]
    for slot in 0..<count {
      let vector = laneIndices(from: thread.offsets[slot], step: step)
      target.store(packed(vector), at: slot &* lanes, count: lanes)
    }
  }

  private func draw(_ i: LaneInstruction, _ count: Int) {
    locate(i.place, ofRows: false)
    let stream = streams[i.operand]
    let key = RandomStream.key(stream: stream.stream, seed: thread.numbers[stream.seed].whole)
    let step = UInt64(bitPattern: thread.numbers[stream.step].whole)
    let target = slots(i.target)
    for slot in 0..<count {
      let vector = uniform(key: key, stream: step, at: thread.offsets[slot])
      target.store(vector, at: slot &* lanes, count: lanes)
    }
  }

  // MARK: Folds

  /// Folds every row of the batch, in the order of compiled code.
  private func fold(_ i: LaneInstruction) {
    let state = thread.state.pointee
    let result = slots(i.target)
    for row in 0..<state.rows {
      let source = slots(i.a).advanced(by: row &* state.slotsOfRow &* lanes)
      switch i.code {
      case .sum: result[row] = sum(columnCount) { source.vector(at: $0.index) }
      case .largest: result[row] = maximum(columnCount) { source.vector(at: $0.index) }
      default: result[row] = minimum(columnCount) { source.vector(at: $0.index) }
      }
    }
  }

  // MARK: Stores

  private func storeAll(_ source: Floats, _ target: Floats, _ count: Int) {
    guard count > 0 else { return }
    let last = count &- 1
    for slot in 0..<last {
      target.store(source.vector(at: slot &* lanes), at: slot &* lanes, count: lanes)
    }
    target.store(source.vector(at: last &* lanes), at: last &* lanes, count: thread.counts[last])
  }

  private func store(_ i: LaneInstruction, _ count: Int) {
    locate(i.place, ofRows: false)
    let source = slots(i.a)
    let (offsets, counts) = (thread.offsets, thread.counts)
    let stride = places[i.place &* placeWidth &+ 1]
    switch i.code {
    case .store:
      let target = memory(i.operand, Float.self)
      for slot in 0..<count {
        target.store(source.vector(at: slot &* lanes), at: offsets[slot], count: counts[slot])
      }
    case .storeStrided:
      let target = memory(i.operand, Float.self)
      for slot in 0..<count {
        target.store(
          source.vector(at: slot &* lanes), at: offsets[slot], stride: stride,
          count: counts[slot])
      }
    case .storeTruth:
      let target = memory(i.operand, UInt8.self)
      for slot in 0..<count {
        let mask = truths(source.vector(at: slot &* lanes))
        target.store(mask, at: offsets[slot], count: counts[slot])
      }
    default:
      let target = memory(i.operand, UInt8.self)
      for slot in 0..<count {
        let mask = truths(source.vector(at: slot &* lanes))
        target.store(mask, at: offsets[slot], stride: stride, count: counts[slot])
      }
    }
  }

  private func storeRows(_ i: LaneInstruction) {
    locate(i.place, ofRows: true)
    let rows = thread.state.pointee.rows
    let source = thread.pointers[i.a].assumingMemoryBound(to: Int32.self)
    if i.code == .storeRow {
      let target = memory(i.operand, Int32.self)
      for row in 0..<rows { target[thread.offsets[row]] = source[row] }
    } else {
      let target = memory(i.operand, UInt8.self)
      for row in 0..<rows { target[thread.offsets[row]] = source[row] != 0 ? 1 : 0 }
    }
  }
}
