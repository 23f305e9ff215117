/// Turns numbers into `f32`. Every transform is affine, so a chain of them is one multiplier and
/// one offset per element of a row.
struct NumberEncoder: Sendable {
  private let columns: [String]
  private var multipliers: [Double]
  private var offsets: [Double]

  /// Fits or restores the statistics of `field`, whose rows have `shape`.
  init(
    field: FieldPlan, shape: [Int], transforms: [Transform], raw: RawNumbers, train: [Int32],
    statistics: inout FittedStatistics
  ) throws(DataError) {
    columns = field.columns
    multipliers = [Double](repeating: 1, count: raw.width)
    offsets = [Double](repeating: 0, count: raw.width)
    for (index, transform) in transforms.enumerated() {
      switch transform {
      case .scale(let factor):
        for element in 0..<raw.width {
          multipliers[element] *= factor
          offsets[element] *= factor
        }
      case .standardize(let grouping):
        let name = "\(field.name).\(index)"
        let channels = grouping == .perColumn ? raw.width : shape.last ?? 1
        try standardize(name, channels: max(channels, 1), raw, train, &statistics)
      }
    }
  }

  private mutating func standardize(
    _ name: String, channels: Int, _ raw: RawNumbers, _ train: [Int32],
    _ statistics: inout FittedStatistics
  ) throws(DataError) {
    let groups = (0..<raw.width).map { $0 % channels }
    let (multipliers, offsets) = (multipliers, offsets)
    let count = Double(train.count) * Double(raw.width / channels)
    let means = try statistics.doubles(name + ".mean", count: channels) {
      raw.sums(rows: train, groups: groups, count: channels) { element, value in
        value * multipliers[element] + offsets[element]
      }.map { $0 / max(count, 1) }
    }
    // Two passes: the difference of large sums would lose the digits of a small deviation.
    let deviations = try statistics.doubles(name + ".deviation", count: channels) {
      raw.sums(rows: train, groups: groups, count: channels) { element, value in
        let difference = value * multipliers[element] + offsets[element] - means[groups[element]]
        return difference * difference
      }.map { ($0 / max(count, 1)).squareRoot() }
    }
    for element in 0..<raw.width {
      let deviation = deviations[groups[element]]
      let divisor = deviation > 0 ? deviation : 1
      self.multipliers[element] = multipliers[element] / divisor
      self.offsets[element] = (offsets[element] - means[groups[element]]) / divisor
    }
  }

  /// The transforms with statistics that were fitted before; rows have `width` elements.
  init(
    field: FieldPlan, shape: [Int], width: Int, transforms: [Transform],
    restoring statistics: inout FittedStatistics
  ) throws(DataError) {
    try self.init(
      field: field, shape: shape, transforms: transforms,
      raw: RawNumbers(values: .doubles([]), width: width), train: [], statistics: &statistics)
  }

  /// All numbers of `raw`, transformed; what is beyond the range of `f32` becomes infinite.
  func encode(_ raw: RawNumbers) -> [Float] { raw.affine(multipliers, offsets) }

  /// The rows of `table`; a value beyond the range of `f32` is an error.
  func encode(_ raw: RawNumbers, _ table: RawTable) throws(DataError) -> TableSource.Column {
    let values = encode(raw)
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw table.error(
        "E0504", row: index / raw.width, element: index % raw.width, of: columns,
        "the number is beyond the range of f32")
    }
    return .floats(values, width: raw.width)
  }
}
