import NetwrightTensor

/// Checks what must hold of every graph between two passes, and collects all that does not.
package enum GraphVerifier {
  package struct Fault: Hashable, Sendable, CustomStringConvertible {
    package let node: String
    package let description: String
  }

  package static func faults(
    in graph: Graph, context: ShapeContext = ShapeContext()
  ) -> [Fault] {
    var faults: [Fault] = []
    var defined = Set(graph.inputs.map(\.value))
    for (index, node) in graph.nodes.enumerated() {
      let name = "\(index) \(node.keyword)"
      for input in node.inputs where !defined.contains(input) {
        faults.append(Fault(node: name, description: "%\(input.id) is used before it is defined"))
      }
      for result in node.results where !defined.insert(result).inserted {
        faults.append(Fault(node: name, description: "%\(result.id) is defined twice"))
      }
      for region in node.regions {
        faults += Self.faults(in: region, context: context).map {
          Fault(node: "\(name) / \($0.node)", description: $0.description)
        }
      }
      faults += typeFaults(of: node, name: name, in: graph, context: context)
    }
    for output in graph.outputs {
      if !defined.contains(output.value) {
        faults.append(
          Fault(node: "return", description: "%\(output.value.id) is used before it is defined"))
        continue
      }
      if case .update(let name) = output.role { faults += updateFaults(name, output, in: graph) }
    }
    return faults
  }

  private static func typeFaults(
    of node: Node, name: String, in graph: Graph, context: ShapeContext
  ) -> [Fault] {
    let operands = node.inputs.map { Operand(graph.type(of: $0)) }
    let stated = node.results.map { graph.type(of: $0) }
    do throws(ShapeError) {
      let types = try context.resultTypes(of: node.op, on: operands, regions: node.regions)
      if types == stated { return [] }
      return [Fault(node: name, description: "results are \(stated), the op gives \(types)")]
    } catch {
      return [Fault(node: name, description: error.diagnostic(at: nil).message)]
    }
  }

  private static func updateFaults(
    _ name: String, _ output: GraphOutput, in graph: Graph
  ) -> [Fault] {
    guard let input = graph.input(named: name) else {
      return [Fault(node: "return", description: "there is no input \(name) to update")]
    }
    let (old, new) = (graph.type(of: input.value), graph.type(of: output.value))
    return old == new
      ? []
      : [Fault(node: "return", description: "the update of \(name) is \(new), expected \(old)")]
  }
}
