import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The wish to stop after the current step: Ctrl-C or a polite kill.
public enum Interruption {
  private static let flag = Atomic<Bool>(false)

  /// The exit status of an interrupted run.
  public static let exitStatus: Int32 = 130

  public static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Turns SIGINT and SIGTERM into the flag. A second signal ends the process at once.
  public static func install() {
    // The first access initializes the flag here, since a handler may only touch what exists.
    flag.store(false, ordering: .relaxed)
    signal(SIGINT, handle)
    signal(SIGTERM, handle)
  }

  public static func request() { flag.store(true, ordering: .relaxed) }

  /// Only async-signal-safe work: `signal` and an atomic store.
  private static let handle: @convention(c) (Int32) -> Void = { number in
    Interruption.request()
    signal(number, SIG_DFL)
  }
}
