import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// The body of a scan with its reverse mode behind it, in one graph: what the body of the backward
/// scan is cut out of.
struct BodyGradient {
  let scan: Scan
  /// The body, inputs numbered first.
  let region: Graph
  /// The body's nodes and values, under the same numbers, then those of reverse mode.
  let graph: Graph
  /// The gradient with respect to each next carry and to each output, as inputs of `graph`; `nil`
  /// where there is none.
  let seeds: [Value?]
  /// The gradient with respect to each input of the body, where it has one.
  let gradients: [Value?]
  /// Why a gradient could not be built: a fault of the compiler.
  let failure: GraphBuilder.Failure?
  /// The carries that have gradients.
  let activeCarries: [Int]

  /// - Parameters:
  ///   - isSeeded: by result, whether it has a gradient from outside.
  ///   - isActive: by operand, whether its gradient is wanted.
  init(_ scan: Scan, _ region: Graph, isSeeded: [Bool], isActive: [Bool]) {
    self.scan = scan
    var copier = GraphCopier(region)
    copier.copyInputs()
    for node in region.nodes { copier.copy(node) }
    copier.copyOutputs()
    self.region = copier.builder.graph
    let active = Self.activity(scan, self.region, isActive)
    activeCarries = (0..<scan.carries).filter { active[$0] }
    var builder = copier.builder
    builder.origin = .gradient(of: region.nodes.last?.origin ?? .none)
    var seeds: [Value?] = []
    var pairs: [(value: Value, upstream: Value)] = []
    for (position, output) in self.region.outputs.enumerated() {
      let type = builder.type(of: output.value)
      let isWanted = position < scan.carries ? active[position] : isSeeded[position]
      guard isWanted, type.dtype.isFloat else {
        seeds.append(nil)
        continue
      }
      let seed = builder.input("seed.\(position)", type)
      seeds.append(seed)
      pairs.append((output.value, seed))
    }
    self.seeds = seeds
    let wanted = self.region.inputs.indices.filter { active[$0] }
    let found = Autodiff.gradients(
      from: pairs, wrt: wanted.map { [inputs = self.region.inputs] in inputs[$0].value },
      in: &builder)
    var gradients = [Value?](repeating: nil, count: self.region.inputs.count)
    for (position, gradient) in zip(wanted, found) { gradients[position] = gradient }
    self.gradients = gradients
    graph = builder.graph
    failure = builder.failure
  }

  /// By input of the body, whether it changes with an operand whose gradient is wanted: a carry may
  /// come to do so in a later turn.
  private static func activity(_ scan: Scan, _ region: Graph, _ isActive: [Bool]) -> [Bool] {
    var active = zip(region.inputs, isActive).map { input, isActive in
      isActive && region.type(of: input.value).dtype.isFloat
    }
    while true {
      let targets = zip(region.inputs, active).filter(\.1).map(\.0.value)
      let reached = Autodiff.valuesReached(from: targets, in: region)
      var changed = false
      for carry in 0..<scan.carries where !active[carry] {
        let next = region.outputs[carry].value
        guard reached[next.id], region.type(of: next).dtype.isFloat else { continue }
        active[carry] = true
        changed = true
      }
      if !changed { return active }
    }
  }

  var sequencePositions: Range<Int> { scan.carries..<scan.carries + scan.sequences }
  var constantPositions: Range<Int> {
    sequencePositions.upperBound..<region.inputs.count
  }

  /// The gradients that the backward body gives.
  var results: [Value] { gradients.compactMap { $0 } }
}
