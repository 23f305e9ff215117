import NetwrightIR
import NetwrightSchedule
import NetwrightTensor

/// Hand-made plans with at least one kernel of every form.
enum SamplePlans {
  /// Dense, bias and relu; softmax in rows; gradient of the bias; one update.
  static func dense() -> ProgramPlan {
    var plan = PlanBuilder(name: "tiny")
    addDense(&plan, batch: 6, width: 5, units: 19)
    return plan.plan
  }

  /// All of the others in one.
  static func everything() -> ProgramPlan {
    var plan = PlanBuilder(name: "everything")
    addDense(&plan, batch: 6, width: 5, units: 19)
    addLoops(&plan)
    addSkeletons(&plan)
    return plan.plan
  }

  private static func addDense(_ plan: inout PlanBuilder, batch: Int, width: Int, units: Int) {
    let weight = plan.parameter("dense_1.weight", [width, units])
    let bias = plan.parameter("dense_1.bias", [units])
    let image = plan.buffer("image", [batch, width], .f32, .input(.data))
    let hidden = plan.output("hidden", [batch, units])
    let probabilities = plan.output("probabilities", [batch, units])
    let sums = plan.output("bias_gradient", [units])

    var epilogue = NestBuilder(outer: [batch], inner: units)
    let sum = epilogue.emit(.accumulator)
    let shifted = epilogue.apply(.add, sum, epilogue.load(2, [1]))
    epilogue.store(3, [units, 1], epilogue.apply(.rectify, shifted))
    let form = ContractionForm(
      batches: 1, rows: batch, columns: units, depth: width, transposeLeft: false,
      transposeRight: false)
    plan.call(
      "dense1Relu", reads: [image, weight, bias], writes: [hidden],
      .skeleton(.contraction(form), reads: [0, 1], epilogue: epilogue.nest))

    var softmax = NestBuilder(outer: [batch], inner: units)
    let x = softmax.load(0, [units, 1])
    let largest = softmax.reduce(.maximum, x)
    let grown = softmax.apply(.exponential, softmax.apply(.subtract, x, largest))
    let total = softmax.reduce(.sum, grown)
    softmax.store(1, [units, 1], softmax.apply(.divide, grown, total))
    plan.call(
      "softmax", reads: [hidden], writes: [probabilities],
      .loops([softmax.nest], separated: false))

    var columns = NestBuilder(.columns, reduced: [batch], inner: units)
    let folded = columns.reduce(.sum, columns.load(0, [units, 1]))
    columns.store(1, [1], folded)
    plan.call(
      "biasGradient", reads: [probabilities], writes: [sums],
      .loops([columns.nest], separated: false))

    var update = NestBuilder(inner: units)
    let rate = update.constant(0.1)
    let step = update.apply(.multiply, update.load(1, [1]), rate)
    update.store(2, [1], update.apply(.subtract, update.load(0, [1]), step))
    plan.call(
      "update", reads: [bias, sums], writes: [bias], .loops([update.nest], separated: false))
  }

  /// Loops of every kind over odd sizes.
  static func loops() -> ProgramPlan {
    var plan = PlanBuilder(name: "loops")
    addLoops(&plan)
    return plan.plan
  }

  private static func addLoops(_ plan: inout PlanBuilder) {
    let x = plan.parameter("x", [7, 5, 19])
    let row = plan.parameter("row", [19])
    let labels = plan.buffer("labels", [7], .i32, .input(.data))
    let step = plan.buffer("step", [], .i64, .input(.step))
    let seed = plan.buffer("seed", [], .i64, .input(.seed))
    addElementwise(&plan, x, row)
    addRows(&plan, x, labels)
    addColumns(&plan, x)
    addScalars(&plan, x, step, seed)
  }

