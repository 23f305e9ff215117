import NetwrightIR
import NetwrightSchedule
import NetwrightSwiftText

/// Folds over rows for every column.
extension NestPrinter {
  func writeColumns(_ nest: LoopNest, into writer: inout SwiftWriter) throws(EmissionError) {
    let phases = try ColumnPhases.printed(nest, kernel: kernel)
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
      let stores = nest.stages.filter(\.isSweepStore)
      try self.writeFold(nest, phase, printer, head, [], row: "step", stores: stores, into: &writer)
      {
        writer, printer throws(EmissionError) in
        try self.storeLanes(nest.finalStages, printer, into: &writer)
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
      let stores = number == 0 ? nest.stages.filter(\.isSweepStore) : []
      try writeFold(nest, phase, printer, head, rest, row: "row", stores: stores, into: &writer) {
        writer, printer throws(EmissionError) in
        if isLast {
          try self.storeLanes(nest.finalStages, printer, into: &writer)
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

  /// - `stores`: stores during the sweep.
  /// - `then`: what follows for each vector of finished results.
  private func writeFold(
    _ nest: LoopNest, _ phase: ColumnPhases.Phase, _ printer: BodyPrinter, _ head: String,
    _ rest: [String], row: String, stores: [Stage], into writer: inout SwiftWriter,
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
      // Stores may change what terms read, so those come first.
      try fold.declare(
        for: values + stores.map(\.value), upTo: .lane, namesRoots: !stores.isEmpty,
        into: &writer)
      try self.storeLanes(stores.map(\.asStore), fold, into: &writer)
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
}

extension LoopNest {
  /// What happens once the folds are done.
  fileprivate var finalStages: [Stage] { stages.filter { !$0.isReduction && !$0.isSweepStore } }
}
