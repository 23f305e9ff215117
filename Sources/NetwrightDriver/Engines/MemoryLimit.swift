import NetwrightDiagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Refuses programs that this machine cannot hold, before anything is allocated.
enum MemoryLimit {
  struct Exceeded: Error {
    let bytes: Int
    let available: Int
    /// Whether `--max-memory` says so, and not the machine.
    let isChosen: Bool

    var diagnostic: Diagnostic {
      let allows = isChosen ? "allowed" : "free"
      // Exact where a rounded figure would not tell them apart.
      let isClose = Quantity.bytes(bytes) == Quantity.bytes(available)
      let needed = isClose ? "\(bytes.grouped) B" : Quantity.bytes(bytes)
      let limit = isClose ? "\(available.grouped) B" : Quantity.bytes(available)
      return Diagnostic(
        "E0706",
        "the program needs \(needed), \(limit) are \(allows)",
        at: isChosen ? CommandLinePlace.span(of: "--max-memory") : nil
      )
      .expected("at most \(limit)").found(needed)
      .help(
        "use a smaller batch, narrower layers or fewer threads; `summary` shows what is planned for 2 "
          + "threads"
      )
    }
  }

  /// - Parameter chosen: what the user allows, in bytes.
  static func require(bytes: Int, chosen: Int? = nil) throws(Exceeded) {
    if let chosen, bytes > chosen {
      throw Exceeded(bytes: bytes, available: chosen, isChosen: true)
    }
    let available = min(freeMemory ?? .max, addressSpace ?? .max)
    if bytes > available { throw Exceeded(bytes: bytes, available: available, isChosen: false) }
  }

  /// What the kernel thinks can be had without swapping, in bytes.
  private static var freeMemory: Int? {
    guard let file = fopen("/proc/meminfo", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard text.hasPrefix("MemAvailable:") else { continue }
      return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
    }
    return nil
  }

  /// The limit on this process, in bytes.
  private static var addressSpace: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
    return Int(exactly: limit.rlim_cur)
  }
}
