/// This thread's share of a batch of images, in groups that fit the cache.
///
/// - `pixels`: results of one image; `grain`: results that are computed together.
/// - `body`: framed images, the number of the first, and which results to compute, counted through
///   the group.
@usableFromInline @_transparent
func imageGroups(
  batch: Int, frame: Frame, source: Floats, pixels: Int, workspace: Floats, isSmall: Bool,
  _ part: Part,
  _ body: (_ images: UnsafeMutablePointer<Float>, _ first: Int, _ pixels: Range<Int>) -> Void
) {
  // Few images are shared by all threads, each taking some of the results.
  let isShared = batch < 4 &* part.count && !isSmall
  let images = isShared ? 0..<batch : part.range(of: batch, grain: 1, isSmall: isSmall)
  var first = images.lowerBound
  while first < images.upperBound {
    let count = min(frame.imagesAtATime, images.upperBound &- first)
    let total = count &* pixels
    let range = isShared ? part.range(of: total, grain: 12) : 0..<total
    if !range.isEmpty {
      let framed = frame.images(source, first: first, count: count, workspace: workspace)
      body(framed, first, range)
    }
    first &+= count
  }
}
