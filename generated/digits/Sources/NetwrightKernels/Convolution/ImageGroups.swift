/// One thread's share of a batch of images, taken in groups that fit the cache.
///
/// Few images are shared by all threads, each taking some of the results.
@frozen
@usableFromInline
struct ImageShare {
  @usableFromInline let images: Range<Int>
  @usableFromInline let isShared: Bool

  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  init(batch: Int, isSmall: Bool, _ part: Part) {
    isShared = batch < 4 &* part.count && !isSmall
    images = isShared ? 0..<batch : part.range(of: batch, grain: 1, isSmall: isSmall)
  }

  /// Which results of a group of `count` images to compute, counted through the group.
  ///
  /// - `pixels`: results of one image.
  @_alwaysEmitIntoClient @_transparent @_optimize(none)
  func results(_ count: Int, pixels: Int, _ part: Part) -> Range<Int> {
    isShared ? part.range(of: count &* pixels, grain: 24) : 0..<(count &* pixels)
  }
}
