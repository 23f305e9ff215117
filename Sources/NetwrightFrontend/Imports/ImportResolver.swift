import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Reads what a spec imports, each file once, and joins all dimensions and blocks in one tree, in
/// which every part keeps its place in its own file.
struct ImportResolver {
  static let maximumFiles = 1_000
  static let maximumDepth = 64
  /// Entries of `imports:` in all files, so that many names of few files come to an end.
  static let maximumEntries = 10_000
  /// Bytes of all imported files.
  static let maximumBytes = SourceReader.standardLimit

  private static let dimsName = SpecSections.dimsKey.name
  private static let blocksName = SpecSections.blocksKey.name

  private struct Step {
    let identity: String
    let path: String
    /// Where the file is imported; `nil` for the spec.
    let span: Span?
  }

  private let reader: ImportReader
  private let decoder: Decoder
  private(set) var scope = ImportScope()
  /// Numbers of the files that are read, by identity; `nil` for one that is faulty.
  private var files: [String: Int?] = [:]
  private var bytes = 0
  private var entryCount = 0
  /// From the spec to the file that is being read.
  private var way: [Step] = []
  private var dims: [String: SyntaxEntry] = [:]
  private var blocks: [String: SyntaxEntry] = [:]
  private var joinedDims: [SyntaxEntry] = []
  private var joinedBlocks: [SyntaxEntry] = []
  private var isFull = false

  init(_ reader: ImportReader, _ decoder: Decoder) {
    self.reader = reader
    self.decoder = decoder
  }

  /// The spec with what it imports; what cannot be read is left out, and names of it that turn up are
  /// skipped silently.
  mutating func joined(_ root: SyntaxNode) -> SyntaxNode {
    let number = scope.add(root.span.file)
    guard let imports = root.entry(SpecSections.importsKey.name) else { return root }
    do throws(ReadFailure) {
      let start = try reader.start(root.span.file)
      files[start.identity] = .some(number)
      way = [Step(identity: start.identity, path: root.span.file.path, span: nil)]
      follow(imports.value, from: number, in: start.folder)
    } catch {
      decoder.diagnostics.add(error.diagnostic(at: imports.value.useSpan))
      lackNames()
    }
    collect(root, isSpec: true)
    requireSight()
    return replaced(root, imports)
  }

  /// What a file that cannot be read declares may be named anywhere.
  private func lackNames() {
    decoder.lacksDims = true
    decoder.lacksBlocks = true
  }

  private func replaced(_ root: SyntaxNode, _ imports: SyntaxEntry) -> SyntaxNode {
    var entries = root.mapping ?? []
    for (name, joined) in [(Self.dimsName, joinedDims), (Self.blocksName, joinedBlocks)] {
      if let index = entries.firstIndex(where: { $0.name == name }) {
        guard entries[index].value.mapping != nil else { continue }
        entries[index] = SyntaxEntry(
          key: entries[index].key, value: entries[index].value.with(entries: joined))
      } else if name == Self.blocksName, !joined.isEmpty {
        entries.append(
          SyntaxEntry(key: imports.key.spelled(name), value: imports.value.with(entries: joined)))
      }
    }
    return root.with(entries: entries)
  }

  // MARK: Files

  /// Reads all files of a list of imports.
  private mutating func follow(
    _ node: SyntaxNode, from importer: Int, in folder: ImportReader.Folder
  ) {
    let expected = "a path such as blocks/residual.yaml"
    for element in node.sequence ?? [node] where !isFull {
      guard let path = try? decoder.text(of: element, expecting: expected) else {
        lackNames()
        continue
      }
      do throws(ReadFailure) {
        if let number = try number(of: path, in: folder, at: element.useSpan) {
          scope.show(number, to: importer)
          continue
        }
      } catch { decoder.diagnostics.add(error.diagnostic(at: element.useSpan)) }
      lackNames()
    }
  }

  /// The number of a file, which is read where it is met first; `nil` where it is faulty.
  private mutating func number(
    of path: String, in folder: ImportReader.Folder, at span: Span
  ) throws(ReadFailure) -> Int? {
    entryCount += 1
    guard way.count <= Self.maximumDepth, files.count <= Self.maximumFiles,
      entryCount <= Self.maximumEntries
    else { return tooMany(at: span) }
    let place = try reader.place(path, in: folder)
    if let start = way.firstIndex(where: { $0.identity == place.identity }) {
      report(circle: way[start...], at: span)
      return nil
    }
    if let known = files[place.identity] { return known }
    files[place.identity] = .some(nil)
    let file = try reader.read(place)
    bytes += file.bytes.count
    guard bytes <= Self.maximumBytes else { return tooMany(at: span) }
    way.append(Step(identity: place.identity, path: file.path, span: span))
    defer { way.removeLast() }
    let number = number(of: file, in: place.folder, at: span)
    files[place.identity] = .some(number)
    return number
  }

