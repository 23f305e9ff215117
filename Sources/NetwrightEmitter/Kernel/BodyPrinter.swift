import NetwrightIR
import NetwrightSchedule
import NetwrightSwiftText
import NetwrightTensor

/// Prints the values of a kernel body.
///
/// A value lives at the level of the loops that it depends on: outside all loops, in a row, or in
/// a lane. Those of lanes are vectors, the others single numbers, which are computed once and
/// spread over a vector where one is wanted.
struct BodyPrinter {
  typealias Level = ValueLevel

  enum Form { case number, vector }

  /// What hands over the lanes, by its name in emitted code: a loop, or the site of a skeleton.
  enum Lanes: String { case loop = "lane", site }

  /// Characters from which on an expression gets a name.
  private static let longExpression = 70

  let kernel: String
  let body: KernelBody
  let operands: [OperandName]
  let layout: LoopLayout
  /// Swift for the index of each loop of the layout, by its source.
  var indices: [Int: String] = [:]
  var lanes = Lanes.loop
  /// The value that a skeleton hands over.
  var accumulator = "sum"
  /// Names of finished reductions, and whether each is a number or a vector.
  var reductions: [String] = []
  var reductionForm = Form.number
  var scope: NameScope
  private var named: [Int: (text: String, form: Form)] = [:]
  let levels: [Level]
  /// Whether the body goes on with what a skeleton has computed.
  var isEpilogue: Bool { lanes == .site }
  /// Swift for the number of lanes that count.
  var count: String { "\(lanes.rawValue).count" }
  /// Values that some stage takes as one number, maybe a later one than that which declares them.
  private let wantedAsNumbers: Set<Int>

  init(
    kernel: String, nest: LoopNest, layout: LoopLayout, operands: [OperandName], scope: NameScope
  ) {
    self.kernel = kernel
    body = nest.body
    self.operands = operands
    self.layout = layout
    self.scope = scope
    levels = nest.levels(layout)
    wantedAsNumbers = Self.wantedAsNumbers(nest, levels)
  }

  private static func wantedAsNumbers(_ nest: LoopNest, _ levels: [Level]) -> Set<Int> {
    var result = Set(nest.stages.filter(\.isRowStore).map(\.value.id))
    for user in nest.body.needed(for: nest.roots) {
      let instruction = nest.body[user].instruction
      if case .random = instruction {} else if levels[user.id] == .lane { continue }
      result.formUnion(instruction.operands.map(\.id))
    }
    return result
  }

  // MARK: - Declarations

  /// Declares what `roots` need up to `level` and what is worth a name: what higher levels or
  /// several places use, and what would make an expression long.
  ///
  /// - `names roots`: every root gets a name, because stores follow that could change what
  ///   a later root reads.
  mutating func declare(
    for roots: [KernelValue], upTo level: Level, namesRoots: Bool = false,
    into writer: inout SwiftWriter
  ) throws(EmissionError) {
    let needed = body.needed(for: roots)
    var uses = [Int: Int]()
    var weights = [Int: Int]()
    for operand in needed.flatMap({ body[$0].instruction.operands }) + roots {
      uses[operand.id, default: 0] += 1
    }
    for value in needed where levels[value.id] <= level && named[value.id] == nil {
      let operands = body[value].instruction.operands
      let weight = operands.reduce(1) {
        $0 + (named[$1.id] == nil ? weights[$1.id, default: 0] : 0)
      }
      weights[value.id] = weight
      if isTrivial(value) { continue }
      let users = needed.filter { body[$0].instruction.operands.contains(value) }
      let isBoundary =
        levels[value.id] < .lane
        && users.contains { levels[$0.id] > levels[value.id] }
      let isShared = uses[value.id, default: 0] > 1
      let isRoot = namesRoots && roots.contains(value)
      try shorten(value, into: &writer)
      guard isBoundary || isShared || isRoot || weight > 4 else { continue }
      let onlyVectors =
        !roots.contains(value) && !wantedAsNumbers.contains(value.id)
        && !users.isEmpty && body[value].dtype.vectorType != nil
      try name(value, onlyVectors ? .vector : ownForm(value), into: &writer)
    }
  }

