import NetwrightTensor

/// The figures of one engine against the reference.
package struct Comparison: Sendable {
  /// The largest relative distances met.
  package private(set) var loss = 0.0
  package private(set) var gradient = 0.0
  package private(set) var state = 0.0
  /// All that is not within the tolerance: losses, then gradients, then values, by name.
  package private(set) var differences: [Difference] = []

  private let reference: StepRecord
  private let initial: Tensors
  private let tolerance: Tolerance
  /// The reference in `f32`: what rounding alone does to this graph.
  private let rounded: StepRecord?
  /// The largest root mean square of a gradient, by step.
  private let scales: [Double]
  /// What may be the noise of one element of a gradient, by step.
  private let noises: [Double]

  /// - Parameters:
  ///   - initial: the state before the first step.
  ///   - rounded: the reference in `f32`; ten times its distance from `reference` is allowed on
  ///     top.
  ///   - givesGradients: whether a gradient that `found` does not have is a difference; an engine
  ///     that gives none is compared by losses and values.
  package init(
    _ found: StepRecord, against reference: StepRecord, from initial: Tensors,
    _ tolerance: Tolerance, rounded: StepRecord? = nil, givesGradients: Bool = true
  ) {
    self.reference = reference
    self.initial = initial
    self.tolerance = tolerance
    self.rounded = rounded
    scales = reference.gradients.map { $0.values.map { Vector($0).rootMeanSquare }.max() ?? 0 }
    noises = scales.enumerated().map { step, scale in
      let loss = step < reference.losses.count ? reference.losses[step].magnitude : 1
      return tolerance.noise * scale + tolerance.floor * (loss.isFinite ? max(loss, 1) : 1)
    }
    compareLosses(found)
    if givesGradients {
      for step in reference.gradients.indices { compareGradients(found, step) }
    }
    compareState(found)
  }

  // MARK: Losses

  private mutating func compareLosses(_ found: StepRecord) {
    for (step, expected) in reference.losses.enumerated() {
      let value = step < found.losses.count ? found.losses[step] : .nan
      let distance = (value - expected).magnitude
      let rounding = rounded.map { ($0.losses[step] - expected).magnitude } ?? 0
      // The loss of a later step depends on gradients as well.
      let factor = step == 0 ? 1 : 1 + tolerance.gradient / tolerance.loss.relative
      let allowed =
        factor * (tolerance.loss.relative * expected.magnitude + tolerance.loss.absolute)
        + 10 * rounding
      let scale = max(expected.magnitude, 1e-300)
      if step == 0 { loss = max(loss, same(value, expected) ? 0 : distance / scale) }
      guard !same(value, expected), !(distance <= allowed) else { continue }
      differences.append(
        Difference(
          quantity: .loss, name: "loss", step: step + 1, distance: distance / scale,
          allowed: allowed / scale, element: 0, expected: expected, found: value))
    }
  }

  // MARK: Gradients

  private mutating func compareGradients(_ found: StepRecord, _ step: Int) {
    for (name, expected) in reference.gradients[step].sorted(by: { $0.key < $1.key }) {
      let count = Double(expected.count).squareRoot()
      let other = step < found.gradients.count ? found.gradients[step][name] : nil
      let rounding = rounded?.gradients[step][name].map { Vector(expected).distance(to: $0) } ?? 0
      let factor = step == 0 ? 1.0 : 10
      let allowed =
        factor * tolerance.gradient * Vector(expected).norm + noises[step] * count + 10 * rounding
      let size = max(Vector(expected).norm, scales[step] * count * 1e-2)
      let distance = compare(
        expected, other, quantity: .gradient, name, step: step + 1, allowed: allowed, scale: size)
      if step == 0 { gradient = max(gradient, distance) }
    }
  }

  // MARK: State

  private mutating func compareState(_ found: StepRecord) {
    for (name, expected) in reference.state.sorted(by: { $0.key < $1.key }) {
      guard let start = initial[name] else { continue }
      let certain = certainElements(of: name, expected.count)
      let (known, other) = (
        masked(expected, certain), found.state[name].map { masked($0, certain) }
      )
      let rounding =
        rounded?.state[name].map { Vector(known).distance(to: masked($0, certain)) } ?? 0
      let change = Vector(known).distance(to: masked(start, certain))
      let allowed =
        10 * tolerance.gradient * change + 8 * tolerance.epsilon * Vector(known).norm
        + 10 * rounding + 1e-30
      let distance = compare(
        known, other, quantity: .valueAfterTwoUpdates, name, step: 2, allowed: allowed,
        scale: max(Vector(known).norm, 1e-30))
      state = max(state, distance)
    }
    // What nobody updates must not change at all.
    for (name, start) in initial.sorted(by: { $0.key < $1.key })
    where reference.state[name] == nil && found.state[name] != nil {
      let distance = compare(
        start, found.state[name], quantity: .valueAfterTwoUpdates, name, step: 2, allowed: 0,
        scale: max(Vector(start).norm, 1e-30))
      state = max(state, distance)
    }
  }

  /// Which elements have gradients that are larger than rounding makes them, in both steps.
  private func certainElements(of name: String, _ count: Int) -> [Bool] {
    var certain = [Bool](repeating: true, count: count)
    for (step, gradients) in reference.gradients.enumerated() {
      // A slot is named after its parameter: `optimizer.momentum.dense_1.weight`. The longest name
      // is the parameter's own, or else its whole path.
      let owners = gradients.keys.filter { name == $0 || name.hasSuffix(".\($0)") }
      guard let owner = owners.max(by: { $0.count < $1.count }),
        let parameter = gradients[owner], parameter.count == count
      else { continue }
      let largest = parameter.elements.reduce(0) { max($0, $1.magnitude) }
      let least = max(tolerance.smallestCertain * largest, 10 * noises[step])
      for (place, element) in parameter.elements.enumerated() where element.magnitude < least {
        // An element that gets no gradient at all, as in rows that nobody reads, is certain too.
        if element != 0 { certain[place] = false }
      }
    }
    return certain
  }

  private func masked(_ buffer: Buffer<Double>, _ certain: [Bool]) -> Buffer<Double> {
    guard certain.contains(false), buffer.count == certain.count else { return buffer }
    var result = buffer
    for (place, isCertain) in certain.enumerated() where !isCertain { result[place] = 0 }
    return result
  }

  // MARK: Elements

  private func same(_ a: Double, _ b: Double) -> Bool { a == b || (a.isNaN && b.isNaN) }

  private mutating func compare(
    _ expected: Buffer<Double>, _ found: Buffer<Double>?, quantity: Difference.Quantity,
    _ name: String, step: Int, allowed: Double, scale: Double
  ) -> Double {
    let other = found.flatMap { $0.count == expected.count ? $0 : nil }
    let distance = other.map { Vector(expected).distance(to: $0) } ?? .infinity
    let relative = distance == 0 ? 0 : distance / scale
    guard !(distance <= allowed), distance != 0 else { return relative }
    let element = other.map { Vector(expected).worstElement(against: $0) } ?? 0
    differences.append(
      Difference(
        quantity: quantity, name: name, step: step, distance: relative, allowed: allowed / scale,
        element: element, expected: expected.count > element ? expected[element] : .nan,
        found: other.map { $0.count > element ? $0[element] : .nan } ?? .nan))
    return relative
  }
}

/// The measures of a tensor that comparisons need.
struct Vector {
  private let elements: [Double]

  init(_ buffer: Buffer<Double>) { elements = buffer.elements }

  var norm: Double { elements.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// The root of the mean square; 0 where there are no elements or they are not finite.
  var rootMeanSquare: Double {
    let value = norm / Double(max(elements.count, 1)).squareRoot()
    return value.isFinite ? value : 0
  }

  /// Euclidean; equal elements have none, NaN and infinite ones included.
  func distance(to other: Buffer<Double>) -> Double {
    guard other.count == elements.count else { return .infinity }
    var sum = 0.0
    for (a, b) in zip(elements, other.elements) where a != b && !(a.isNaN && b.isNaN) {
      sum += (a - b) * (a - b)
    }
    return sum.isNaN ? .infinity : sum.squareRoot()
  }

  func worstElement(against other: Buffer<Double>) -> Int {
    var (worst, place) = (-1.0, 0)
    for (index, (a, b)) in zip(elements, other.elements).enumerated()
    where a != b && !(a.isNaN && b.isNaN) {
      let difference = (a - b).magnitude
      if difference > worst || difference.isNaN {
        (worst, place) = (difference.isNaN ? .infinity : difference, index)
      }
    }
    return place
  }
}
