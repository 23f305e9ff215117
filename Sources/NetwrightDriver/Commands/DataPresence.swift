import NetwrightData
import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether the data files of a spec can be read, for commands that read them: what cannot is found
/// before a program is built that would find it out, and shown where the spec names it.
enum DataPresence {
  /// Files that cannot be read.
  ///
  /// - Parameter start: the folder that paths start from.
  static func findings(_ data: DataSection, from start: String) -> [Diagnostic] {
    data.paths.compactMap { path in
      let place = DataFolder(root: start).place(of: path.text)
      do throws(FileError) {
        _ = try FileHandle(reading: place)
        return nil
      } catch {
        return finding(place, error.reason, at: path.span)
          .help(
            error.code == ENOENT
              ? repair(of: place, isAbsolute: path.text.hasPrefix("/")) : nil)
      }
    }
  }

  /// A file that the system does not let us read.
  static func finding(_ path: String, _ reason: String, at span: Span) -> Diagnostic {
    Diagnostic("E0501", "cannot read the data `\(VisibleText.of(path))`: \(reason)", at: span)
      .expected("a file that can be read").found(reason)
  }

  /// Which file of the same folder was meant, or where paths start.
  private static func repair(of place: String, isAbsolute: Bool) -> String? {
    let slash = place.lastIndex(of: "/")
    let folder = slash.map { place[...$0] } ?? "./"
    let name = slash.map { place[place.index(after: $0)...] } ?? place[...]
    let neighbours = SpecFiles.names(in: String(folder)).map { VisibleText.of($0) }
    return didYouMean(String(name), among: neighbours)
      ?? (isAbsolute
        ? nil : "paths of data start from the folder of the spec, or from that of `--data`")
  }
}