  private static func addElementwise(_ plan: inout PlanBuilder, _ x: Int, _ row: Int) {
    // Every function, one result after the other.
    let unary: [ScalarFunction] = [
      .negate, .absolute, .sign, .floor, .exponential, .exponentialMinusOne, .hyperbolicTangent,
      .logistic, .errorFunction, .sine, .cosine, .rectify,
    ]
    for function in unary {
      let result = plan.output("result_\(function.rawValue)", [7, 5, 19])
      var nest = NestBuilder(outer: [7, 5], inner: 19)
      nest.store(1, [95, 19, 1], nest.apply(function, nest.load(0, [95, 19, 1])))
      plan.call(
        function.rawValue + "All", reads: [x], writes: [result],
        .loops([nest.nest], separated: false), barrier: false)
    }
    let positive: [ScalarFunction] = [
      .squareRoot, .reciprocalSquareRoot, .logarithm, .logarithmOnePlus,
    ]
    for function in positive {
      let result = plan.output("result_\(function.rawValue)", [7, 5, 19])
      var nest = NestBuilder(outer: [7, 5], inner: 19)
      let shifted = nest.apply(
        .add, nest.apply(.absolute, nest.load(0, [95, 19, 1])), nest.constant(0.5))
      nest.store(1, [95, 19, 1], nest.apply(function, shifted))
      plan.call(
        function.rawValue + "All", reads: [x], writes: [result],
        .loops([nest.nest], separated: false), barrier: false)
    }

    let mixed = plan.output("mixed", [7, 5, 19])
    let mask = plan.buffer("mask", [7, 5, 19], .bool, .scratch)
    var nest = NestBuilder(outer: [7, 5], inner: 19)
    let (a, b) = (nest.load(0, [95, 19, 1]), nest.load(1, [1]))
    let product = nest.apply(.multiply, a, b)
    let sum = nest.apply(.add, nest.apply(.power, nest.apply(.absolute, a), b), product)
    let isLess = nest.apply(.less, a, b)
    let isNear = nest.apply(.lessOrEqual, nest.apply(.absolute, a), nest.constant(0.75))
    let both = nest.apply(.or, nest.apply(.and, isLess, isNear), nest.apply(.not, isNear))
    let bounded = nest.apply(.minimum, nest.apply(.maximum, sum, b), nest.constant(2.5))
    nest.store(
      2, [95, 19, 1], nest.apply(.select, both, bounded, nest.apply(.divide, a, nest.constant(3))))
    nest.store(3, [95, 19, 1], both)
    plan.call(
      "mix", reads: [x, row], writes: [mixed, mask], .loops([nest.nest], separated: false))

    let fromMask = plan.output("from_mask", [7, 5, 19])
    var convert = NestBuilder(outer: [7, 5], inner: 19)
    let truth = convert.load(0, [95, 19, 1], .bool)
    convert.store(1, [95, 19, 1], convert.convert(truth, .f32))
    plan.call(
      "unmask", reads: [mask], writes: [fromMask], .loops([convert.nest], separated: false))

    let turned = plan.output("turned", [19, 5, 7])
    var transpose = NestBuilder(outer: [19, 5], inner: 7)
    transpose.store(1, [35, 7, 1], transpose.load(0, [1, 19, 95]))
    plan.call("turn", reads: [x], writes: [turned], .loops([transpose.nest], separated: false))

    let scattered = plan.output("scattered", [19, 7])
    var strided = NestBuilder(outer: [7], inner: 19)
    strided.store(1, [1, 7], strided.load(0, [95, 1], offset: 19))
    plan.call("spread", reads: [x], writes: [scattered], .loops([strided.nest], separated: false))
  }

  private static func addRows(_ plan: inout PlanBuilder, _ x: Int, _ labels: Int) {
    let chosen = plan.output("chosen", [7, 95])
    let spread = plan.output("spread", [7])
    var nest = NestBuilder(outer: [7], inner: 95)
    let place = nest.emit(.index(nest.at([1])), .i32)
    let isLabel = nest.apply(.equal, place, nest.load(1, [1, 0], .i32))
    let hot = nest.apply(.select, isLabel, nest.load(0, [95, 1]), nest.constant(-0.25))
    let lowest = nest.reduce(.minimum, nest.load(0, [95, 1]))
    let total = nest.reduce(.sum, nest.apply(.multiply, hot, hot))
    let scale = nest.apply(.reciprocalSquareRoot, nest.apply(.add, total, nest.constant(1e-5)))
    nest.store(2, [95, 1], nest.apply(.multiply, nest.apply(.subtract, hot, lowest), scale))
    nest.storeRow(3, [1, 0], nest.apply(.logarithm, total))
    plan.call(
      "normalize", reads: [x, labels], writes: [chosen, spread],
      .loops([nest.nest], separated: false))

    let next = plan.buffer("next_labels", [7], .i32, .scratch)
    var integers = NestBuilder(inner: 7)
    let doubled = integers.apply(.multiply, integers.load(0, [1], .i32), integers.constant(2, .i32))
    integers.store(1, [1], integers.apply(.add, doubled, integers.constant(1, .i32)))
    plan.call(
      "double", reads: [labels], writes: [next], .loops([integers.nest], separated: false))
    let floats = plan.output("doubled", [7])
    var convert = NestBuilder(inner: 7)
    convert.store(1, [1], convert.convert(convert.load(0, [1], .i32), .f32))
    plan.call("float", reads: [next], writes: [floats], .loops([convert.nest], separated: false))
  }

