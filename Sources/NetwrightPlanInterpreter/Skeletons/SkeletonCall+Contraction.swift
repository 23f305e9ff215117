import NetwrightIR
import NetwrightKernels

extension SkeletonCall {
  @inline(never)
  func contract(_ form: ContractionForm, into target: DenseTarget) {
    contract(form) { target.add($0, $1) }
  }

  @inline(never)
  func contract(_ form: ContractionForm, into collector: SiteCollector) {
    contract(form) { collector.add($0, $1) }
  }

  @_transparent
  private func contract(_ form: ContractionForm, _ epilogue: (Vector, Site) -> Void) {
    let (rows, columns, depth) = (form.rows, form.columns, form.depth)
    let left = Matrix(
      base: reads[0], rowStride: form.transposeLeft ? 1 : depth,
      columnStride: form.transposeLeft ? rows : 1)
    let right = Matrix(
      base: reads[1], rowStride: form.transposeRight ? 1 : columns,
      columnStride: form.transposeRight ? depth : 1)
    contraction(
      batches: form.batches, rows: rows, columns: columns, depth: depth, left: left,
      leftBatchStride: rows &* depth, right: right, rightBatchStride: depth &* columns,
      workspace: workspace, part, epilogue)
  }
}
