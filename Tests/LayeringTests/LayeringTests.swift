import Testing

/// SwiftPM lets a target import what its dependencies depend on; these tests do not.
@Suite struct LayeringTests {
  private let package = SourceFolder.package
  private let table: LayerTable

  init() throws {
    table = try LayerTable(markdown: package.text(of: "Sources/README.md"))
  }

  @Test("the table has one row for each folder of sources, and no other")
  func tableIsComplete() throws {
    let folders = try package.folders(in: "Sources").filter { $0 != "Decisions" }
    #expect(table.rows.map(\.target).sorted() == folders)
  }

  @Test("the table lets a target import lower layers only")
  func tableDescends() {
    var faults: [String] = []
    for row in table.rows {
      for name in row.imports {
        guard let imported = table.row(of: name), imported.layer >= row.layer else { continue }
        faults.append("\(row.target) (\(row.layer)) imports \(name) (\(imported.layer))")
      }
    }
    #expect(faults == [])
  }

  @Test("sources import what the table lets them import, and no Foundation")
  func importsAreAllowed() throws {
    var faults: [String] = []
    for row in table.rows {
      let allowed = Set(row.imports + table.systemModules)
      for file in try package.files(below: "Sources/\(row.target)", ending: ".swift") {
        for module in ImportScanner.modules(in: try package.text(of: file))
        where !allowed.contains(module) {
          faults.append("\(file) imports \(module)")
        }
      }
    }
    #expect(faults == [])
    #expect(!table.systemModules.contains { $0.hasPrefix("Foundation") })
  }

  @Test("what emitted packages contain imports nothing of the compiler")
  func runtimeStandsAlone() {
    var faults: [String] = []
    for row in table.rows where row.kind == .runtime {
      for name in row.imports where (table.row(of: name)?.kind ?? .tool) == .tool {
        faults.append("\(row.target) imports \(name)")
      }
    }
    #expect(faults == [])
    #expect(table.rows.contains { $0.kind == .runtime })
  }

  @Test("modules from outside are imported by the command line alone")
  func packagesStayAtTheTop() {
    let outside = table.rows.filter { row in
      row.imports.contains { table.row(of: $0) == nil }
    }
    #expect(outside.map(\.target) == ["netwright"])
  }
}

@Suite struct ImportScannerTests {
  @Test("imports are found behind attributes, access levels and kinds")
  func spellings() {
    let text = """
      @_exported import A
      package import B
      import struct C.Thing
        import D.Sub; import E // import F
      @testable private import G
      """
    #expect(ImportScanner.modules(in: text) == ["A", "B", "C", "D", "E", "G"])
  }

  @Test("comments and strings import nothing")
  func noImports() {
    let text = ##"""
      // import A
      /* import B
         /* import C */
      import D */ let importing = "import E // \" "
      let text = #"""
      import F
      """ import G
      """#
      import H
      """##
    #expect(ImportScanner.modules(in: text) == ["H"])
  }

  @Test("an empty file, a bare word and one without an end import nothing")
  func edges() {
    #expect(ImportScanner.modules(in: "") == [])
    #expect(ImportScanner.modules(in: "import") == [])
    #expect(ImportScanner.modules(in: "/* import A") == [])
    #expect(ImportScanner.modules(in: "let text = \"\"\"\nimport A") == [])
  }
}

@Suite struct LayerTableTests {
  @Test("a table is read by its cells; prose and rules are passed over")
  func reads() throws {
    let table = try LayerTable(
      markdown: """
        Prose with `names`.

        | layer | target | kind | may import | role |
        |---|---|---|---|---|
        | 0 | `A` | c | | a header |
        | 1 | `B` | runtime | `A`, `Outside` | more |

        | module | use |
        |---|---|
        | `Glibc` | the system's calls |
        """)
    #expect(table.rows.map(\.target) == ["A", "B"])
    #expect(table.rows.map(\.layer) == [0, 1])
    #expect(table.rows.map(\.kind) == [.c, .runtime])
    #expect(table.rows.map(\.imports) == [[], ["A", "Outside"]])
    #expect(table.systemModules == ["Glibc"])
  }

  @Test("a row without a layer or of an unknown kind is refused")
  func malformed() {
    #expect(throws: LayerTable.Malformed(line: "| x | `A` | c | | y |")) {
      try LayerTable(markdown: "| x | `A` | c | | y |")
    }
    #expect(throws: LayerTable.Malformed(line: "| 1 | `A` | other | | y |")) {
      try LayerTable(markdown: "| 1 | `A` | other | | y |")
    }
  }
}
