/// True positives, predictions and targets by class: what precision, recall and F1 are made of.
///
/// Macro averages run over the classes that occur among predictions or targets; a ratio without a
/// denominator counts as 0, as scikit-learn does by default.
struct ClassCounts {
  private var hits: [Int] = []
  private var predictions: [Int] = []
  private var targets: [Int] = []

  mutating func add(
    outputs: UnsafeBufferPointer<Float>, width: Int, targets found: MetricTargets, rows: Int
  ) {
    for row in 0..<rows {
      let predicted = firstLargest(outputs, from: row * width, count: width)
      let target = found.classIndex(row)
      // Loaded targets are in bounds; a negative one could only come from another source.
      grow(to: max(predicted, target) + 1)
      predictions[predicted] += 1
      if target >= 0 { targets[target] += 1 }
      if predicted == target { hits[predicted] += 1 }
    }
  }

  private mutating func grow(to count: Int) {
    while hits.count < count {
      hits.append(0)
      predictions.append(0)
      targets.append(0)
    }
  }

  /// The mean over classes of `score(hits, predictions, targets)`; NaN without rows.
  func macro(_ score: (Double, Double, Double) -> Double) -> Double {
    var (sum, classes) = (0.0, 0)
    for index in hits.indices where predictions[index] + targets[index] > 0 {
      sum += score(Double(hits[index]), Double(predictions[index]), Double(targets[index]))
      classes += 1
    }
    return classes == 0 ? .nan : sum / Double(classes)
  }
}
