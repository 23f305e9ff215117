import NetwrightIR
import NetwrightTensor
import Testing

/// Sizes around the width of a vector, of a batch, and beyond.
private let widths = [0, 1, 3, 8, 17, 511, 512, 513, 1030]

@Suite struct NestTests {
  @Test("an elementwise chain over any number of elements agrees", arguments: widths + [9001])
  func elementwise(_ count: Int) throws {
    var nest = NestCase(inner: count)
    let (a, b) = (nest.tensor(count, .f32, .read), nest.tensor(count, .f32, .read))
    let target = nest.tensor(count, .f32, .write)
    let x = nest.load(a, nest.at(1))
    let product = nest.apply(.multiply, x, nest.load(b, nest.at(1)))
    let sum = nest.apply(.add, product, nest.apply(.exponential, x))
    nest.stages = [.store(operand: target, at: nest.at(1), sum)]
    try nest.expectAgreement()
  }

  @Test("rows with a vector for each column and a number for each row agree", arguments: widths)
  func broadcastRows(_ width: Int) throws {
    var nest = NestCase(outer: [19], inner: width)
    let (a, bias) = (nest.tensor(19 * width, .f32, .read), nest.tensor(width, .f32, .read))
    let scale = nest.tensor(19, .f32, .read)
    let target = nest.tensor(19 * width, .f32, .write)
    let shifted = nest.apply(
      .add, nest.load(a, nest.at(width, 1)), nest.apply(.rectify, nest.load(bias, nest.at(0, 1))))
    let scaled = nest.apply(.multiply, shifted, nest.load(scale, nest.at(1, 0)))
    nest.stages = [.store(operand: target, at: nest.at(width, 1), scaled)]
    try nest.expectAgreement()
  }

  @Test("softmax, whose folds read each other, agrees for short and long rows", arguments: widths)
  func softmax(_ width: Int) throws {
    var nest = NestCase(outer: [7], inner: width)
    let (a, target) = (nest.tensor(7 * width, .f32, .read), nest.tensor(7 * width, .f32, .write))
    let logs = nest.tensor(7, .f32, .write)
    let x = nest.load(a, nest.at(width, 1))
    let largest = nest.reduce(.maximum, x)
    let grown = nest.apply(.exponential, nest.apply(.subtract, x, largest))
    let total = nest.reduce(.sum, grown)
    let share = nest.apply(.divide, grown, total)
    nest.stages.append(.store(operand: target, at: nest.at(width, 1), share))
    let log = nest.apply(.add, nest.apply(.logarithm, total), largest)
    nest.stages.append(.storeRow(operand: logs, at: nest.at(1, 0), log))
    try nest.expectAgreement()
  }

  @Test(
    "folds over rows for every column agree, with those that read earlier ones", arguments: widths)
  func columns(_ width: Int) throws {
    for rows in [0, 1, 5, 300] {
      var nest = NestCase(.columns, reduced: [rows], inner: width)
      let (a, mean) = (nest.tensor(rows * width, .f32, .read), nest.tensor(width, .f32, .write))
      let variance = nest.tensor(width, .f32, .write)
      let x = nest.load(a, nest.at(width, 1))
      let count = nest.emit(.constant(Double(max(rows, 1))), .f32)
      let average = nest.apply(.divide, nest.reduce(.sum, x), count)
      let centred = nest.apply(.subtract, x, average)
      let squares = nest.reduce(.sum, nest.apply(.multiply, centred, centred))
      nest.stages.append(.store(operand: mean, at: nest.at(0, 1), average))
      nest.stages.append(
        .store(operand: variance, at: nest.at(0, 1), nest.apply(.divide, squares, count)))
      try nest.expectAgreement(tolerance: 1e-4)
    }
  }

  @Test("sweeps that fold and store agree, over what they read too", arguments: widths)
  func sweepStores(_ width: Int) throws {
    for outer in [[], [4]] {
      let row = outer.isEmpty ? [40 * width, width, 1] : [60 * width, width, 1]
      let place = Affine(offset: 0, coefficients: Array(row.suffix(outer.count + 2)))
      var nest = NestCase(.columns, outer: outer, reduced: [40], inner: width)
      let a = nest.tensor(4 * 60 * width, .f32, .write)
      let product = nest.tensor(4 * 60 * width, .f32, .write)
      let (sums, totals) = (
        nest.tensor(4 * width, .f32, .write), nest.tensor(4 * width, .f32, .write)
      )
      let x = nest.load(a, place)
      let square = nest.apply(.multiply, x, x)
      let (sum, total) = (nest.reduce(.sum, x), nest.reduce(.sum, square))
      let end = Affine(offset: 0, coefficients: Array([width, 0, 1].suffix(outer.count + 2)))
      nest.stages += [
        .storeInSweep(operand: a, at: place, square), .storeInSweep(operand: product, at: place, x),
        .store(operand: sums, at: end, sum), .store(operand: totals, at: end, total),
      ]
      try nest.expectAgreement(tolerance: 1e-4)
    }
  }

