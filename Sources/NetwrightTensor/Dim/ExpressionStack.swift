/// Values and operators that wait for what stands to their right; computes as soon as it can.
struct ExpressionStack {
  typealias Failure = DimensionParser.Failure

  enum Operation {
    case add, subtract, multiply, divide, remainder

    var bindsTightly: Bool { self != .add && self != .subtract }
  }

  enum Function: String {
    case min, max
  }

  enum Element {
    case binary(Operation)
    case negation
    /// A parenthesis, or a function with the arguments before the present one.
    case open(Function?, arguments: [Dim])
  }

  private var values: [(dim: Dim, end: Int)] = []
  private var elements: [(element: Element, offset: Int)] = []
  /// Parentheses and signs that are not closed.
  private var depth = 0
  private var openCount = 0
  private let solver: Solver

  init(solver: Solver) { self.solver = solver }

  /// Whether a parenthesis is to be closed.
  var isOpen: Bool { openCount > 0 }

  /// Takes a number or a name.
  mutating func push(_ value: Dim, from start: Int, to end: Int) throws(Failure) {
    values.append((value, end))
    while case .negation = elements.last?.element { try reduce() }
  }

  mutating func push(_ element: Element, at offset: Int) throws(Failure) {
    switch element {
    case .binary(let operation):
      while case .binary(let last) = elements.last?.element,
        last.bindsTightly || !operation.bindsTightly
      {
        try reduce()
      }
    case .negation, .open:
      guard depth < DimensionParser.maximumDepth else {
        throw Failure(kind: .tooDeep, offset: offset, length: 1)
      }
      depth += 1
      if case .open = element { openCount += 1 }
    }
    elements.append((element, offset))
  }

  /// Ends an argument; `false` where none more can follow.
  mutating func nextArgument() throws(Failure) -> Bool {
    try reduceToOpen()
    guard case .open(let function?, let arguments) = elements.last?.element, arguments.isEmpty,
      let value = values.popLast()
    else { return false }
    elements[elements.count - 1].element = .open(function, arguments: [value.dim])
    return true
  }

  /// Takes a closing parenthesis; `false` where an argument is missing.
  mutating func close(at end: Int) throws(Failure) -> Bool {
    try reduceToOpen()
    guard case .open(let function, let arguments) = elements.last?.element,
      let value = values.popLast()
    else { return false }
    let start = elements[elements.count - 1].offset
    var result = value.dim
    if let function {
      guard let first = arguments.first else { return false }
      result = try compute(from: start, to: end) { () throws(SizeError) in
        switch function {
        case .min: try Dim.minimum(first, value.dim)
        case .max: try Dim.maximum(first, value.dim)
        }
      }
    }
    elements.removeLast()
    depth -= 1
    openCount -= 1
    try push(result, from: start, to: end)
    return true
  }

  /// The value of the whole text.
  mutating func result() throws(Failure) -> Dim {
    try reduceToOpen()
    return values.last?.dim ?? 0
  }

  private mutating func reduceToOpen() throws(Failure) {
    while let last = elements.last?.element {
      if case .open = last { return }
      try reduce()
    }
  }

  /// Computes the last operator.
  private mutating func reduce() throws(Failure) {
    guard let (element, start) = elements.popLast(), let (right, end) = values.popLast() else {
      return
    }
    let result: Dim
    switch element {
    case .open: return
    case .negation:
      depth -= 1
      result = try compute(from: start, to: end) { () throws(SizeError) in try right.negated() }
    case .binary(let operation):
      guard let left = values.popLast()?.dim else { return }
      result = try compute(from: start, to: end) { () throws(SizeError) in
        try value(of: operation, left, right)
      }
    }
    values.append((result, end))
  }

  private func value(
    of operation: Operation, _ left: Dim, _ right: Dim
  ) throws(SizeError) -> Dim {
    switch operation {
    case .add: return try left.adding(right)
    case .subtract: return try left.subtracting(right)
    case .multiply: return try left.multiplied(by: right)
    case .divide, .remainder:
      guard solver.atLeast(right, 1) == .yes else { throw .divisor }
      return operation == .divide
        ? try left.floorDivided(by: right) : try left.remainder(by: right)
    }
  }

  private func compute(
    from start: Int, to end: Int, _ body: () throws(SizeError) -> Dim
  ) throws(Failure) -> Dim {
    do { return try body() } catch {
      throw Failure(kind: .size(error), offset: start, length: max(1, end - start))
    }
  }
}
