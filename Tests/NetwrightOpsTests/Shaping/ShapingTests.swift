import NetwrightIR
import NetwrightOps
import NetwrightTensor
import Testing

@Suite struct ShapingTests {
  @Test("sugar that would change nothing adds no node")
  func identities() throws {
    var graph = GraphBuilder(name: "identities")
    let x = graph.input("x", TensorType(sizes: [2, 3]))
    let results = [
      graph.reshape(x, to: [2, 3]), graph.transpose(x, [0, 1]), graph.convert(x, to: .f32),
      graph.slice(x, starts: [0, 0], sizes: [2, 3]), graph.pad(x, low: [0, 0], high: [0, 0]),
      graph.concatenate([x], axis: 0), graph.broadcast(x, to: [2, 3], axes: [0, 1]),
      graph.reduceSum(x, axes: []), graph.mean(x, axes: []),
    ]
    #expect(Set(results) == [x])
  }

  @Test("a slice along an unbound axis needs proof that it fits; its gradient pads back")
  func unboundSlice() throws {
    let batch = Dim(symbol: "batch")
    let type = TensorType([batch, 3])
    let rest = try batch.subtracting(1)
    let slice = Slice(starts: [1, 0], sizes: [rest, 3])
    let types = try slice.resultTypes(of: [Operand(type)], regions: [], in: ShapeContext())
    #expect(types == [TensorType([rest, 3])])
    let advice = Solver().advice(on: .atLeast(try batch.subtracting(3), 0))
    #expect(throws: ShapeError.inconclusive(advice, at: Operand(type))) {
      try Slice(starts: [0, 0], sizes: [3, 3]).resultTypes(
        of: [Operand(type)], regions: [], in: ShapeContext())
    }
    var graph = GraphBuilder(name: "slice")
    let x = graph.input("x", type)
    let y = graph.slice(x, starts: [0, 0], sizes: [1, 3])
    let site = GradientSite(inputs: [x], results: [y], upstreams: [y])
    let gradient = Slice(starts: [0, 0], sizes: [1, 3]).gradient(at: site, in: &graph)[0]
    #expect(gradient.map { graph.type(of: $0) } == type)
  }

  @Test("a reshape of unbound sizes compares products; a difference is an error")
  func unboundReshape() throws {
    let batch = Dim(symbol: "batch")
    let operand = Operand(TensorType([batch, 4]))
    let merged = Shape([try batch.multiplied(by: 4)])
    let types = try Reshape(to: merged).resultTypes(
      of: [operand], regions: [], in: ShapeContext())
    #expect(types == [TensorType(merged)])
    let target = Shape([try batch.multiplied(by: 5)])
    #expect(throws: ShapeError.elementCountsDiffer(operand, target: target)) {
      try Reshape(to: target).resultTypes(of: [operand], regions: [], in: ShapeContext())
    }
  }

  @Test("only the last part of a concatenation may have an unbound size along the axis")
  func unboundConcatenation() throws {
    let batch = Operand(TensorType([Dim(symbol: "batch")]))
    let three = Operand(TensorType([3]))
    let op = Concatenate(axis: 0)
    let types = try op.resultTypes(of: [three, batch], regions: [], in: ShapeContext())
    #expect(types.map(\.description) == ["f32[batch + 3]"])
    #expect(throws: ShapeError.size(.unbound("batch"), batch)) {
      try op.resultTypes(of: [batch, three], regions: [], in: ShapeContext())
    }
  }
}