  @Test("folds of several kinds in blocks of rows agree", arguments: [1, 5, 8, 600])
  func columnsInBlocks(_ width: Int) throws {
    var nest = NestCase(.columns, outer: [5], reduced: [4, 3], inner: width)
    // The reduced loops are not neighbours in memory, so that nothing merges.
    let a = nest.tensor(5 * 4 * 3 * width * 2, .f32, .read)
    let (sums, largest) = (
      nest.tensor(5 * width * 2, .f32, .write), nest.tensor(5 * width * 2, .f32, .write)
    )
    let x = nest.load(a, nest.at(24 * width, 3 * width, width, 1))
    let sum = nest.reduce(.sum, x)
    let best = nest.reduce(.maximum, nest.apply(.negate, x))
    nest.stages.append(.store(operand: sums, at: nest.at(2 * width, 0, 0, 1), sum))
    nest.stages.append(.store(operand: largest, at: nest.at(2 * width, 0, 0, 1), best))
    try nest.expectAgreement()
  }

  @Test("transposing, indices, truth values and integers agree", arguments: [1, 7, 16, 700])
  func shapesAndTypes(_ width: Int) throws {
    var nest = NestCase(outer: [11], inner: width)
    let (a, labels) = (nest.tensor(11 * width, .f32, .read), nest.tensor(11, .i32, .read))
    let mask = nest.tensor(width, .bool, .read)
    let (chosen, flags) = (
      nest.tensor(11 * width, .f32, .write), nest.tensor(11 * width, .bool, .write)
    )
    let whole = nest.tensor(11 * width, .i32, .write)
    let transposed = nest.load(a, nest.at(1, 11))
    let column = nest.emit(.index(nest.at(0, 1)), .i32)
    let isLabel = nest.apply(.equal, column, nest.load(labels, nest.at(1, 0)))
    let holds = nest.apply(.or, isLabel, nest.load(mask, nest.at(0, 1)))
    let zero = nest.emit(.constant(0), .f32)
    let selected = nest.apply(.select, holds, transposed, zero)
    let doubled = nest.apply(.add, column, nest.emit(.convert(transposed), .i32))
    nest.stages = [
      .store(operand: chosen, at: nest.at(width, 1), selected),
      .store(operand: flags, at: nest.at(width, 1), holds),
      .store(operand: whole, at: nest.at(1, 11), doubled),
    ]
    try nest.expectAgreement()
  }

  @Test(
    "random numbers are those of their elements, however rows fall into batches",
    arguments: [3, 8, 513])
  func random(_ width: Int) throws {
    var nest = NestCase(outer: [6], inner: width)
    let (seed, step) = (nest.tensor(1, .i64, .read), nest.tensor(1, .i64, .read))
    let target = nest.tensor(6 * width, .f32, .write)
    let (key, count) = (nest.load(seed, nest.at(0, 0)), nest.load(step, nest.at(0, 0)))
    let uniform = nest.emit(
      .random(stream: 77, seed: key, step: count, element: nest.at(width, 1)), .f32)
    nest.stages = [.store(operand: target, at: nest.at(width, 1), uniform)]
    try nest.expectAgreement(tolerance: 0)
  }

  @Test("two stores see the old values, although the first overwrites what the second reads")
  func exchange() throws {
    var nest = NestCase(inner: 100)
    let (a, b) = (nest.tensor(100, .f32, .write), nest.tensor(100, .f32, .write))
    let (x, y) = (nest.load(a, nest.at(1)), nest.load(b, nest.at(1)))
    nest.stages = [
      .store(operand: a, at: nest.at(1), y), .store(operand: b, at: nest.at(1), x),
    ]
    try nest.expectAgreement(tolerance: 0)
  }

  @Test("element types without vectors run number by number", arguments: [DType.f64, .i64, .u8])
  func otherTypes(_ dtype: DType) throws {
    var nest = NestCase(outer: [3], inner: 5)
    let (a, target) = (nest.tensor(15, dtype, .read), nest.tensor(15, dtype, .write))
    let x = nest.load(a, nest.at(1, 3))
    nest.stages = [
      .store(operand: target, at: nest.at(5, 1), nest.apply(.maximum, x, nest.apply(.add, x, x)))
    ]
    try nest.expectAgreement(tolerance: 0, isSlow: true)
  }
}
