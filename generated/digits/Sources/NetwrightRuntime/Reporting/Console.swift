#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The standard streams, unbuffered. A reader that went away must not end a run, so programs call
/// `ignoreClosedPipes` first and failed writes are dropped.
public enum Console {
  public static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        systemWrite(
          descriptor, UnsafeRawBufferPointer(rebasing: buffer[done...]).baseAddress,
          bytes.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return }
      done += count
    }
  }

  public static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Columns of the terminal behind standard error; 80 when unknown.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }
}

private func systemWrite(
  _ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int
) -> Int {
  write(descriptor, start, count)
}