  private mutating func number(
    of file: SourceFile, in folder: ImportReader.Folder, at span: Span
  ) -> Int? {
    guard ImportedFile.isMarked(file) else {
      decoder.diagnostics.add(
        Diagnostic("E0019", "`\(file.path)` is no file of Netwright", at: span)
          .expected("a file that begins with `netwright: 1`").found("another beginning")
          .help("shared files hold `netwright: 1`, then `doc`, `imports`, `dims` and `blocks`"))
      return nil
    }
    decoder.diagnostics.add(import: file, at: span)
    guard let root = parse(file, into: decoder.diagnostics) else { return nil }
    let own = [SpecSections.nameKey.name, SpecSections.modelKey.name]
    if own.allSatisfy({ root.entry($0) != nil }) {
      _ = decoder.report(
        Diagnostic("E0019", "`\(file.path)` is a whole spec, which nothing can import", at: span)
          .expected("a file that holds `doc`, `imports`, `dims` and `blocks` alone")
          .found("a spec with a model")
          .help("move the blocks that both need into a file of their own, and import that in both"))
      return nil
    }
    guard let arguments = try? ImportedFile.table.decode(root, at: root.span.beginning, decoder),
      (try? SpecSections.requireVersion(arguments, decoder)) != nil
    else { return nil }
    let number = scope.add(file)
    if let imports = root.entry(SpecSections.importsKey.name) {
      follow(imports.value, from: number, in: folder)
    }
    collect(root, isSpec: false)
    return number
  }

  // MARK: Names

  /// Takes over the dimensions and blocks of a file.
  private mutating func collect(_ root: SyntaxNode, isSpec: Bool) {
    for section in root.mapping ?? [] where [Self.dimsName, Self.blocksName].contains(section.name)
    {
      // What is no mapping of a spec is reported where the section is read.
      guard !isSpec || section.value.mapping != nil else { continue }
      guard
        let entries = try? decoder.mapping(
          of: section.value, expecting: "a mapping for `\(section.name)`")
      else {
        lackNames()
        continue
      }
      for entry in entries { add(entry, isSize: section.name == Self.dimsName, isSpec: isSpec) }
    }
  }

  private mutating func add(_ entry: SyntaxEntry, isSize: Bool, isSpec: Bool) {
    let span = entry.key.useSpan
    if isSize, !isSpec, entry.name == Dim.batchName {
      _ = decoder.report(
        Diagnostic("E0206", "the size of a batch belongs to the spec", at: span)
          .expected("any other name").found("`batch`")
          .help("remove it: `batch` can be named everywhere"))
      return
    }
    let known = isSize ? dims[entry.name] : blocks[entry.name]
    if let known, known.key.useSpan != span {
      let what = isSize ? "dimension" : "block"
      _ = decoder.report(
        Diagnostic("E0202", "the \(what) `\(entry.name)` is defined twice", at: span)
          .expected("different names in files that are used together")
          .found("`\(entry.name)` twice").label(known.key.useSpan, "the other one")
          .help("give one of them another name"))
      return
    }
    if isSize {
      dims[entry.name] = entry
      scope.define(dimension: entry.name, in: entry.key.span.file)
      joinedDims.append(entry)
    } else {
      blocks[entry.name] = entry
      joinedBlocks.append(entry)
    }
  }

  /// Reports dimensions that name those of files which their own does not import.
  private mutating func requireSight() {
    joinedDims.removeAll { entry in
      let unseen = Self.words(in: entry.value).filter { word in
        dims[word] != nil && word != entry.name
          && !scope.sees(dimension: word, from: entry.key.span.file)
      }
      for word in unseen {
        _ = decoder.report(
          Diagnostic("E0201", "there is no dimension `\(word)` here", at: entry.value.useSpan)
            .expected("dimensions of this file and of those it imports").found("`\(word)`")
            .label(dims[word]?.key.useSpan, "defined in a file that this one does not import"))
      }
      if !unseen.isEmpty { decoder.poison(dim: entry.name) }
      return !unseen.isEmpty
    }
  }

  /// The names in an expression, or in all scalars of a mapping or a list.
  private static func words(in node: SyntaxNode) -> [String] {
    if let entries = node.mapping { return entries.flatMap { words(in: $0.value) } }
    if let elements = node.sequence { return elements.flatMap { words(in: $0) } }
    return (node.scalar?.text ?? "").split { !($0.isLetter || $0.isNumber || $0 == "_") }
      .map(String.init)
  }

  // MARK: Limits

  private mutating func tooMany(at span: Span) -> Int? {
    isFull = true
    decoder.diagnostics.add(
      Diagnostic("E0021", "imports lead to too many files", at: span)
        .expected(
          "at most \(Self.maximumFiles) files, \(Self.maximumBytes >> 20) MiB, "
            + "\(Self.maximumDepth) files deep, \(Self.maximumEntries) imports"
        )
        .found("\(files.count) files, \(way.count - 1) deep, \(bytes) bytes up to here"))
    return nil
  }

  private func report(circle: ArraySlice<Step>, at span: Span) {
    let names = (circle.map(\.path) + [circle.first?.path ?? ""]).map { "`\($0)`" }
    let shown = names.prefix(8) + (names.count > 8 ? ["…"] : [])
    var finding = Diagnostic("E0020", "`\(circle.first?.path ?? "")` imports itself", at: span)
      .expected("a file from outside").found("one that is being read")
    for step in circle.dropFirst().suffix(4) {
      finding = finding.label(step.span, "imports `\(step.path)`")
    }
    decoder.diagnostics.add(
      finding.note(shown.joined(separator: " imports "))
        .help("move what both need into a file that both import"))
  }
}
