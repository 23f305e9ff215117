#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The memory of a program: one block for all tensors and the workspace.
public enum Arena {
  /// From so many bytes on, pages of 2 MiB are asked for.
  private static var largePage: Int { 1 << 21 }

  /// `byteCount` bytes, all zero, aligned to 64 bytes at least; ended by `deallocate()`.
  ///
  /// A step walks over far more pages of 4 KiB than a processor remembers addresses of, and rows of a
  /// head or a tile often lie in a page each. Where the system gives pages of 2 MiB, a large block
  /// asks for them; where it does not, nothing is lost.
  public static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    let isLarge = byteCount >= 2 &* largePage
    let base = UnsafeMutableRawPointer.allocate(
      byteCount: byteCount, alignment: isLarge ? largePage : 64)
    #if os(Linux)
      if isLarge { _ = madvise(base, byteCount, MADV_HUGEPAGE) }
    #endif
    base.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    return base
  }
}
