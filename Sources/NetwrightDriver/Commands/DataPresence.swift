import NetwrightDiagnostics
import NetwrightFrontend

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether the data files of a spec are there, for commands that read them: found missing before a
/// program is built that would find it out, and shown where the spec names them.
enum DataPresence {
  /// Files that cannot be read.
  ///
  /// - Parameter start: the folder that paths start from.
  static func findings(_ data: DataSection, from start: String) -> [Diagnostic] {
    data.paths.compactMap { path in
      let place = path.text.hasPrefix("/") || start == "." ? path.text : "\(start)/\(path.text)"
      return fault(of: place).map { reason in
        let shown = VisibleText.of(place)
        return Diagnostic("E0501", "cannot read the data `\(shown)`: \(reason)", at: path.span)
          .expected("a file that can be read").found(reason)
          .help(
            repair(of: place)
              ?? "paths of data start from the folder of the spec, or from that of `--data`")
      }
    }
  }

  private static func fault(of place: String) -> String? {
    var status = stat()
    guard !place.utf8.contains(0), stat(place, &status) == 0, access(place, R_OK) == 0 else {
      return place.utf8.contains(0) ? "no path contains a NUL" : String(cString: strerror(errno))
    }
    return status.st_mode & S_IFMT == S_IFREG ? nil : "this is not a regular file"
  }

  /// Which file of the same folder was meant.
  private static func repair(of place: String) -> String? {
    let slash = place.lastIndex(of: "/")
    let folder = slash.map { place[...$0] } ?? "./"
    let name = slash.map { place[place.index(after: $0)...] } ?? place[...]
    return didYouMean(
      String(name), among: SpecFiles.names(in: String(folder)).map { VisibleText.of($0) })
  }
}
