import NetwrightRuntime

/// y = w · x + b by stochastic gradient descent with momentum: a program small enough to check.
final class LineFitProgram: Program {
  let name = "line_fit"
  let batch: Int
  let slots = [
    TensorSlot(name: "w", shape: [1], role: .parameter, initializer: .uniform(bound: 1)),
    TensorSlot(name: "b", shape: [], role: .parameter, initializer: .zeros),
    TensorSlot(name: "w.velocity", shape: [1], role: .optimizerSlot, initializer: .zeros),
    TensorSlot(name: "seen", shape: [1], role: .state, initializer: .zeros),
  ]
  let inputs: [InputSlot]
  let outputs: [OutputSlot]
  var learningRate: Float = 0.05
  /// The step whose loss is NaN.
  var faultyStep: Int64 = -1
  private var tensors: [[Float]] = [[0], [0], [0], [0]]
  private let x: UnsafeMutablePointer<Float>
  private let y: UnsafeMutablePointer<Float>
  private let losses: UnsafeMutablePointer<Float>
  private let predictions: UnsafeMutablePointer<Float>

  init(batch: Int) {
    self.batch = batch
    inputs = ["x", "y"].map { InputSlot(name: $0, shape: [batch, 1], type: .f32) }
    outputs = [
      OutputSlot(name: "prediction", shape: [batch, 1]), OutputSlot(name: "loss", shape: [batch]),
    ]
    (x, y) = (.allocate(capacity: batch), .allocate(capacity: batch))
    (losses, predictions) = (.allocate(capacity: batch), .allocate(capacity: batch))
  }

  deinit { for pointer in [x, y, losses, predictions] { pointer.deallocate() } }

  func withTensor(_ slot: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    tensors[slot].withUnsafeMutableBufferPointer { body($0) }
  }

  func input(_ index: Int) -> UnsafeMutableRawPointer { UnsafeMutableRawPointer([x, y][index]) }

  func output(_ index: Int) -> UnsafePointer<Float> { UnsafePointer([predictions, losses][index]) }

  func trainStep(step: Int64, seed: UInt64) -> Float {
    var (loss, slope, shift): (Float, Float, Float) = (0, 0, 0)
    for row in 0..<batch {
      let error = tensors[0][0] * x[row] + tensors[1][0] - y[row]
      loss += error * error / Float(batch)
      slope += 2 * error * x[row] / Float(batch)
      shift += 2 * error / Float(batch)
    }
    tensors[2][0] = 0.5 * tensors[2][0] + slope
    tensors[0][0] -= learningRate * tensors[2][0]
    tensors[1][0] -= learningRate * shift
    tensors[3][0] += Float(batch)
    return step == faultyStep ? .nan : loss
  }

  func evaluateStep() {
    for row in 0..<batch {
      predictions[row] = tensors[0][0] * x[row] + tensors[1][0]
      losses[row] = (predictions[row] - y[row]) * (predictions[row] - y[row])
    }
  }
}

/// Rows x = 0, 1, … scaled to below 1, y = 2 · x − 1.
struct LineSource: BatchSource {
  let rows: Int

  func fill(rows: UnsafeBufferPointer<Int32>, input: Int, into target: UnsafeMutableRawPointer) {
    let values = target.assumingMemoryBound(to: Float.self)
    for (index, row) in rows.enumerated() {
      let x = Float(row) / Float(self.rows)
      values[index] = input == 0 ? x : 2 * x - 1
    }
  }
}
