#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether property tests run as long as a night allows: `EXHAUSTIVE=1`.
enum Exhaustive {
  static var isOn: Bool { getenv("EXHAUSTIVE") != nil }
}
