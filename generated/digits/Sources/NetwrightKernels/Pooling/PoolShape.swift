/// Sizes of two-dimensional pooling over NHWC data. Every window must meet the input somewhere:
/// paddings are smaller than the window.
@frozen
public struct PoolShape {
  public let batch: Int
  public let height: Int
  public let width: Int
  public let channels: Int
  public let windowHeight: Int
  public let windowWidth: Int
  public let strideHeight: Int
  public let strideWidth: Int
  public let paddingTop: Int
  public let paddingLeft: Int
  public let paddingBottom: Int
  public let paddingRight: Int

  @_alwaysEmitIntoClient @inline(__always)
  public init(
    batch: Int, height: Int, width: Int, channels: Int, windowHeight: Int, windowWidth: Int,
    strideHeight: Int, strideWidth: Int, paddingTop: Int = 0, paddingLeft: Int = 0,
    paddingBottom: Int = 0, paddingRight: Int = 0
  ) {
    self.batch = batch
    self.height = height
    self.width = width
    self.channels = channels
    self.windowHeight = windowHeight
    self.windowWidth = windowWidth
    self.strideHeight = strideHeight
    self.strideWidth = strideWidth
    self.paddingTop = paddingTop
    self.paddingLeft = paddingLeft
    self.paddingBottom = paddingBottom
    self.paddingRight = paddingRight
  }

  /// Rows of the result; 0 when the window does not fit.
  @_alwaysEmitIntoClient @inline(__always)
  public var outputHeight: Int {
    let free = height &+ paddingTop &+ paddingBottom &- windowHeight
    return free < 0 ? 0 : free / strideHeight &+ 1
  }

  /// Columns of the result; 0 when the window does not fit.
  @_alwaysEmitIntoClient @inline(__always)
  public var outputWidth: Int {
    let free = width &+ paddingLeft &+ paddingRight &- windowWidth
    return free < 0 ? 0 : free / strideWidth &+ 1
  }

  /// The part of a window that lies on the input, for one result.
  @_alwaysEmitIntoClient @inline(__always)
  func cells(row: Int, column: Int) -> Cells {
    let top = row &* strideHeight &- paddingTop
    let left = column &* strideWidth &- paddingLeft
    return Cells(
      top: max(top, 0), bottom: min(top &+ windowHeight, height),
      left: max(left, 0), right: min(left &+ windowWidth, width))
  }

  /// Cells of a window that lie on the padded input: what an average that counts padding divides by.
  @_alwaysEmitIntoClient @inline(__always)
  func paddedArea(row: Int, column: Int) -> Int {
    let top = row &* strideHeight &- paddingTop
    let left = column &* strideWidth &- paddingLeft
    return (min(top &+ windowHeight, height &+ paddingBottom) &- top)
      &* (min(left &+ windowWidth, width &+ paddingRight) &- left)
  }

  /// Calls `body` for each of this thread's results: image, row and column, and number through all
  /// images. Images are never shared, so that a gradient may add to all of its own.
  @_alwaysEmitIntoClient @inline(__always)
  func forEachResult(
    images: Range<Int>, _ body: (_ image: Int, _ row: Int, _ column: Int, _ result: Int) -> Void
  ) {
    var result = images.lowerBound &* outputHeight &* outputWidth
    var image = images.lowerBound
    while image < images.upperBound {
      var row = 0
      while row < outputHeight {
        var column = 0
        while column < outputWidth {
          body(image, row, column, result)
          result &+= 1
          column &+= 1
        }
        row &+= 1
      }
      image &+= 1
    }
  }

  /// This thread's images.
  @_alwaysEmitIntoClient @inline(__always)
  func images(_ part: Part) -> Range<Int> {
    let work = batch &* height &* width &* channels
    return part.range(of: batch, grain: 1, isSmall: work < smallWork)
  }
}

/// A rectangle of input pixels, upper bounds left out.
@frozen
@usableFromInline
struct Cells {
  @usableFromInline let top: Int
  @usableFromInline let bottom: Int
  @usableFromInline let left: Int
  @usableFromInline let right: Int

  @_alwaysEmitIntoClient @inline(__always)
  init(top: Int, bottom: Int, left: Int, right: Int) {
    self.top = top
    self.bottom = bottom
    self.left = left
    self.right = right
  }

  @_alwaysEmitIntoClient @inline(__always)
  var area: Int { (bottom &- top) &* (right &- left) }

  /// Calls `body` for every pixel in row-major order.
  @_alwaysEmitIntoClient @inline(__always)
  func forEach(_ body: (_ row: Int, _ column: Int) -> Void) {
    var row = top
    while row < bottom {
      var column = left
      while column < right {
        body(row, column)
        column &+= 1
      }
      row &+= 1
    }
  }
}