  private static func addColumns(_ plan: inout PlanBuilder, _ x: Int) {
    let mean = plan.output("mean", [19])
    let variance = plan.output("variance", [19])
    var nest = NestBuilder(.columns, reduced: [7, 5], inner: 19)
    let value = nest.load(0, [95, 19, 1])
    let average = nest.apply(.multiply, nest.reduce(.sum, value), nest.constant(1.0 / 35))
    let difference = nest.apply(.subtract, value, average)
    let squares = nest.reduce(.sum, nest.apply(.multiply, difference, difference))
    nest.store(1, [1], average)
    nest.store(2, [1], nest.apply(.multiply, squares, nest.constant(1.0 / 35)))
    plan.call(
      "statistics", reads: [x], writes: [mean, variance], .loops([nest.nest], separated: false))

    let middle = plan.output("middle", [7, 19])
    var inside = NestBuilder(.columns, outer: [7], reduced: [5], inner: 19)
    let largest = inside.reduce(.maximum, inside.load(0, [95, 19, 1]))
    inside.store(1, [19, 0, 1], largest)
    plan.call(
      "largestInside", reads: [x], writes: [middle], .loops([inside.nest], separated: false))

    let ends = plan.output("ends", [95])
    var outside = NestBuilder(.columns, outer: [5], reduced: [7], inner: 19)
    let most = outside.reduce(.maximum, outside.load(0, [19, 95, 1]))
    let least = outside.reduce(.minimum, outside.load(0, [19, 95, 1]))
    outside.store(1, [19, 0, 1], outside.apply(.subtract, most, least))
    plan.call("ends", reads: [x], writes: [ends], .loops([outside.nest], separated: false))
  }

  private static func addScalars(_ plan: inout PlanBuilder, _ x: Int, _ step: Int, _ seed: Int) {
    let rate = plan.buffer("rate", [], .f64, .scratch)
    let scaled = plan.output("scaled", [7, 95])
    var scalar = NestBuilder(.scalar, inner: 1)
    let count = scalar.convert(scalar.load(0, [0], .i64), .f64)
    let decay = scalar.apply(.power, scalar.constant(0.999, .f64), count)
    scalar.store(1, [0], scalar.apply(.subtract, scalar.constant(1, .f64), decay))
    var use = NestBuilder(outer: [7], inner: 95)
    let factor = use.convert(use.load(1, [0, 0], .f64), .f32)
    use.store(2, [95, 1], use.apply(.multiply, use.load(0, [95, 1]), factor))
    plan.call(
      "correction", reads: [step], writes: [rate], .loops([scalar.nest], separated: false))
    plan.call(
      "scale", reads: [x, rate], writes: [scaled], .loops([use.nest], separated: false))

    let dropped = plan.output("dropped", [7, 95])
    var drop = NestBuilder(outer: [7], inner: 95)
    let random = drop.emit(
      .random(
        stream: 0x1234_5678_9abc_def0, seed: drop.load(1, [0, 0], .i64),
        step: drop.load(2, [0, 0], .i64), element: drop.at([95, 1])))
    let isKept = drop.apply(.lessOrEqual, drop.constant(0.25), random)
    drop.store(
      3, [95, 1], drop.apply(.select, isKept, drop.load(0, [95, 1]), drop.constant(0)))
    plan.call(
      "dropout", reads: [x, seed, step], writes: [dropped], .loops([drop.nest], separated: false))
  }

  /// Contractions in every order, convolutions, pools and gathers.
  static func skeletons() -> ProgramPlan {
    var plan = PlanBuilder(name: "skeletons")
    addSkeletons(&plan)
    return plan.plan
  }

  private static func addSkeletons(_ plan: inout PlanBuilder) {
    addContractions(&plan)
    addConvolutions(&plan)
    addPools(&plan)
    let table = plan.parameter("table", [11, 19])
    let tokens = plan.buffer("tokens", [7], .i32, .input(.data))
    let rows = plan.output("rows_of_table", [7, 19])
    plan.call(
      "embed", reads: [table, tokens], writes: [rows],
      .whole(.gatherRows(count: 7, entries: 11, width: 19), reads: [0, 1], writes: [2]))
    let gradient = plan.output("table_gradient", [11, 19])
    plan.call(
      "embedGradient", reads: [tokens, rows], writes: [gradient],
      .whole(.scatterAddRows(count: 7, entries: 11, width: 19), reads: [0, 1], writes: [2]))
  }