  private mutating func name(
    _ value: KernelValue, _ form: Form, into writer: inout SwiftWriter
  ) throws(EmissionError) {
    let text = try expression(value, form).text
    let name = scope.claim(noun(for: value))
    let type = form == .vector ? body[value].dtype.vectorType : body[value].dtype.numberType
    writer.assignment("let \(name): \(type ?? "Vector")", text)
    named[value.id] = (name, form)
  }

  /// Gives names to operands of a long expression, the longest first, until it is short.
  private mutating func shorten(
    _ value: KernelValue, into writer: inout SwiftWriter
  ) throws(EmissionError) {
    let own = ownForm(value)
    while try expression(value, own).text.utf8.count > Self.longExpression {
      var longest: (operand: KernelValue, count: Int)?
      for operand in body[value].instruction.operands
      where named[operand.id] == nil && !isTrivial(operand) {
        let count = try expression(operand, ownForm(operand)).text.utf8.count
        if count > longest?.count ?? 0 { longest = (operand, count) }
      }
      guard let longest else { return }
      try name(longest.operand, ownForm(longest.operand), into: &writer)
    }
  }

  private func ownForm(_ value: KernelValue) -> Form {
    levels[value.id] == .lane ? .vector : .number
  }

  private func isTrivial(_ value: KernelValue) -> Bool {
    switch body[value].instruction {
    case .constant, .reduction, .accumulator: true
    default: false
    }
  }

  private func noun(for value: KernelValue) -> String {
    switch body[value].instruction {
    case .load(let operand, _): operands[operand].name + "Value"
    case .apply(let function, _): function.noun
    case .convert: "same"
    case .index: "place"
    case .random: "random"
    case .constant, .reduction, .accumulator: "value"
    }
  }

  // MARK: - Expressions

  func expression(_ value: KernelValue, _ form: Form) throws(EmissionError) -> Expression {
    let step = body[value]
    if let known = named[value.id] {
      if known.form == form { return Expression(known.text) }
      guard form == .vector else {
        throw .unsupported(kernel: kernel, reason: "a vector where one number is expected")
      }
      return try spread(Expression(known.text), step.dtype)
    }
    switch form {
    case .number: return try number(value)
    case .vector:
      return levels[value.id] == .lane ? try vector(value) : try spread(number(value), step.dtype)
    }
  }

  private func spread(_ number: Expression, _ dtype: DType) throws(EmissionError) -> Expression {
    guard let type = dtype.vectorType else { throw noVector(dtype) }
    return Expression("\(type)(repeating: \(number.text))")
  }

  func noVector(_ dtype: DType) -> EmissionError {
    .unsupported(kernel: kernel, reason: "vectors of \(dtype.rawValue)")
  }

  private func number(_ value: KernelValue) throws(EmissionError) -> Expression {
    let step = body[value]
    switch step.instruction {
    case .constant(let constant): return Expression(literal(constant, step.dtype))
    case .load(let operand, let at):
      let element = "\(operands[operand].name)[\(index(at))]"
      return step.dtype == .bool ? Expression(element + " != 0", .comparison) : Expression(element)
    case .apply(let function, let inputs):
      var texts: [Expression] = []
      for input in inputs { texts.append(try expression(input, .number)) }
      let dtype = body[inputs[inputs.count - 1]].dtype
      guard let result = function.number(texts, dtype) else {
        throw .unsupported(kernel: kernel, reason: "\(function.rawValue) of \(dtype.rawValue)")
      }
      return result
    case .convert(let input):
      return convert(try expression(input, .number), from: body[input].dtype, to: step.dtype)
    case .reduction(let place): return Expression(reductions[place])
    case .index(let at): return Expression("\(step.dtype.numberType)(\(index(at)))")
    case .random(let stream, let seed, let stepNumber, let element):
      return try random("uniform", stream, seed, stepNumber, element)
    case .accumulator:
      throw .unsupported(kernel: kernel, reason: "the sum of a skeleton outside its lanes")
    }
  }

