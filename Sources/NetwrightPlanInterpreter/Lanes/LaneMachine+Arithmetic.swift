import NetwrightKernels

/// Instructions that compute from registers to registers, with the mathematics of compiled code.
extension LaneMachine {
  /// Vectors that an instruction goes through.
  @inline(__always)
  func vectors(_ instruction: LaneInstruction) -> Int {
    let state = thread.state.pointee
    return instruction.isOfRows ? (state.rows &+ lanes &- 1) / lanes : state.slots
  }

  @inline(__always)
  private func map(_ instruction: LaneInstruction, _ body: (Vector) -> Vector) {
    let (a, target) = (slots(instruction.a), slots(instruction.target))
    let end = vectors(instruction) &* lanes
    var index = 0
    while index < end {
      target.store(body(a.vector(at: index)), at: index, count: lanes)
      index &+= lanes
    }
  }

  @inline(__always)
  private func map(_ instruction: LaneInstruction, _ body: (Vector, Vector) -> Vector) {
    let (a, b) = (slots(instruction.a), slots(instruction.b))
    let target = slots(instruction.target)
    let end = vectors(instruction) &* lanes
    var index = 0
    while index < end {
      target.store(body(a.vector(at: index), b.vector(at: index)), at: index, count: lanes)
      index &+= lanes
    }
  }

  @inline(__always)
  private func map(_ instruction: LaneInstruction, _ body: (Vector, Vector, Vector) -> Vector) {
    let (a, b, c) = (slots(instruction.a), slots(instruction.b), slots(instruction.c))
    let target = slots(instruction.target)
    let end = vectors(instruction) &* lanes
    var index = 0
    while index < end {
      let result = body(a.vector(at: index), b.vector(at: index), c.vector(at: index))
      target.store(result, at: index, count: lanes)
      index &+= lanes
    }
  }

  @inline(never)
  func compute(_ i: LaneInstruction) {
    switch i.code {
    case .multiplyAdd: map(i) { multiplyAdd($0, $1, $2) }
    case .add: map(i) { $0 + $1 }
    case .subtract: map(i) { $0 - $1 }
    case .multiply: map(i) { $0 * $1 }
    case .divide: map(i) { $0 / $1 }
    case .maximum: map(i) { maximum($0, $1) }
    case .minimum: map(i) { minimum($0, $1) }
    case .negate: map(i) { negated($0) }
    case .absolute: map(i) { absolute($0) }
    case .sign: map(i) { sign($0) }
    case .floor: map(i) { floor($0) }
    case .squareRoot: map(i) { squareRoot($0) }
    case .reciprocalSquareRoot: map(i) { reciprocalSquareRoot($0) }
    case .rectify: map(i) { rectified($0) }
    case .less: map(i) { packed($0 .< $1) }
    case .lessOrEqual: map(i) { packed($0 .<= $1) }
    case .equal: map(i) { packed($0 .== $1) }
    case .notEqual: map(i) { packed($0 .!= $1) }
    case .and: map(i) { packed(wholes($0) & wholes($1)) }
    case .or: map(i) { packed(wholes($0) | wholes($1)) }
    case .not: map(i) { packed(wholes($0) ^ IntVector(repeating: -1)) }
    case .select: map(i) { select(truths($0), $1, $2) }
    default: computeRare(i)
    }
  }

  @inline(never)
  private func computeRare(_ i: LaneInstruction) {
    switch i.code {
    case .power: map(i) { power($0, $1) }
    case .exponential: map(i) { exponential($0) }
    case .logarithm: map(i) { logarithm($0) }
    case .logarithmOnePlus: map(i) { logarithmOnePlus($0) }
    case .exponentialMinusOne: map(i) { exponentialMinusOne($0) }
    case .hyperbolicTangent: map(i) { hyperbolicTangent($0) }
    case .logistic: map(i) { logistic($0) }
    case .errorFunction: map(i) { errorFunction($0) }
    case .sine: map(i) { sine($0) }
    case .cosine: map(i) { cosine($0) }
    case .addWhole: map(i) { packed(wholes($0) &+ wholes($1)) }
    case .subtractWhole: map(i) { packed(wholes($0) &- wholes($1)) }
    case .multiplyWhole: map(i) { packed(wholes($0) &* wholes($1)) }
    case .maximumWhole:
      map(i) { select(wholes($0) .< wholes($1), $1, $0) }
    case .minimumWhole:
      map(i) { select(wholes($1) .< wholes($0), $1, $0) }
    case .negateWhole: map(i) { packed(IntVector(repeating: 0) &- wholes($0)) }
    case .lessWhole: map(i) { packed(wholes($0) .< wholes($1)) }
    case .lessOrEqualWhole: map(i) { packed(wholes($0) .<= wholes($1)) }
    case .equalBits: map(i) { packed(wholes($0) .== wholes($1)) }
    case .notEqualBits: map(i) { packed(wholes($0) .!= wholes($1)) }
    case .floatOfWhole: map(i) { floats(wholes($0)) }
    case .floatOfTruth: map(i) { floats(truths($0)) }
    case .wholeOfFloat: map(i) { packed(integers($0)) }
    case .wholeOfTruth: map(i) { packed(integers(truths($0))) }
    case .truthOfFloat: map(i) { packed($0 .!= Vector(repeating: 0)) }
    case .truthOfWhole: map(i) { packed(wholes($0) .!= IntVector(repeating: 0)) }
    default: break
    }
  }
}

// Registers hold integers and truth values as the bits of floats; a truth value is all ones or 0.

@inline(__always) func wholes(_ x: Vector) -> IntVector { unsafeBitCast(x, to: IntVector.self) }
@inline(__always) func truths(_ x: Vector) -> VectorMask { unsafeBitCast(x, to: VectorMask.self) }
@inline(__always) func packed(_ x: IntVector) -> Vector { unsafeBitCast(x, to: Vector.self) }
@inline(__always) func packed(_ x: VectorMask) -> Vector { unsafeBitCast(x, to: Vector.self) }
