import NetwrightIR
import NetwrightKernels

/// Calls the runtime's skeletons with sizes that are known only now.
///
/// Each skeleton is compiled twice, with a store and with a collector as its epilogue. A new one is
/// a case here, or in `WholeKernel` if it stores by itself, and one of `workspaceFloats`.
struct SkeletonCall {
  let reads: [Floats]
  let workspace: Floats
  let part: Part

  static func takesEpilogue(_ skeleton: Skeleton) -> Bool {
    switch skeleton {
    case .contraction, .convolution, .pool: true
    default: false
    }
  }

  /// Stores results as they come.
  func run(_ skeleton: Skeleton, into target: DenseTarget) {
    switch skeleton {
    case .contraction(let form): contract(form, into: target)
    case .convolution(.forward, let geometry): convolve(geometry, into: target)
    case .convolution(.inputGradient, let geometry): differentiateInput(geometry, into: target)
    case .convolution(.filterGradient, let geometry): differentiateFilter(geometry, into: target)
    case .pool(let kind, let geometry): pool(kind, geometry, into: target)
    default: break
    }
  }

  /// Hands results to a collector.
  func run(_ skeleton: Skeleton, into collector: SiteCollector) {
    switch skeleton {
    case .contraction(let form): contract(form, into: collector)
    case .convolution(.forward, let geometry): convolve(geometry, into: collector)
    case .convolution(.inputGradient, let geometry):
      differentiateInput(geometry, into: collector)
    case .convolution(.filterGradient, let geometry):
      differentiateFilter(geometry, into: collector)
    case .pool(let kind, let geometry): pool(kind, geometry, into: collector)
    default: break
    }
  }
}

/// A row-major `[…, rows, columns]` tensor that takes results as they come.
struct DenseTarget {
  let base: Floats
  let rows: Int
  let columns: Int

  @inline(__always)
  func add(_ sum: Vector, _ site: Site) {
    let row = site.batch &* rows &+ site.row
    base.store(sum, at: row &* columns &+ site.column, count: site.count)
  }
}