  private func vector(_ value: KernelValue) throws(EmissionError) -> Expression {
    let step = body[value]
    switch step.instruction {
    case .load(let operand, let at): return try load(operand, at, step.dtype)
    case .apply(let function, let inputs): return try apply(function, inputs)
    case .convert(let input):
      return try convertVector(
        try expression(input, .vector), from: body[input].dtype, to: step.dtype)
    case .reduction(let place): return Expression(reductions[place])
    case .accumulator: return Expression(accumulator)
    case .index(let at):
      let step32 = at.coefficients[layout.inner.source]
      let numbers = "laneIndices(from: \(index(at)), step: \(step32))"
      return try convertVector(Expression(numbers), from: .i32, to: step.dtype)
    case .random(let stream, let seed, let stepNumber, let element):
      guard element.coefficients[layout.inner.source] == 1 else {
        throw .unsupported(kernel: kernel, reason: "random elements that are not neighbours")
      }
      return try random("uniforms", stream, seed, stepNumber, element)
    case .constant: throw noVector(step.dtype)
    }
  }

  private func apply(
    _ function: ScalarFunction, _ inputs: [KernelValue]
  ) throws(EmissionError) -> Expression {
    if function == .add, let fused = try multiplyAdd(inputs) { return fused }
    var texts: [Expression] = []
    for input in inputs { texts.append(try expression(input, .vector)) }
    let dtype = body[inputs[inputs.count - 1]].dtype
    guard let result = function.vector(texts, dtype) else {
      throw .unsupported(
        kernel: kernel, reason: "\(function.rawValue) of vectors of \(dtype.rawValue)")
    }
    return result
  }

  /// `a · b + c` where the product has no name of its own, and so no other use.
  private func multiplyAdd(_ inputs: [KernelValue]) throws(EmissionError) -> Expression? {
    for (product, other) in [(inputs[0], inputs[1]), (inputs[1], inputs[0])] {
      guard named[product.id] == nil, levels[product.id] == .lane, body[product].dtype == .f32,
        case .apply(.multiply, let factors) = body[product].instruction
      else { continue }
      return .call(
        "multiplyAdd",
        [
          try expression(factors[0], .vector), try expression(factors[1], .vector),
          try expression(other, .vector),
        ])
    }
    return nil
  }

  /// Whether the last vector of a row may reach into the next row, which another thread may be
  /// writing where results take the place of operands. For vectors of any width up to 16 lanes.
  private var rowsMayEndInAVector: Bool {
    layout.inner.size % 16 != 0 && (!layout.outer.isEmpty || isEpilogue)
  }

  private func load(
    _ operand: Int, _ at: Affine, _ dtype: DType
  ) throws(EmissionError) -> Expression {
    guard dtype.vectorType != nil else { throw noVector(dtype) }
    let name = operands[operand].name
    let stride = at.coefficients[layout.inner.source]
    let verb = dtype == .bool ? "mask" : "vector"
    if stride == 1 {
      let part = dtype == .f32 && rowsMayEndInAVector ? ", count: \(count)" : ""
      return Expression("\(name).\(verb)(at: \(index(at))\(part))")
    }
    let strided = dtype == .bool ? "stridedMask" : "strided"
    return Expression("\(name).\(strided)(at: \(index(at)), stride: \(stride), count: \(count))")
  }

  private func random(
    _ function: String, _ stream: UInt64, _ seed: KernelValue, _ step: KernelValue,
    _ element: Affine
  ) throws(EmissionError) -> Expression {
    let seed = try expression(seed, .number).text
    let step = try expression(step, .number).text
    let path = SwiftLiteral.unsigned(stream)
    return Expression(
      "RandomStream.\(function)("
        + "stream: \(path), seed: \(seed), step: \(step), at: \(index(element)))")
  }
}
