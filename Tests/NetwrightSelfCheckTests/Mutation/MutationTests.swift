import NetwrightAutodiff
import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightSelfCheck
import NetwrightTensor
import RandomGraphs
import Testing

/// Gradient rules with mistakes made on purpose: whatever changes a gradient must be caught by
/// finite differences, otherwise the comparison would prove nothing.
@Suite struct MutationTests {
  private static let differentiable = opRegistry.filter { op in
    // The gradient of a loop is made of those of its body's ops; `randomLoops` breaks these.
    !op.traits.contains(.opaqueToGradient) && !op.traits.contains(.loop)
      && (!op.traits.contains(.composite) || op.traits.contains(.ownGradient))
      && op.examples.contains {
        $0.results[0].dtype.isFloat && $0.inputs.contains(where: \.dtype.isFloat)
      }
  }

  @Test("every mistake in the rule of a single op that changes a gradient is caught")
  func singleOps() throws {
    var caught: [String: Int] = [:]
    var missed: [String] = []
    var operations = Set<String>()
    for op in Self.differentiable {
      for mutation in Mutation.all {
        guard let isCaught = try outcome(of: mutation, op) else { continue }
        if isCaught {
          caught[mutation.description, default: 0] += 1
          operations.insert(op.keyword)
        } else {
          missed.append("\(op.keyword): \(mutation)")
        }
      }
    }
    let total = caught.values.reduce(0, +)
    print("mutation control: \(total) broken rules of \(operations.count) ops caught:", caught)
    #expect(missed == [])
    #expect(total >= 100 && operations.count >= 30)
  }

  /// Whether the mistake is seen in some example; `nil` where it changes no gradient.
  private func outcome(of mutation: Mutation, _ op: any Op.Type) throws -> Bool? {
    var result: Bool?
    for example in op.examples
    where example.results[0].elementCount > 0 && example.results[0].dtype.isFloat {
      let right = try Case(example, op: example.op)
      let wrong = try Case(example, op: broken(example.op, mutation))
      guard right.differs(from: wrong) else { continue }
      #expect(try right.slopes().differences.isEmpty, "\(op.keyword) itself is wrong")
      result = try result == true || !wrong.slopes().differences.isEmpty
      if result == true { break }
    }
    return result
  }

  @Test("mistakes in one node of a random graph are caught")
  func randomGraphs() throws {
    let caught = try caughtMistakes(
      seeds: 1...200, [.wrongSign, .dropped(operand: 0), .factorTwo]
    ) {
      try RandomGraph.make(seed: $0, .small)
    }
    print("mutation control: \(caught) random graphs with a broken rule caught")
    #expect(caught >= 30)
  }

  @Test("mistakes in one node of the body of a loop are caught")
  func randomLoops() throws {
    let caught = try caughtMistakes(
      seeds: 1...60, [.wrongSign, .dropped(operand: 0), .factorTwo], insideLoops: true
    ) {
      try RandomLoop.make(seed: $0)
    }
    print("mutation control: \(caught) random loops with a broken rule caught")
    #expect(caught >= 10)
  }

  /// How many mistakes finite differences catch, each op broken once in each way; that they miss
  /// one is recorded.
  private func caughtMistakes(
    seeds: ClosedRange<UInt64>, _ mutations: [Mutation], insideLoops: Bool = false,
    _ make: (UInt64) throws -> Graph
  ) throws -> Int {
    var caught = 0
    var known = Set<String>()
    for seed in seeds {
      let forward = try make(seed)
      let right = try RandomTraining(forward, seed: seed)
      let reference = try SelfCheck(right.source, right.inputs, samples: 24, seed: seed)
      guard try reference.finiteDifferences().agrees else { continue }
      for mutation in mutations {
        var breaker = NodeBreaker(mutation, insideLoops: insideLoops) { node in
          !known.contains("\(node.keyword) \(mutation)")
            && Self.differentiable.contains { $0.keyword == node.keyword }
        }
        let wrong = try RandomTraining(forward, seed: seed) { try breaker.broken($0) }
        guard let keyword = breaker.found else { continue }
        let check = try SelfCheck(wrong.source, wrong.inputs, samples: 24, seed: seed)
        guard differ(reference.reference, check.reference) else { continue }
        known.insert("\(keyword) \(mutation)")
        if try check.finiteDifferences().agrees {
          Issue.record("missed: \(keyword), \(mutation), seed \(seed)")
        } else {
          caught += 1
        }
      }
    }
    return caught
  }

