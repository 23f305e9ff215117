import Testing

@testable import NetwrightData

@Suite struct CSVTableTests {
  private func rows(
    _ text: String, _ columns: [String], delimiter: Character = ",", header: Bool = true
  ) throws(DataError) -> [[String]] {
    let table = try CSVTable(
      bytes: Array(text.utf8), path: "t.csv", delimiter: delimiter, header: header,
      columns: columns)
    return (0..<table.rows).map { row in columns.indices.map { table.text(row, $0) } }
  }

  @Test("quotes, doubled quotes, line breaks in cells, CRLF and a byte order mark")
  func quoting() throws {
    let text = "\u{FEFF}a,\"b \"\"q\"\"\"\r\n1,\"x, \"\"y\"\"\nz\"\r\n\"\",2"
    #expect(try rows(text, ["a", "b \"q\""]) == [["1", "x, \"y\"\nz"], ["", "2"]])
  }

  @Test("columns come in the wanted order, others are skipped, empty lines too")
  func columns() throws {
    #expect(try rows("a,b,c\n\n1,2,3\n\n4,5,6\n\n", ["c", "a"]) == [["3", "1"], ["6", "4"]])
    #expect(try rows("a\n1\n\n2\n", ["a"]) == [["1"], [""], ["2"]])
  }

  @Test("without a header positions name the columns; delimiters can be chosen")
  func positions() throws {
    #expect(try rows("1;2,5\n3;4\n", ["1"], delimiter: ";", header: false) == [["2,5"], ["4"]])
    #expect(try rows("1\t2", ["0", "1"], delimiter: "\t", header: false) == [["1", "2"]])
    #expect(try rows("a,b\n", ["a"]) == [])
  }

  @Test(
    "structural faults are reported at their place",
    arguments: [
      (
        "a,b\n1,2\n3\n",
        "error[E0503]: the row has another number of cells\n --> t.csv:3:1\n"
          + "  expected: 2 cells as in the first row\n  found: 1"
      ),
      (
        "a,b\n1,2,3\n",
        "error[E0503]: the row has another number of cells\n --> t.csv:2:1\n"
          + "  expected: 2 cells as in the first row\n  found: 3"
      ),
      ("a,b\n1,é\"\n2,\"x\ny", "error[E0503]: this quotation mark is never closed\n --> t.csv:3:3"),
      (
        "a,b\n\"1\"x,2",
        "error[E0503]: text follows a closing quotation mark\n --> t.csv:2:4\n"
          + "  help: write a quotation mark inside a quoted cell twice"
      ),
      (
        "a,b\né\r1,2",
        "error[E0503]: a carriage return stands without its line feed\n"
          + " --> t.csv:2:2"
      ),
      ("a,b\n1,\0", "error[E0503]: the file holds a NUL byte\n --> t.csv:2:3"),
      ("", "error[E0503]: the file is empty\n --> t.csv\n  expected: rows of cells"),
      (
        "b,c\n",
        "error[E0508]: there is no column `a`\n --> t.csv:1\n"
          + "  expected: one of the columns of the file\n  found: `b`, `c`"
      ),
      (
        "a,a\n",
        "error[E0508]: the column `a` occurs twice\n --> t.csv:1\n"
          + "  help: rename one of them"
      ),
    ])
  func faults(text: String, description: String) {
    do throws(DataError) {
      _ = try rows(text, ["a"])
      Issue.record("the table was accepted")
    } catch {
      #expect(error.description == description)
    }
  }

  @Test("a million columns are read and counted")
  func wide() throws {
    let line = String(repeating: "7,", count: 1_000_000) + "8\n"
    #expect(try rows(line + line, ["1000000"], header: false) == [["8"], ["8"]])
  }

  @Test("no delimiter that could be part of a cell's syntax", arguments: ["\"", "\n", "é", "\0"])
  func delimiters(delimiter: Character) {
    #expect(throws: DataError.self) { try rows("a", ["a"], delimiter: delimiter) }
  }
}
