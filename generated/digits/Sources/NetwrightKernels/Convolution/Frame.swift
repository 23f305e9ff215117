/// Images set into a frame of zeros, a few at a time, so that no inner loop asks for borders.
@frozen
@usableFromInline
struct Frame {
  /// Size of an image in memory.
  @usableFromInline let height: Int
  @usableFromInline let width: Int
  @usableFromInline let channels: Int
  /// Zeros above and to the left.
  @usableFromInline let top: Int
  @usableFromInline let left: Int
  /// Size with the frame; may be smaller than the image where that is not wanted whole.
  @usableFromInline let framedHeight: Int
  @usableFromInline let framedWidth: Int

  @_alwaysEmitIntoClient @inline(__always)
  init(
    height: Int, width: Int, channels: Int, top: Int, left: Int, framedHeight: Int,
    framedWidth: Int
  ) {
    self.height = height
    self.width = width
    self.channels = channels
    self.top = top
    self.left = left
    self.framedHeight = framedHeight
    self.framedWidth = framedWidth
  }

  /// Whether images must be copied; otherwise they are used where they are.
  @_alwaysEmitIntoClient @inline(__always)
  var isNeeded: Bool { top > 0 || left > 0 || framedHeight > height || framedWidth > width }

  /// Floats from one row to the next.
  @_alwaysEmitIntoClient @inline(__always)
  var rowStep: Int { (isNeeded ? framedWidth : width) &* channels }

  /// Floats from one image to the next.
  @_alwaysEmitIntoClient @inline(__always)
  var imageStep: Int { isNeeded ? framedHeight &* rowStep : height &* rowStep }

  /// Images at a time: as many as fit half of a usual second-level cache.
  @_alwaysEmitIntoClient @inline(__always)
  var imagesAtATime: Int { max(1, 32_768 / max(imageStep, 1)) }

  /// Floats of workspace that one thread needs.
  @_alwaysEmitIntoClient @inline(__always)
  var floats: Int { isNeeded ? imagesAtATime &* imageStep &+ 16 : 0 }

  /// The images from `first` on, framed in `workspace` or where they are.
  @_alwaysEmitIntoClient @inline(__always)
  func images(
    _ source: Floats, first: Int, count: Int, workspace: Floats
  ) -> UnsafeMutablePointer<Float> {
    let from = source.base + first &* height &* width &* channels
    if !isNeeded { return from }
    frameImages(self, from, count: count, into: workspace.base)
    return workspace.base
  }
}

/// Copies `count` images into their frames.
@usableFromInline @inline(never)
func frameImages(
  _ frame: Frame, _ source: UnsafeMutablePointer<Float>, count: Int,
  into target: UnsafeMutablePointer<Float>
) {
  let rowFloats = frame.rowStep
  let copied = min(frame.width, frame.framedWidth - frame.left) * frame.channels
  let before = frame.left * frame.channels
  for image in 0..<count {
    for row in 0..<frame.framedHeight {
      let out = target + (image * frame.framedHeight + row) * rowFloats
      let sourceRow = row - frame.top
      guard sourceRow >= 0, sourceRow < frame.height else {
        out.update(repeating: 0, count: rowFloats)
        continue
      }
      let from = source + (image * frame.height + sourceRow) * frame.width * frame.channels
      out.update(repeating: 0, count: before)
      (out + before).update(from: from, count: copied)
      (out + before + copied).update(repeating: 0, count: rowFloats - before - copied)
    }
  }
}
