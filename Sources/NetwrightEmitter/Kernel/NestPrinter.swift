import NetwrightIR
import NetwrightSchedule
import NetwrightSwiftText
import NetwrightTensor

/// Prints loop nests as calls of the runtime's loops.
struct NestPrinter {
  let kernel: String
  let operands: [OperandName]
  let scope: NameScope

  func write(_ nest: LoopNest, into writer: inout SwiftWriter) throws(EmissionError) {
    switch nest.kind {
    case .rows: try writeRows(nest, into: &writer)
    case .columns: try writeColumns(nest, into: &writer)
    case .scalar: try writeScalar(nest, into: &writer)
    }
  }

  // MARK: - Scalars

  private func writeScalar(_ nest: LoopNest, into writer: inout SwiftWriter) throws(EmissionError) {
    let layout = LoopLayout(nest: nest, affines: nest.affines, mergesInner: true)
    let printer = printer(nest, layout)
    try block(&writer, "scalar", ["part"], tail: " {") { writer throws(EmissionError) in
      try self.storeNumbers(nest.stages, printer, into: &writer)
    }
  }

  /// Stores single numbers, all computed before the first is stored.
  private func storeNumbers(
    _ stages: [Stage], _ printer: BodyPrinter, into writer: inout SwiftWriter
  ) throws(EmissionError) {
    var printer = printer
    try printer.declare(
      for: stages.map(\.value), upTo: .row, namesRoots: stages.count > 1, into: &writer)
    for stage in stages { try storeNumber(stage, printer, into: &writer) }
  }

  private func storeNumber(
    _ stage: Stage, _ printer: BodyPrinter, into writer: inout SwiftWriter
  ) throws(EmissionError) {
    guard case .store(let operand, let at, let value) = stage.asStore else {
      throw unsupported("a reduction of single numbers")
    }
    let number = try printer.expression(value, .number)
    let isTruth = printer.body[value].dtype == .bool
    let text = isTruth ? "\(number.bound(.disjunction)) ? 1 : 0" : number.text
    writer.line("\(operands[operand].name)[\(printer.index(at))] = \(text)")
  }

  // MARK: - Rows

  private func writeRows(_ nest: LoopNest, into writer: inout SwiftWriter) throws(EmissionError) {
    let isRowWise = nest.stages.contains { $0.isReduction || $0.isRowStore }
    var layout = LoopLayout(nest: nest, affines: nest.affines, mergesInner: !isRowWise)
    if !isRowWise, needsNumbers(nest, layout) { layout = layout.withoutVectors }
    var printer = printer(nest, layout)
    let isFlat = !isRowWise && layout.outer.isEmpty
    // One thread alone runs a body that runs once, and may store over what is loaded here: the
    // others must not load it.
    let isOnce = layout.rowCount == 1 && (!isFlat || layout.inner.size == 1)
    if !isOnce { try printer.declare(for: nest.roots, upTo: .kernel, into: &writer) }
    if isFlat {
      printer.indices[layout.inner.source] = "lane.index"
      let head = layout.inner.size == 1 ? "scalar" : "flat"
      let arguments = layout.inner.size == 1 ? ["part"] : ["\(layout.inner.size)", "part"]
      let tail = layout.inner.size == 1 ? " {" : " { lane in"
      return try block(&writer, head, arguments, tail: tail) { writer throws(EmissionError) in
        var printer = printer
        if isOnce { try printer.declare(for: nest.roots, upTo: .kernel, into: &writer) }
        try self.storeLanes(nest.stages, printer, into: &writer)
      }
    }
    let used = usedLoops(layout.outer, nest)
    let arguments = ["\(layout.rowCount)", "\(layout.inner.size)", "part"]
    try block(&writer, "rows", arguments, tail: used.isEmpty ? " { _ in" : " { row in") {
      writer throws(EmissionError) in
      var printer = printer
      self.declareIndices(layout.outer, used, "row", &printer, into: &writer)
      if isOnce { try printer.declare(for: nest.roots, upTo: .kernel, into: &writer) }
      try self.writeStages(nest.stages, printer, into: &writer)
    }
  }

  /// Whether a lane holds something that has no vector, so that the nest runs on single numbers.
  private func needsNumbers(_ nest: LoopNest, _ layout: LoopLayout) -> Bool {
    let levels = printer(nest, layout).levels
    return nest.body.needed(for: nest.roots).contains { value in
      levels[value.id] == .lane && nest.body[value].dtype.vectorType == nil
    }
  }

  /// Folds first, then stores of lanes, then stores of rows: the order that kernel IR means.
  private func writeStages(
    _ unordered: [Stage], _ printer: BodyPrinter, into writer: inout SwiftWriter
  ) throws(EmissionError) {
    var printer = printer
    let stages =
      unordered.filter(\.isReduction) + unordered.filter { !$0.isReduction && !$0.isRowStore }
      + unordered.filter(\.isRowStore)
    var place = stages.startIndex
    while place < stages.endIndex {
      let stage = stages[place]
      if case .reduce(let function, let value) = stage {
        try writeRowReduction(function, value, &printer, into: &writer)
        place += 1
        continue
      }
      let end = stages[place...].firstIndex { $0.isReduction || $0.isRowStore != stage.isRowStore }
      let group = Array(stages[place..<(end ?? stages.endIndex)])
      try printer.declare(for: group.map(\.value), upTo: .row, into: &writer)
      if stage.isRowStore || printer.layout.inner.size == 1 {
        try storeNumbers(group, printer, into: &writer)
      } else {
        let inner = printer.withIndex(of: printer.layout.inner.source, "lane.index")
        try block(&writer, "each", ["\(printer.layout.inner.size)"], tail: " { lane in") {
          writer throws(EmissionError) in
          try self.storeLanes(group, inner, into: &writer)
        }
      }
      place += group.count
    }
  }

