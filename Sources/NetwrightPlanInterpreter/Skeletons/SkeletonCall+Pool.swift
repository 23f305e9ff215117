import NetwrightIR
import NetwrightKernels

extension SkeletonCall {
  @inline(never)
  func pool(_ kind: PoolKind, _ geometry: PoolGeometry, into target: DenseTarget) {
    pool(kind, geometry) { target.add($0, $1) }
  }

  @inline(never)
  func pool(_ kind: PoolKind, _ geometry: PoolGeometry, into collector: SiteCollector) {
    pool(kind, geometry) { collector.add($0, $1) }
  }

  @_transparent
  private func pool(
    _ kind: PoolKind, _ geometry: PoolGeometry, _ epilogue: (Vector, Site) -> Void
  ) {
    switch kind {
    case .maximum: maximumPool(geometry.shape, input: reads[0], part, epilogue)
    case .average(let countIncludesPadding):
      averagePool(
        geometry.shape, countIncludesPadding: countIncludesPadding, input: reads[0], part,
        epilogue)
    }
  }
}