  private static func addContractions(_ plan: inout PlanBuilder) {
    let left = plan.parameter("left_matrices", [3, 13, 21])
    let right = plan.parameter("right_matrices", [3, 21, 13])
    for (number, flags) in [(false, false), (true, true)].enumerated() {
      let (rows, depth) = flags.0 ? (21, 13) : (13, 21)
      let result = plan.output("products_\(number)", [3, rows, rows])
      var epilogue = NestBuilder(outer: [3, rows], inner: rows)
      let half = epilogue.apply(.multiply, epilogue.emit(.accumulator), epilogue.constant(0.5))
      epilogue.store(2, [rows * rows, rows, 1], half)
      let form = ContractionForm(
        batches: 3, rows: rows, columns: rows, depth: depth, transposeLeft: flags.0,
        transposeRight: flags.1)
      plan.call(
        "products\(number)", reads: [left, right], writes: [result],
        .skeleton(.contraction(form), reads: [0, 1], epilogue: epilogue.nest), barrier: false)
    }
  }

  private static func addConvolutions(_ plan: inout PlanBuilder) {
    var shape = ConvolutionGeometry()
    (shape.batch, shape.height, shape.width, shape.channels, shape.filters) = (2, 9, 8, 4, 6)
    (shape.kernelHeight, shape.kernelWidth, shape.strideHeight) = (3, 3, 2)
    (shape.paddingTop, shape.paddingLeft, shape.paddingBottom, shape.paddingRight) = (1, 1, 1, 1)
    shape.groups = 2
    let (height, width) = (shape.outputHeight, shape.outputWidth)
    let image = plan.parameter("conv_1.image", [2, 9, 8, 4])
    let filter = plan.parameter("conv_1.filter", [3, 3, 2, 6])
    let result = plan.output("features", [2, height, width, 6])
    let forms: [(ConvolutionKind, [Int], [Int])] = [
      (.forward, [image, filter], [2, height, width, 6]),
      (.inputGradient, [result, filter], [2, 9, 8, 4]),
      (.filterGradient, [image, result], [3, 3, 2, 6]),
    ]
    for (kind, reads, sizes) in forms {
      let target = kind == .forward ? result : plan.output(kind.rawValue, sizes)
      var epilogue = NestBuilder(outer: Array(sizes.dropLast()), inner: sizes[3])
      let strides = rowMajorStrides(sizes)
      epilogue.store(2, strides, epilogue.apply(.hyperbolicTangent, epilogue.emit(.accumulator)))
      plan.call(
        "convolve_\(kind.rawValue)", reads: reads, writes: [target],
        .skeleton(.convolution(kind, shape), reads: [0, 1], epilogue: epilogue.nest))
    }
  }

  private static func addPools(_ plan: inout PlanBuilder) {
    var shape = PoolGeometry()
    (shape.batch, shape.height, shape.width, shape.channels) = (2, 7, 6, 5)
    (shape.windowHeight, shape.windowWidth, shape.strideHeight, shape.strideWidth) = (3, 2, 2, 2)
    shape.paddingTop = 1
    let sizes = [2, shape.outputHeight, shape.outputWidth, 5]
    let image = plan.parameter("pooled_image", [2, 7, 6, 5])
    let kinds: [(String, PoolKind)] = [
      ("maximum", .maximum), ("average", .average(countIncludesPadding: true)),
    ]
    for (name, kind) in kinds {
      let result = plan.output("pooled_\(name)", sizes)
      var epilogue = NestBuilder(outer: Array(sizes.dropLast()), inner: 5)
      epilogue.store(1, rowMajorStrides(sizes), epilogue.emit(.accumulator))
      plan.call(
        "pool_\(name)", reads: [image], writes: [result],
        .skeleton(.pool(kind, shape), reads: [0], epilogue: epilogue.nest))
      let gradient = plan.output("pooled_\(name)_gradient", [2, 7, 6, 5])
      plan.call(
        "pool_\(name)_gradient", reads: [image, result], writes: [gradient],
        .whole(.poolGradient(kind, shape), reads: [0, 1], writes: [2]))
    }
  }
}