  /// Whether some gradient is off by a hundredth of the largest one; none at all counts as zeros.
  private func differ(_ a: StepRecord, _ b: StepRecord) -> Bool {
    let (first, second) = (a.gradients[0], b.gradients[0])
    let largest = first.values.flatMap(\.elements).map(\.magnitude).max() ?? 0
    return first.contains { name, value in
      let other = second[name]?.elements ?? [Double](repeating: 0, count: value.count)
      return zip(value.elements, other).contains { ($0 - $1).magnitude > 1e-2 * largest }
    }
  }
}

/// Puts a mistake into the gradient rule of the first node that is wanted.
private struct NodeBreaker {
  private let mutation: Mutation
  private let insideLoops: Bool
  private let isWanted: (Node) -> Bool
  /// The keyword of the broken op.
  private(set) var found: String?

  init(_ mutation: Mutation, insideLoops: Bool, where isWanted: @escaping (Node) -> Bool) {
    self.mutation = mutation
    self.insideLoops = insideLoops
    self.isWanted = isWanted
  }

  mutating func broken(_ graph: Graph) throws -> Graph { try broken(graph, isBody: false) }

  private mutating func broken(_ graph: Graph, isBody: Bool) throws -> Graph {
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes {
      if insideLoops, node.traits.contains(.loop) {
        copier.copy(node, regions: try node.regions.map { try broken($0, isBody: true) })
        continue
      }
      guard found == nil, isBody == insideLoops, isWanted(node) else {
        copier.copy(node)
        continue
      }
      found = node.keyword
      let results = copier.builder.apply(
        NetwrightSelfCheckTests.broken(node.op, mutation), list: node.inputs.map(copier.new),
        regions: node.regions)
      for (old, new) in zip(node.results, results) { copier.set(old, to: new) }
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }
}

/// `Σ y · weight` of one example with the gradients of its float inputs.
private struct Case {
  let graph: Graph
  let inputs: Tensors
  let gradients: Tensors

  init(_ example: OpExample, op: any Op) throws {
    var builder = GraphBuilder(name: "example")
    let operands = example.inputs.enumerated().map { builder.input("x\($0)", $1) }
    let weight = builder.input("weight", example.results[0])
    let result = try builder.add(op, operands)[0]
    let products = builder.multiply(result, weight)
    let loss = builder.reduceSum(products, axes: Array(0..<example.results[0].rank))
    builder.output("loss", loss, role: .loss)
    let found = Autodiff.gradients(of: loss, wrt: operands, in: &builder)
    for (place, gradient) in found.enumerated() where example.inputs[place].dtype.isFloat {
      if let gradient { builder.output("x\(place)", gradient) }
    }
    graph = try builder.finish()
    inputs = Self.values(example)
    var engine = try InterpreterEngine(graph, .f64)
    var gradients = try engine.run(inputs)
    gradients["loss"] = nil
    // What has no gradient must not change the loss.
    for (place, type) in example.inputs.enumerated()
    where type.dtype.isFloat && gradients["x\(place)"] == nil {
      gradients["x\(place)"] = Buffer(sizes: type.sizes, repeating: 0)
    }
    self.gradients = gradients
  }

  /// All floats differ and lie evenly in the range, so that nothing is at a kink.
  private static func values(_ example: OpExample) -> Tensors {
    var numbers = SeededNumbers(11)
    let floats = example.inputs.filter(\.dtype.isFloat).reduce(0) { $0 + $1.elementCount }
    var order = Array(0..<(floats + floats % 2))
    order.shuffle(using: &numbers)
    let (low, high) = (example.range.lowerBound, example.range.upperBound)
    var result: Tensors = [:]
    for (place, type) in example.inputs.enumerated() {
      let elements = (0..<type.elementCount).map { _ -> Double in
        guard type.dtype.isFloat else { return Double(numbers.below(example.integerBound)) }
        let share = (Double(order.removeLast()) + 0.5) / Double(floats + floats % 2)
        return low + (high - low) * share
      }
      result["x\(place)"] = Buffer(sizes: type.sizes, elements: elements)
    }
    let type = example.results[0]
    result["weight"] = Buffer(
      sizes: type.sizes, elements: (0..<type.elementCount).map { _ in numbers.number() })
    return result
  }

  func slopes() throws -> FiniteDifferences {
    try FiniteDifferences(of: graph, inputs: inputs, gradients: gradients, samples: 40, seed: 5)
  }

  func differs(from other: Case) -> Bool {
    let largest = gradients.values.flatMap(\.elements).map(\.magnitude).max() ?? 0
    return gradients.contains { name, value in
      zip(value.elements, other.gradients[name]?.elements ?? []).contains {
        ($0 - $1).magnitude > 1e-3 * largest + 1e-4
      }
    }
  }
}
