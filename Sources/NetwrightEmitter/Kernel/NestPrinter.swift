import NetwrightIR
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
    try printer.declare(for: nest.roots, upTo: .kernel, into: &writer)
    if !isRowWise, layout.outer.isEmpty {
      printer.indices[layout.inner.source] = "lane.index"
      let head = layout.inner.size == 1 ? "scalar" : "flat"
      let arguments = layout.inner.size == 1 ? ["part"] : ["\(layout.inner.size)", "part"]
      let tail = layout.inner.size == 1 ? " {" : " { lane in"
      return try block(&writer, head, arguments, tail: tail) { writer throws(EmissionError) in
        try self.storeLanes(nest.stages, printer, into: &writer)
      }
    }
    let used = usedLoops(layout.outer, nest)
    let arguments = ["\(layout.rowCount)", "\(layout.inner.size)", "part"]
    try block(&writer, "rows", arguments, tail: used.isEmpty ? " { _ in" : " { row in") {
      writer throws(EmissionError) in
      var printer = printer
      self.declareIndices(layout.outer, used, "row", &printer, into: &writer)
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
    if printer.layout.inner.size == 1, printer.count == "lane.count", printer.reductionForm == .number
    {
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

  // MARK: - Columns

  private func writeColumns(_ nest: LoopNest, into writer: inout SwiftWriter) throws(EmissionError) {
    let phases = try ColumnPhases(nest, kernel: kernel)
    var printer = printer(nest, phases.layout)
    printer.reductionForm = .vector
    try printer.declare(for: nest.roots, upTo: .kernel, into: &writer)
    if phases.layout.outer.isEmpty {
      return try writeParallelColumns(nest, phases, printer, into: &writer)
    }
    guard phases.phases.count == 1, let phase = phases.phases.first else {
      throw unsupported("folds of rows within rows that read each other or are of several kinds")
    }
    let layout = phases.layout
    let used = usedLoops(layout.outer, nest)
    let work = layout.reducedCount * layout.inner.size
    let tail = used.isEmpty ? " { _ in" : " { row in"
    try block(&writer, "rows", ["\(layout.rowCount)", "\(work)", "part"], tail: tail) {
      writer throws(EmissionError) in
      var printer = printer
      self.declareIndices(layout.outer, used, "row", &printer, into: &writer)
      let head = "columnsInRow" + phase.suffix
      try self.writeFold(nest, phase, printer, head, [], row: "step", into: &writer) {
        writer, printer throws(EmissionError) in
        try self.storeLanes(nest.stages.filter { !$0.isReduction }, printer, into: &writer)
      }
    }
  }

  /// One call for each phase; all but the last leave their results in the workspace.
  private func writeParallelColumns(
    _ nest: LoopNest, _ phases: ColumnPhases, _ printer: BodyPrinter,
    into writer: inout SwiftWriter
  ) throws(EmissionError) {
    var printer = printer
    printer.reductions = nest.reductions.indices.map { place in
      "workspace.vector(at: \(phases.savedPlace(of: place)))"
    }
    let saved = phases.savedFloats
    let partials = saved == 0 ? "workspace" : "workspace.advanced(by: \(saved))"
    for (number, phase) in phases.phases.enumerated() {
      if number > 0 { writer.line("part.barrier()") }
      let isLast = number == phases.phases.count - 1
      let head = phase.function == .sum ? "columns" : "column" + phase.suffix
      let rest = ["partials: \(partials)", "part"]
      try writeFold(nest, phase, printer, head, rest, row: "row", into: &writer) {
        writer, printer throws(EmissionError) in
        if isLast {
          try self.storeLanes(nest.stages.filter { !$0.isReduction }, printer, into: &writer)
        } else {
          for place in phase.reductions {
            let offset = phases.savedPlace(of: place)
            let value = printer.reductions[place]
            writer.line("workspace.store(\(value), at: \(offset), count: lane.count)")
          }
        }
      }
    }
  }

  /// - `then`: what follows for each vector of finished results.
  private func writeFold(
    _ nest: LoopNest, _ phase: ColumnPhases.Phase, _ printer: BodyPrinter, _ head: String,
    _ rest: [String], row: String, into writer: inout SwiftWriter,
    then: (inout SwiftWriter, BodyPrinter) throws(EmissionError) -> Void
  ) throws(EmissionError) {
    let layout = printer.layout
    let reductions = nest.reductions
    let values = phase.reductions.map { reductions[$0].1 }
    let used = usedLoops(layout.reduced, nest)
    let lanes = printer.withIndex(of: layout.inner.source, "lane.index")
    let sizes = ["reduced: \(layout.reducedCount)", "columns: \(layout.inner.size)"]
    try block(
      &writer, head, sizes + rest, tail: " { \(used.isEmpty ? "_" : row), lane in",
      closing: "} then: { lane, folded in"
    ) { writer throws(EmissionError) in
      var fold = lanes
      self.declareIndices(layout.reduced, used, row, &fold, into: &writer)
      try fold.declare(for: values, upTo: .lane, into: &writer)
      var texts: [String] = []
      for value in values { texts.append(try fold.expression(value, .vector).text) }
      writer.line("return [\(texts.joined(separator: ", "))]")
    }
    var after = lanes
    if after.reductions.isEmpty { after.reductions = reductions.map { _ in "" } }
    for (place, reduction) in phase.reductions.enumerated() {
      after.reductions[reduction] = "folded[\(place)]"
    }
    writer.indent()
    try then(&writer, after)
    writer.dedent()
    writer.line("}")
  }

  // MARK: - Parts

  private func printer(_ nest: LoopNest, _ layout: LoopLayout) -> BodyPrinter {
    BodyPrinter(kernel: kernel, nest: nest, layout: layout, operands: operands, scope: scope)
  }

  private func unsupported(_ reason: String) -> EmissionError {
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
  /// A store per row seen as a store of one element.
  fileprivate var asStore: Stage {
    if case .storeRow(let operand, let at, let value) = self {
      return .store(operand: operand, at: at, value)
    }
    return self
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
