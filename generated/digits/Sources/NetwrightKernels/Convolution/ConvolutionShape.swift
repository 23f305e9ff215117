/// Sizes of a two-dimensional convolution: NHWC input, filter
/// `[kernelHeight, kernelWidth, channels / groups, filters]`.
///
/// `channels` and `filters` are multiples of `groups`; strides, dilations and sizes are positive.
@frozen
public struct ConvolutionShape {
  public let batch: Int
  public let height: Int
  public let width: Int
  public let channels: Int
  public let filters: Int
  public let kernelHeight: Int
  public let kernelWidth: Int
  public let strideHeight: Int
  public let strideWidth: Int
  public let paddingTop: Int
  public let paddingLeft: Int
  public let paddingBottom: Int
  public let paddingRight: Int
  public let dilationHeight: Int
  public let dilationWidth: Int
  public let groups: Int

  @_alwaysEmitIntoClient @inline(__always)
  public init(
    batch: Int, height: Int, width: Int, channels: Int, filters: Int, kernelHeight: Int,
    kernelWidth: Int, strideHeight: Int = 1, strideWidth: Int = 1, paddingTop: Int = 0,
    paddingLeft: Int = 0, paddingBottom: Int = 0, paddingRight: Int = 0, dilationHeight: Int = 1,
    dilationWidth: Int = 1, groups: Int = 1
  ) {
    self.batch = batch
    self.height = height
    self.width = width
    self.channels = channels
    self.filters = filters
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.strideHeight = strideHeight
    self.strideWidth = strideWidth
    self.paddingTop = paddingTop
    self.paddingLeft = paddingLeft
    self.paddingBottom = paddingBottom
    self.paddingRight = paddingRight
    self.dilationHeight = dilationHeight
    self.dilationWidth = dilationWidth
    self.groups = groups
  }

  /// Rows of the result; 0 when the kernel does not fit.
  @_alwaysEmitIntoClient @inline(__always)
  public var outputHeight: Int {
    let free = height &+ paddingTop &+ paddingBottom &- (kernelHeight &- 1) &* dilationHeight &- 1
    return free < 0 ? 0 : free / strideHeight &+ 1
  }

  /// Columns of the result; 0 when the kernel does not fit.
  @_alwaysEmitIntoClient @inline(__always)
  public var outputWidth: Int {
    let free = width &+ paddingLeft &+ paddingRight &- (kernelWidth &- 1) &* dilationWidth &- 1
    return free < 0 ? 0 : free / strideWidth &+ 1
  }

  /// Channels, and filters, of one group.
  @_alwaysEmitIntoClient @inline(__always) var groupChannels: Int { channels / groups }
  @_alwaysEmitIntoClient @inline(__always) var groupFilters: Int { filters / groups }

  /// Every channel has a filter of its own, so that vectors run along channels.
  @_alwaysEmitIntoClient @inline(__always)
  var isDepthwise: Bool { groups > 1 && groups == channels && filters == channels }

  /// The frame that puts the padding into memory.
  @_alwaysEmitIntoClient @inline(__always)
  var inputFrame: Frame {
    Frame(
      height: height, width: width, channels: channels, top: paddingTop, left: paddingLeft,
      framedHeight: height &+ paddingTop &+ paddingBottom,
      framedWidth: width &+ paddingLeft &+ paddingRight)
  }
}
