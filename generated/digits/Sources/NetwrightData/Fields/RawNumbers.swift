/// Numbers as they stand in the files, row-major; bytes stay bytes, so that images cost little.
struct RawNumbers {
  let values: IDXTensor.Values
  /// Elements of one row.
  let width: Int

  /// Σ over the given rows of `f(element, value)`, by group of the element within its row.
  func sums(
    rows: [Int32], groups: [Int], count: Int, _ f: (Int, Double) -> Double
  ) -> [Double] {
    switch values {
    case .bytes(let bytes): sums(bytes, rows, groups, count) { f($0, Double($1)) }
    case .doubles(let doubles): sums(doubles, rows, groups, count, f)
    }
  }

  private func sums<Raw>(
    _ raw: [Raw], _ rows: [Int32], _ groups: [Int], _ count: Int, _ f: (Int, Raw) -> Double
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for row in rows {
      let start = Int(row) * width
      for element in 0..<width { sums[groups[element]] += f(element, raw[start + element]) }
    }
    return sums
  }

  /// `Float(value · multiplier + offset)`, multiplier and offset by element of the row.
  func affine(_ multipliers: [Double], _ offsets: [Double]) -> [Float] {
    switch values {
    case .bytes(let bytes): affine(bytes, multipliers, offsets) { Double($0) }
    case .doubles(let doubles): affine(doubles, multipliers, offsets) { $0 }
    }
  }

  private func affine<Raw>(
    _ raw: [Raw], _ multipliers: [Double], _ offsets: [Double], _ convert: (Raw) -> Double
  ) -> [Float] {
    [Float](unsafeUninitializedCapacity: raw.count) { buffer, filled in
      var element = 0
      for index in raw.indices {
        buffer[index] = Float(convert(raw[index]) * multipliers[element] + offsets[element])
        element = element + 1 == width ? 0 : element + 1
      }
      filled = raw.count
    }
  }

  /// The numbers of single elements, for checks of integers.
  var doubles: [Double] {
    switch values {
    case .bytes(let bytes): bytes.map { Double($0) }
    case .doubles(let doubles): doubles
    }
  }
}
