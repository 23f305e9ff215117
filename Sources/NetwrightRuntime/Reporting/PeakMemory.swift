#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The largest resident size of this process.
public enum PeakMemory {
  /// The peak so far, in units of 2²⁰ bytes.
  ///
  /// Linux lets `ru_maxrss` begin at the peak of the process that started this one, which would
  /// count the compiler in; the high-water mark of the address space itself does not.
  public static var megabytes: Double {
    if let kilobytes = highWaterKilobytes { return Double(kilobytes) / 1024 }
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    #if os(Linux)
      return Double(usage.ru_maxrss) / 1024
    #else
      return Double(usage.ru_maxrss) / 1_048_576
    #endif
  }

  /// `VmHWM` of `/proc/self/status`; nil where there is none.
  private static var highWaterKilobytes: Int? {
    guard let file = fopen("/proc/self/status", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let bytes = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.hasPrefix("VmHWM:") else { continue }
      return Int(text.filter { $0.isASCII && $0.isNumber })
    }
    return nil
  }
}
