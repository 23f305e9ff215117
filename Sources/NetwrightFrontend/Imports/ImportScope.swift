import NetwrightDiagnostics
import NetwrightTensor

/// Which names a file can see: its own and those of the files that it imports, directly or by way
/// of others. The spec itself is file 0 and sees all.
struct ImportScope: Sendable {
  private var numbers: [ObjectIdentifier: Int] = [:]
  /// What each file sees, by number, itself included.
  private var visible: [Set<Int>] = []

  /// The file of each dimension of a spec that imports.
  private var dimensions: [String: SourceFile] = [:]

  mutating func add(_ file: SourceFile) -> Int {
    numbers[ObjectIdentifier(file)] = visible.count
    visible.append([visible.count])
    return visible.count - 1
  }

  /// A file that is not known, such as the value of `--set`, counts as the spec.
  func number(of file: SourceFile) -> Int { numbers[ObjectIdentifier(file)] ?? 0 }

  mutating func show(_ imported: Int, to importer: Int) {
    visible[importer].formUnion(visible[imported])
  }

  mutating func define(dimension name: String, in file: SourceFile) { dimensions[name] = file }

  /// The size of a batch is seen everywhere.
  func sees(dimension name: String, from file: SourceFile) -> Bool {
    guard name != Dim.batchName, let other = dimensions[name] else { return true }
    return sees(other, from: file)
  }

  func sees(_ other: SourceFile, from file: SourceFile) -> Bool {
    let number = number(of: file)
    return number == 0 || visible[number].contains(self.number(of: other))
  }
}