  private func writeRowReduction(
    _ function: ReductionFunction, _ value: KernelValue, _ printer: inout BodyPrinter,
    into writer: inout SwiftWriter
  ) throws(EmissionError) {
    try printer.declare(for: [value], upTo: .row, into: &writer)
    guard printer.body[value].dtype == .f32 else {
      throw unsupported("a reduction of \(printer.body[value].dtype.rawValue)")
    }
    let name = printer.scope.claim(function.rowNoun)
    let inner = printer.withIndex(of: printer.layout.inner.source, "lane.index")
    try block(
      &writer, "let \(name) = \(function.rawValue)", ["\(printer.layout.inner.size)"],
      tail: printer.levels[value.id] == .lane ? " { lane in" : " { _ in"
    ) { writer throws(EmissionError) in
      var inner = inner
      try inner.declare(for: [value], upTo: .lane, into: &writer)
      writer.line("return \(try inner.expression(value, .vector).text)")
    }
    printer.reductions.append(name)
  }

  /// Stores vectors, all computed before the first is stored: a later one may read memory that an
  /// earlier one overwrites.
  func storeLanes(
    _ stages: [Stage], _ printer: BodyPrinter, into writer: inout SwiftWriter
  ) throws(EmissionError) {
    if stages.isEmpty { return }
    if printer.layout.inner.size == 1, !printer.isEpilogue, printer.reductionForm == .number {
      return try storeNumbers(stages, printer, into: &writer)
    }
    var printer = printer
    try printer.declare(
      for: stages.map(\.value), upTo: .lane, namesRoots: stages.count > 1, into: &writer)
    for stage in stages {
      guard case .store(let operand, let at, let value) = stage else {
        throw unsupported("a store per row among lanes")
      }
      let vector = try printer.expression(value, .vector).text
      let stride = at.coefficients[printer.layout.inner.source]
      let isDense = stride == 1 || printer.layout.inner.size == 1
      var arguments = [vector, "at: \(printer.index(at))"]
      if !isDense { arguments.append("stride: \(stride)") }
      writer.call("\(operands[operand].name).store", arguments + ["count: \(printer.count)"])
    }
  }

  // MARK: - Parts

  func printer(_ nest: LoopNest, _ layout: LoopLayout) -> BodyPrinter {
    BodyPrinter(kernel: kernel, nest: nest, layout: layout, operands: operands, scope: scope)
  }

  func unsupported(_ reason: String) -> EmissionError {
    .unsupported(kernel: kernel, reason: reason)
  }

  /// The loops whose index some offset needs.
  func usedLoops(_ loops: [LoopLayout.Loop], _ nest: LoopNest) -> [LoopLayout.Loop] {
    let affines = nest.affines
    return loops.filter { loop in affines.contains { $0.coefficients[loop.source] != 0 } }
  }

  /// Takes the counter over all `loops` apart into those that are used.
  func declareIndices(
    _ loops: [LoopLayout.Loop], _ used: [LoopLayout.Loop], _ counter: String,
    _ printer: inout BodyPrinter, into writer: inout SwiftWriter
  ) {
    if loops.count == 1 {
      printer.indices[loops[0].source] = counter
      return
    }
    let letters = ["i", "j", "k", "l", "m", "n"]
    var stride = loops.reduce(1) { $0 * $1.size }
    for (place, loop) in loops.enumerated() {
      stride /= max(loop.size, 1)
      guard used.contains(loop) else { continue }
      let name = printer.scope.claim(place < letters.count ? letters[place] : "axis\(place)")
      var text = stride == 1 ? counter : "\(counter) / \(stride)"
      if place > 0 { text += " % \(loop.size)" }
      writer.line("let \(name) = \(text)")
      printer.indices[loop.source] = name
    }
  }

  /// A call with a trailing closure whose body may fail.
  func block(
    _ writer: inout SwiftWriter, _ head: String, _ arguments: [String], tail: String,
    closing: String = "}", _ body: (inout SwiftWriter) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    writer.call(head, arguments, tail: tail)
    writer.indent()
    try body(&writer)
    writer.dedent()
    writer.line(closing)
  }
}

extension ReductionFunction {
  /// What the result for a row is called in emitted code.
  fileprivate var rowNoun: String {
    switch self {
    case .sum: "rowSum"
    case .maximum: "rowMaximum"
    case .minimum: "rowMinimum"
    }
  }
}

extension Stage {
  /// A store of one element, whenever it happens.
  var asStore: Stage {
    switch self {
    case .storeRow(let operand, let at, let value), .storeInSweep(let operand, let at, let value):
      .store(operand: operand, at: at, value)
    case .store, .reduce: self
    }
  }
}

extension BodyPrinter {
  /// The same with an index for one more loop.
  func withIndex(of source: Int, _ text: String) -> BodyPrinter {
    var result = self
    result.indices[source] = text
    return result
  }
}
