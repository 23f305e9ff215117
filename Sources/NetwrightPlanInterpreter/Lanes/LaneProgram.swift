import NetwrightIR
import NetwrightTensor

/// How the slots of a batch, each a vector of lanes, lie in the loops of a nest.
enum SlotPattern {
  /// Whole rows, as many as fit: the columns of every batch are the same.
  case rows
  /// A stretch of one row.
  case stretch
  /// Wherever a skeleton's results come up.
  case sites
}

/// Where the values of an entry are.
enum LaneEntry: Hashable {
  /// A register of slots or of rows, by its number.
  case slots(Int)
  case rows(Int)
  /// Memory that holds the values in the order of the slots, so that nothing is copied.
  case alias(operand: Int, place: Int)
}

/// The part of a program between two folds of long rows.
struct LaneSegment {
  /// Instructions of the row as a whole.
  var row: Range<Int>
  /// Instructions of each batch.
  var lanes: Range<Int>
  /// What to fold over the row afterwards: an entry of slots into one of rows.
  var fold: (function: ReductionFunction, value: Int, result: Int)?
}

/// A random stream that an instruction draws from; seed and step are numbers of the kernel.
struct LaneStream {
  let stream: UInt64
  let seed: Int
  let step: Int
}

/// A kernel body as instructions over batches of vectors: the choice of what to compute is made once
/// for some hundred elements instead of for each.
///
/// Plain pointers inside, so that threads run it without counting references.
final class LaneProgram: @unchecked Sendable {
  let pattern: SlotPattern
  /// Sizes of the loops around the row, slowest first.
  let loops: [Int]
  /// Elements of a row.
  let columns: Int
  /// Numbers that the whole kernel shares, computed first, in this order.
  let numbers: [KernelValue]
  let body: KernelBody
  let loopCount: Int
  let operandTypes: [DType]
  /// Instructions that run once, before the first batch.
  let prologue: Range<Int>
  let segments: [LaneSegment]
  let entries: [LaneEntry]
  let streams: UnsafeMutableBufferPointer<LaneStream>
  let instructions: UnsafeMutableBufferPointer<LaneInstruction>
  /// For each place: offset, step per element of the row, step of each loop.
  let places: UnsafeMutableBufferPointer<Int>
  let placeWidth: Int
  /// Aliases among the entries.
  let aliases: UnsafeMutableBufferPointer<(entry: Int, operand: Int, place: Int)>
  /// The entry that a skeleton fills, for `sites`.
  let accumulator: Int
  let needs: MachineNeeds

  init(_ compiler: LaneCompiler, _ allocation: RegisterAllocation) {
    pattern = compiler.pattern
    loops = compiler.loops.map(\.size)
    columns = compiler.inner.size
    numbers = compiler.numbers
    body = compiler.nest.body
    loopCount = compiler.nest.loopCount
    operandTypes = compiler.operandTypes
    prologue = 0..<compiler.prologue.count
    segments = compiler.segments.map { $0.shifted(by: compiler.prologue.count) }
    entries = allocation.entries
    streams = Self.copy(compiler.streams)
    accumulator = compiler.accumulator
    placeWidth = 2 + compiler.loops.count
    instructions = Self.copy(compiler.prologue + compiler.code)
    places = Self.copy(compiler.places.flatMap { $0 })
    aliases = Self.copy(
      allocation.entries.enumerated().compactMap { number, entry in
        guard case .alias(let operand, let place) = entry else { return nil }
        return (entry: number, operand: operand, place: place)
      })
    needs = MachineNeeds(
      entries: entries.count, slotRegisters: allocation.slotRegisters,
      rowRegisters: allocation.rowRegisters, loops: loops.count, numbers: body.steps.count,
      operands: operandTypes.count + compiler.nest.reductions.count)
  }

  deinit {
    instructions.deallocate()
    places.deallocate()
    aliases.deallocate()
    streams.deallocate()
  }

  private static func copy<Element>(_ list: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: list.count)
    _ = memory.initialize(from: list)
    return memory
  }
}

extension LaneSegment {
  fileprivate func shifted(by count: Int) -> LaneSegment {
    LaneSegment(
      row: row.lowerBound + count..<row.upperBound + count,
      lanes: lanes.lowerBound + count..<lanes.upperBound + count, fold: fold)
  }
}
