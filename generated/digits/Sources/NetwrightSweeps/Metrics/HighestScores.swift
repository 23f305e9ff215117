/// The place of the highest score in each row of `classes` scores; the first among equals, as
/// `Accuracy` counts. A row of NaN gives 0.
public func highestScores(in scores: [Float], classes: Int) -> [Int] {
  if classes < 1 { return [] }
  return scores.withUnsafeBufferPointer { scores in
    (0..<scores.count / classes).map {
      firstLargest(scores, from: $0 * classes, count: classes)
    }
  }
}
