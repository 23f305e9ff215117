import NetwrightAutodiff
import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightTensor
import Testing

@Suite struct CompositeOpTests {
  @Test("softmax does not overflow, and an infinite logit elsewhere does no harm")
  func extremes() throws {
    let logits = (TensorType(sizes: [2, 2]), [1e4, 0, -Double.infinity, 3])
    #expect(try evaluated(Softmax(), [logits]) == [1, 0, 0, 1])
    let target = (TensorType(sizes: [2], .i32), [1.0, 1])
    #expect(try evaluated(SoftmaxCrossEntropy(), [logits, target]) == [1e4, 0])
  }

  @Test("the gradient of a sigmoid cross entropy is sigmoid less target, at 0 too")
  func sigmoidCrossEntropy() throws {
    let type = TensorType(sizes: [3])
    let inputs = [(type, [0.0, 800, -800]), (type, [0.25, 0.25, 0.25])]
    #expect(try evaluated(SigmoidCrossEntropy(), inputs)[1...] == [600, 200])
    let found = try evaluated(inputs) { graph, x in
      let loss = SigmoidCrossEntropy().decompose(x, in: &graph)[0]
      let sum = graph.reduceSum(loss, axes: [0])
      return Autodiff.gradients(of: sum, wrt: [x[0]], in: &graph).compactMap { $0 }
    }
    #expect(found == [[0.25, 0.75, -0.25]])
  }

  @Test("running statistics move by the unbiased variance; one element leaves it at 0")
  func runningStatistics() throws {
    let vector = TensorType(sizes: [1])
    func run(_ values: [Double]) throws -> [[Double]] {
      let x = (TensorType(sizes: [values.count, 1]), values)
      let inputs = [x, (vector, [1.0]), (vector, [0.0]), (vector, [10.0]), (vector, [20.0])]
      return try evaluated(inputs) { graph, x in
        let results = graph.batchNormTraining(
          x[0], scale: x[1], offset: x[2], runningMean: x[3], runningVariance: x[4], epsilon: 0,
          momentum: 0.5)
        return [results.mean, results.variance]
      }
    }
    #expect(try run([1, 3]) == [[6], [11]])
    #expect(try run([4]) == [[7], [10]])
  }

  @Test("statistics of a channel far from 0, and of a constant one, are as PyTorch's")
  func batchNormFarFromZero() throws {
    let far: [Double] = [
      1000, 1001.5, 998.25, 1000.75, 999.5, 1002, 1000.25, 997.75, 1001, 999, 1000.5, 998.5,
    ]
    let vector = TensorType([2])
    let x = (TensorType(sizes: [far.count, 2]), far.flatMap { [$0, 3.0] })
    // torch.nn.BatchNorm1d(2, eps=1e-3, momentum=0.1) in f64.
    let normalized: [Double] = [
      0.065074605249, 1.236417499723, -1.301492104971, 0.650746052486, -0.325373026243,
      1.626865131214, 0.260298420994, -1.691939736462, 0.845969868231, -0.715820657734,
      0.45552223674, -1.106268289225,
    ]
    let vectors: [Double] = [99.99166666666667, 0.3, 1.0787878787878789, 0.9]
    let expected: [Double] = normalized.flatMap { [$0, 0.0] } + vectors
    // In f64 a variance from E[x²] − E[x]² passes as well; in f32 its first digits are wrong.
    let precisions: [(ReferenceInterpreter.Precision, Double)] = [(.f64, 1e-9), (.f32, 1e-4)]
    for (precision, tolerance) in precisions {
      let found = try evaluated(
        [x, (vector, [1, 1]), (vector, [0, 0]), (vector, [0, 0]), (vector, [1, 1])],
        precision: precision
      ) { graph, x in
        let results = graph.batchNormTraining(
          x[0], scale: x[1], offset: x[2], runningMean: x[3], runningVariance: x[4],
          epsilon: 1e-3, momentum: 0.1)
        return [results.result, results.mean, results.variance]
      }
      let all: [Double] = found.flatMap { $0 }
      #expect(all.count == expected.count)
      for (a, b) in zip(expected, all) { #expect((a - b).magnitude < tolerance) }
    }
  }

  @Test("a composite with an unbound batch decomposes and differentiates")
  func unboundBatch() throws {
    let batch = Dim(symbol: "batch")
    let (rows, vector) = (TensorType([batch, 3]), TensorType([3]))
    let target = TensorType([batch], .i32)
    let cases: [(any Op, [TensorType])] = [
      (Softmax(), [rows]), (LogSoftmax(), [rows]), (SiLU(), [rows]), (GELU(tanh: true), [rows]),
      (LayerNorm(epsilon: 1e-5), [rows, vector, vector]),
      (SoftmaxCrossEntropy(), [rows, target]), (SigmoidCrossEntropy(), [rows, rows]),
      (
        BatchNormTraining(epsilon: 1e-5, momentum: 0.1),
        [rows, vector, vector, vector, vector]
      ),
      (BatchNormInference(epsilon: 1e-5), [rows, vector, vector, vector, vector]),
    ]
    for (op, types) in cases {
      var builder = GraphBuilder(name: "symbolic")
      let inputs = types.enumerated().map { builder.input("\($0)", $1) }
      let stated = try op.resultTypes(
        of: types.map { Operand($0) }, regions: [], in: ShapeContext())
      let results = op.decompose(inputs, in: &builder)
      #expect(results.map { builder.type(of: $0) } == stated)
      let axes = Array(0..<stated[0].rank)
      let loss = builder.reduceSum(results[0], axes: axes)
      let gradient = Autodiff.gradients(of: loss, wrt: [inputs[0]], in: &builder)[0]
      #expect(gradient.map { builder.type(of: $0) } == rows)
      #expect(GraphVerifier.faults(in: try builder.finish()) == [])
    }
  }
}
