import NetwrightIR
import NetwrightTensor

/// A body that runs once for each element of its sequences and hands values from turn to turn.
///
/// - Shapes: operands are carries, sequences `[length] + s` and constants. The region takes carries,
///   one element `s` of each sequence, and constants; it gives the next carries, each of the type of
///   its carry, and outputs `t`. Results: the last carries, then each output stacked,
///   `[length] + t`.
/// - Order: from the first element to the last; `reversed` from the last to the first, each output
///   standing at the place of its element.
/// - Dtype: any.
/// - Gradient: a scan in the other direction that carries the gradients of the carries and sums up
///   those of the constants; the module of differentiation makes it.
/// - Cost: `length` times that of the body.
/// - Errors: `E0901` when operands and region disagree; `E0304` when a sequence has another length;
///   `E0306` for another number of operands; `E0313` for a negative length or number.
package struct Scan: Op {
  package static let keyword = "scan"
  package static let traits: OpTraits = [.loop]
  package static let examples = ScanExamples.all

  /// How many operands are carries, and how many after them are sequences.
  package let carries: Int
  package let sequences: Int
  /// One size.
  private let extent: Shape
  package let reversed: Bool

  package init(carries: Int, sequences: Int, length: Dim, reversed: Bool = false) {
    self.carries = carries
    self.sequences = sequences
    self.extent = [length]
    self.reversed = reversed
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    carries = try attributes.integer("carries")
    sequences = try attributes.integer("sequences")
    extent = try attributes.shape("length")
    guard extent.rank == 1 else { throw .mistyped("length", expected: "a list of one size") }
    reversed = try attributes.flag("reversed")
  }

  package var attributes: [Attribute] {
    [
      Attribute("carries", .integer(carries)), Attribute("sequences", .integer(sequences)),
      Attribute("length", .shape(extent)), Attribute("reversed", .flag(reversed)),
    ]
  }

  /// How often the body runs.
  package var length: Dim { extent[0] }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Scan {
    Scan(
      carries: carries, sequences: sequences, length: try length.substituting(binding),
      reversed: reversed)
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    guard regions.count == 1 else { throw .region("expected one region, found \(regions.count)") }
    let region = regions[0]
    try context.requireCount(inputs, region.inputs.count)
    for (name, value) in [("carries", carries), ("sequences", sequences)]
    where value < 0 || value > inputs.count {
      throw .attribute(name: name, value: value, expected: "a number from 0 to \(inputs.count)")
    }
    if let count = length.constant, count < 0 {
      throw .attribute(name: "length", value: count, expected: "a number from 0 up")
    }
    guard !region.outputs.isEmpty else { throw .region("a scan without results") }
    guard carries <= region.outputs.count, carries + sequences <= inputs.count else {
      throw .region("\(carries) carries and \(sequences) sequences")
    }
    try requireOperands(inputs, region, context)
    return region.outputs.enumerated().map { position, output in
      let type = region.type(of: output.value)
      return position < carries ? type : type.with(Shape([length] + type.shape.dims))
    }
  }

  private func requireOperands(
    _ inputs: [Operand], _ region: Graph, _ context: ShapeContext
  ) throws(ShapeError) {
    for (position, input) in inputs.enumerated() {
      let expected = region.type(of: region.inputs[position].value)
      var found = input.type
      if (carries..<carries + sequences).contains(position) {
        guard input.rank > 0 else { throw .rank(input, expected: "a sequence") }
        try context.require(
          input.shape[0], equals: length, of: input,
          else: .sizesDiffer(input, axis: 0, expected: length))
        found.shape.dims.removeFirst()
      }
      guard found == expected else { throw .region("operand \(found), region input \(expected)") }
      guard position < carries else { continue }
      let next = region.type(of: region.outputs[position].value)
      guard next == found else { throw .region("a carry \(found) becomes \(next)") }
    }
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    // The interpreter runs the region itself.
  }
}

extension GraphBuilder {
  /// What the body of a scan gets and gives.
  package struct ScanBody {
    package let carries: [Value]
    package let elements: [Value]
    package let constants: [Value]
  }

  /// Adds a scan whose region `body` builds; gives the last carries and the stacked outputs.
  package mutating func scan(
    carries: [Value], sequences: [Value], constants: [Value], length: Dim, reversed: Bool = false,
    _ body: (ScanBody, inout GraphBuilder) -> (carries: [Value], outputs: [Value])
  ) -> (carries: [Value], outputs: [Value]) {
    var region = GraphBuilder(name: "region", context: context)
    region.origin = origin
    var inputs: [Value] = []
    for value in carries + sequences + constants {
      var type = type(of: value)
      if (carries.count..<carries.count + sequences.count).contains(inputs.count) {
        type.shape.dims = Array(type.shape.dims.dropFirst())
      }
      inputs.append(region.input("\(inputs.count)", type))
    }
    let (next, outputs) = body(
      ScanBody(
        carries: Array(inputs.prefix(carries.count)),
        elements: Array(inputs.dropFirst(carries.count).prefix(sequences.count)),
        constants: Array(inputs.dropFirst(carries.count + sequences.count))), &region)
    for (position, value) in (next + outputs).enumerated() { region.output("\(position)", value) }
    if let failure = region.failure { note(failure) }
    let results = apply(
      Scan(
        carries: carries.count, sequences: sequences.count, length: length, reversed: reversed),
      list: carries + sequences + constants, regions: [region.graph])
    guard results.count == next.count + outputs.count else { return (next, outputs) }
    return (Array(results.prefix(next.count)), Array(results.dropFirst(next.count)))
  }
}
