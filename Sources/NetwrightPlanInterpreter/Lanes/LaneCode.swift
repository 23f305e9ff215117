/// What one instruction does with every vector of a batch.
enum LaneCode: UInt8 {
  // On floats.
  case multiplyAdd
  case add, subtract, multiply, divide, maximum, minimum, power
  case negate, absolute, sign, floor, squareRoot, reciprocalSquareRoot
  case exponential, logarithm, logarithmOnePlus, exponentialMinusOne
  case hyperbolicTangent, logistic, errorFunction, sine, cosine, rectify
  case less, lessOrEqual, equal, notEqual
  // On 32-bit integers.
  case addWhole, subtractWhole, multiplyWhole, maximumWhole, minimumWhole, negateWhole
  case lessWhole, lessOrEqualWhole
  // On the bits of integers and truth values.
  case equalBits, notEqualBits, and, or, not, select
  // Between element types.
  case floatOfWhole, floatOfTruth, wholeOfFloat, wholeOfTruth, truthOfFloat, truthOfWhole
  // Into registers.
  case copy
  /// A number of the kernel in every lane.
  case fill, fillWhole, fillTruth
  /// The value of a row in every lane of that row.
  case spread
  case load, loadStrided, loadTruth, loadTruthStrided
  /// One element for each row.
  case loadRow, loadRowTruth
  case index, indexRow, random
  case sum, largest, smallest
  // Out of registers.
  /// To contiguous memory, which an alias shows.
  case storeAll
  case store, storeStrided, storeTruth, storeTruthStrided
  case storeRow, storeRowTruth

  /// Whether `LaneMachine` computes it from registers alone, vector by vector.
  var isArithmetic: Bool { rawValue <= LaneCode.truthOfWhole.rawValue }
}

/// One step over a batch. What it reads and writes are entries of the machine's table of pointers;
/// -1 stands for none.
struct LaneInstruction {
  var code: LaneCode
  /// One value for each row instead of lanes in slots.
  var isOfRows = false
  var target = -1
  var a = -1
  var b = -1
  var c = -1
  /// A kernel operand, the number of a step, or an entry of the table of random streams.
  var operand = -1
  /// An entry of the table of places.
  var place = -1
}
