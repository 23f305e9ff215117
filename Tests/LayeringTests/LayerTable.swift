/// The tables of Sources/README.md: which target stands on which layer and what it may import.
struct LayerTable {
  /// What a target is part of.
  enum Kind: String {
    /// A C library or header.
    case c
    /// Copied into emitted packages.
    case runtime
    /// The compiler.
    case tool
  }

  struct Row {
    let layer: Int
    let target: String
    let kind: Kind
    let imports: [String]
  }

  struct Malformed: Error, Hashable {
    let line: String
  }

  let rows: [Row]
  /// Modules of the system that every target may import.
  let systemModules: [String]

  /// Reads rows of five cells (layer, target, kind, imports, role), and of two cells (module,
  /// use); headings and rules are passed over.
  init(markdown: String) throws(Malformed) {
    var (rows, modules) = ([Row](), [String]())
    for line in markdown.split(whereSeparator: \.isNewline) where line.hasPrefix("|") {
      let inner = line.dropFirst().dropLast()
      let cells = inner.split(separator: "|", omittingEmptySubsequences: false)
      let names = cells.map(Self.names)
      if cells.count == 2, names[0].count == 1 { modules += names[0] }
      if cells.count == 5, names[1].count == 1 {
        guard let layer = Int(Self.trimmed(cells[0])),
          let kind = Kind(rawValue: Self.trimmed(cells[2]))
        else { throw Malformed(line: String(line)) }
        rows.append(Row(layer: layer, target: names[1][0], kind: kind, imports: names[3]))
      }
    }
    self.rows = rows
    systemModules = modules
  }

  func row(of target: String) -> Row? { rows.first { $0.target == target } }

  /// What stands in backticks.
  private static func names(in cell: Substring) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  private static func trimmed(_ cell: Substring) -> String {
    cell.split(separator: " ").joined(separator: " ")
  }
}
