import NetwrightIR
import NetwrightKernels

extension SkeletonCall {
  @inline(never)
  func contract(_ form: ContractionForm, into target: DenseTarget) {
    if form.rightIsPacked { return contractPacked(form) { target.add($0, $1) } }
    contract(form) { target.add($0, $1) }
  }

  @inline(never)
  func contract(_ form: ContractionForm, into collector: SiteCollector) {
    if form.rightIsPacked { return contractPacked(form) { collector.add($0, $1) } }
    contract(form) { collector.add($0, $1) }
  }

  @_transparent
  private func contract(_ form: ContractionForm, _ epilogue: (Vector, Site) -> Void) {
    let (rows, columns, depth) = (form.rows, form.columns, form.depth)
    let left = left(of: form)
    let right = Matrix(
      base: reads[1], rowStride: form.transposeRight ? 1 : columns,
      columnStride: form.transposeRight ? depth : 1)
    contraction(
      batches: form.batches, rows: rows, columns: columns, depth: depth, left: left,
      leftBatchStride: rows &* depth, right: right, rightBatchStride: depth &* columns,
      workspace: workspace, part, epilogue)
  }
  @_transparent
  private func contractPacked(_ form: ContractionForm, _ epilogue: (Vector, Site) -> Void) {
    packedContraction(
      rows: form.rows, columns: form.columns, depth: form.depth, left: left(of: form),
      packed: reads[1], workspace: workspace, part, epilogue)
  }

  @inline(__always)
  private func left(of form: ContractionForm) -> Matrix {
    Matrix(
      base: reads[0], rowStride: form.transposeLeft ? 1 : form.depth,
      columnStride: form.transposeLeft ? form.rows : 1)
  }
}
