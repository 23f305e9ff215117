import NetwrightIR
import NetwrightOps
import NetwrightTensor
import Testing

@Suite struct ReductionTests {
  @Test("equal maxima share the gradient equally")
  func ties() throws {
    let input = [(TensorType(sizes: [2, 4]), [1.0, 3, 3, 2, 5, 5, 5, 5])]
    let found = try gradients(input) { $0.reduceMaximum($1[0], axes: [1]) }
    #expect(found == [[0, 0.5, 0.5, 0, 0.25, 0.25, 0.25, 0.25]])
  }

  @Test("NaN wins over any number, wherever it stands")
  func notANumber() throws {
    for values in [[Double.nan, 1, 2], [1, .nan, 2], [1, 2, .nan]] {
      let input = [(TensorType(sizes: [3]), values)]
      #expect(try evaluated(ReduceMaximum(axes: [0]), input)[0].isNaN)
      #expect(try evaluated(ReduceMinimum(axes: [0]), input)[0].isNaN)
    }
  }

  @Test("folding an empty axis gives what leaves every element unchanged")
  func empty() throws {
    let input = [(TensorType(sizes: [0]), [Double]())]
    #expect(try evaluated(ReduceSum(axes: [0]), input) == [0])
    #expect(try evaluated(ReduceMaximum(axes: [0]), input) == [-.infinity])
    #expect(try evaluated(ReduceMinimum(axes: [0]), input) == [.infinity])
  }

  @Test("the mean over an unbound axis divides by its size, once known")
  func symbolicMean() throws {
    var builder = GraphBuilder(name: "mean")
    let x = builder.input("x", TensorType([Dim(symbol: "batch"), 3]))
    let mean = builder.mean(x, axes: [0])
    #expect(builder.type(of: mean) == TensorType([3]))
    let graph = try builder.finish()
    #expect(graph.nodes.map(\.keyword) == ["reduce_sum", "size", "broadcast", "divide"])
    let sums = try evaluated([(TensorType(sizes: [2, 3]), [1, 2, 3, 4, 5, 6])]) { graph, x in
      [graph.mean(x[0], axes: [0]), graph.apply(Size(axes: [0]), x[0])]
    }
    #expect(sums == [[2.5, 3.5, 4.5], [2]])
  }

  @Test("axes out of order, repeated or missing are refused")
  func axes() {
    let operand = Operand(TensorType(sizes: [2, 3]))
    for (axes, wrong) in [([1, 0], 0), ([0, 0], 0), ([2], 2), ([-1], -1)] {
      #expect(throws: ShapeError.axis(wrong, operand)) {
        try ReduceSum(axes: axes).resultTypes(of: [operand], regions: [], in: ShapeContext())
      }
    }
  }
}
