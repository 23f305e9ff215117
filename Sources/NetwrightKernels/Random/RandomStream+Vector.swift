// Whoever has the kernels has their random numbers.
@_exported import NetwrightRandom

extension RandomStream {
  /// Elements `element`, `element + 1`, … in the lanes; each is what `uniform` gives for it.
  @_alwaysEmitIntoClient @inline(__always)
  public static func uniforms(stream: UInt64, seed: Int64, step: Int64, at element: Int) -> Vector {
    NetwrightKernels.uniform(
      key: key(stream: stream, seed: seed), stream: UInt64(bitPattern: step), at: element)
  }
}
