import NetwrightIR
import NetwrightOps
import NetwrightPasses
import NetwrightTensor
import Testing

@Suite struct FoldChannelScalesTests {
  @Test("a long chain is merged once, not for each of its steps")
  func longChain() throws {
    var builder = GraphBuilder(name: "long")
    let vector = builder.input("v", TensorType(sizes: [3]))
    var value = builder.input("x", TensorType(sizes: [5, 3]))
    let rows = builder.broadcast(vector, to: builder.type(of: value).shape, axes: [1])
    for step in 0..<4000 {
      value = step % 2 == 0 ? builder.add(value, rows) : builder.multiply(value, rows)
    }
    builder.output("y", value)
    let graph = try builder.finish()
    let merged = try FoldChannelScales().run(on: graph)
    // A sum becomes one operation on vectors, a product two; the old steps are left to be removed.
    #expect(merged.nodes.count <= 3 * graph.nodes.count)
    let live = try RemoveDeadNodes().run(on: merged)
    let large = live.nodes.filter { live.type(of: $0.results[0]).sizes == [5, 3] }
    #expect(large.map(\.keyword) == ["broadcast", "multiply", "broadcast", "add"])
  }
}
