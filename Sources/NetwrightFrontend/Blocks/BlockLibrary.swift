import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// The blocks of a spec, and what has been read of them.
///
/// A block is read once for each set of arguments and counted before anything is built from it, so
/// that blocks that double, repeat one another or contain themselves cost no more than their text.
final class BlockLibrary {
  static let maximumDepth = 64
  /// Entries read and uses bound, each different argument anew.
  private static let maximumWork = 2 * LayerListDecoder.maximumCount

  let decoder: Decoder
  private let scope: ImportScope
  /// All dimensions, and those that a file sees which is imported.
  private let dims: [String: Dim]
  private var dimsOfFiles: [ObjectIdentifier: [String: Dim]] = [:]
  /// The file of the block that is being read; `nil` outside of blocks.
  private var file: SourceFile?
  /// Those that can be used: nothing is wrong with their declaration.
  private var declarations: [String: BlockDeclaration] = [:]
  private var places: [String: Span] = [:]
  private var order: [BlockDeclaration] = []
  private var used: Set<String> = []
  /// Those that have been read, with whatever arguments.
  private var read: Set<String> = []
  /// What was read, by name and arguments; `nil` where nothing can be built from it.
  private var instances: [String: BlockInstance?] = [:]
  /// Blocks that are being read, outermost first.
  private var active: [String] = []
  private var work = 0
  /// Whether that has been reported; nothing is built then.
  private(set) var hasTooManyLayers = false

  init(_ node: SyntaxNode?, _ scope: ImportScope, _ decoder: Decoder) {
    self.decoder = decoder
    self.scope = scope
    dims = decoder.dims
    guard let node else { return }
    guard let entries = try? decoder.mapping(of: node, expecting: "a mapping of blocks") else {
      decoder.lacksBlocks = true
      return
    }
    for entry in entries where places[entry.name] == nil {
      places[entry.name] = entry.key.span
      guard let declaration = try? BlockDeclaration(entry, decoder) else { continue }
      order.append(declaration)
      if declaration.isSound { declarations[entry.name] = declaration }
    }
  }

  /// The blocks that can be named where something is being read.
  var names: [String] { order.filter(\.isSound).map(\.name).filter(has) }
  func has(_ name: String) -> Bool {
    guard let place = places[name] else { return false }
    return file.map { scope.sees(place.file, from: $0) } ?? true
  }

  /// The keys of a use of a block.
  func table(of name: String) -> KeyTable? {
    has(name) ? declarations[name]?.arguments : nil
  }

  /// The block of a name; throws where its declaration is wrong.
  func declaration(of name: String) throws(Poisoned) -> BlockDeclaration {
    used.insert(name)
    guard let declaration = declarations[name] else { throw Poisoned() }
    return declaration
  }

  /// A layer whose condition does not hold uses the block that it names all the same.
  func markUsed(_ value: SyntaxNode?, of keyword: String) {
    used.insert(keyword)
    guard keyword == RepeatUse.keyword,
      let block = value?.mapping?.first(where: { $0.name == "block" })?.value,
      let name = (block.mapping?.first?.key ?? block).scalar?.text
    else { return }
    used.insert(name)
  }

  /// Reports blocks of the spec that nothing uses; only for specs without other errors.
  func requireUse() {
    for block in order
    where !used.contains(block.name) && scope.number(of: block.span.file) == 0 {
      _ = decoder.report(
        Diagnostic("E0207", "the block `\(block.name)` is never used", at: block.span)
          .expected("a layer `- \(block.name)`").found("none").help("remove it"))
    }
    requireParameterUse()
  }

  /// Reports parameters of the blocks of this file that nothing within names.
  private func requireParameterUse() {
    for block in order where scope.number(of: block.span.file) == 0 {
      for parameter in block.unusedParameters {
        _ = decoder.report(
          Diagnostic(
            "E0207", "the parameter `\(parameter.name)` of `\(block.name)` is never used",
            at: parameter.span
          ).expected("a value within the block that names it").found("none")
            .help("remove it, or name it where its value is meant"))
      }
    }
  }

  /// Reads the blocks that nothing has read, to find what is wrong with them: with their defaults, or,
  /// in a spec with errors, whatever their parameters may be.
  func readOthers(withDefaults: Bool) {
    for block in order where !read.contains(block.name) {
      let given: [Given] = block.parameters.map { _ in withDefaults ? .fallback : .unknown }
      let use = UseTrail.Use(path: block.name, span: block.span, isDeclaration: true)
      _ = try? instance(of: block, given: given, use: use)
    }
    if !decoder.diagnostics.hasErrors { requireParameterUse() }
  }

  // MARK: Instances

  /// The block as a use with these arguments, read in the scope of the use, makes it. What depends
  /// on an argument that is missing or wrong is skipped silently.
  func instance(
    of block: BlockDeclaration, arguments: Arguments, use: UseTrail.Use
  ) throws(Poisoned) -> BlockInstance {
    let given = block.parameters.map { parameter -> Given in
      let argument = arguments.reading(parameter.key)
      guard argument.isSound else { return .unknown }
      return argument.value.map { .value($0) } ?? .fallback
    }
    return try instance(of: block, given: given, use: use)
  }

  /// What a use gives to a parameter.
  private enum Given {
    case value(BlockArgument)
    /// Nothing, so that the default holds; a parameter without one is not known then.
    case fallback
    /// Something is wrong with it.
    case unknown
  }

  /// - Parameter given: the argument for each parameter.
  private func instance(
    of block: BlockDeclaration, given: [Given], use: UseTrail.Use
  ) throws(Poisoned) -> BlockInstance {
    try requireNesting(of: block, at: use.span)
    try charge(1, at: use.span)
    read.insert(block.name)
    let outer = decoder.enter(BlockScope())
    let (outerFile, outerDims) = (file, decoder.dims)
    enter(block.span.file)
    decoder.trail.enter(use)
    active.append(block.name)
    defer {
      active.removeLast()
      decoder.trail.leave()
      _ = decoder.enter(BlockScope())
      (file, decoder.dims) = (outerFile, outerDims)
      _ = decoder.enter(outer)
    }
    let key = ([block.name] + bind(block, given)).joined(separator: " ")
    if let known = instances[key] {
      guard let known else { throw Poisoned() }
      return known
    }
    let instance = try? read(block, use)
    instances[key] = .some(instance)
    guard let instance else { throw Poisoned() }
    return instance
  }

  /// Makes the dimensions that a file sees the only ones.
  private func enter(_ next: SourceFile) {
    if (file.map { scope.number(of: $0) } ?? 0) != scope.number(of: next) {
      decoder.dims = dims(of: next)
    }
    file = next
  }

  private func dims(of file: SourceFile) -> [String: Dim] {
    if scope.number(of: file) == 0 { return dims }
    if let known = dimsOfFiles[ObjectIdentifier(file)] { return known }
    let seen = dims.filter { scope.sees(dimension: $0.key, from: file) }
    dimsOfFiles[ObjectIdentifier(file)] = seen
    return seen
  }

  /// Defines the parameters for the layers of the block, defaults filled in.
  ///
  /// - Returns: the values in the order of the declaration, `?` for one that is not known.
  private func bind(_ block: BlockDeclaration, _ given: [Given]) -> [String] {
    for name in block.faultyParameters { decoder.define(poisoned: name.text, at: name.span) }
    return zip(block.parameters, given).map { parameter, argument in
      guard let value = value(of: parameter, argument) else {
        decoder.define(poisoned: parameter.name, at: block.span)
        return "?"
      }
      decoder.define(parameter.name, dim: value.dim, node: value.node)
      return value.text
    }
  }

  private func value(of parameter: BlockParameter, _ given: Given) -> BlockArgument? {
    switch given {
    case .value(let argument): return argument
    case .unknown: return nil
    case .fallback:
      guard let fallback = parameter.fallback else { return nil }
      return try? ValueType<BlockArgument>.argument(parameter.kind).decode(fallback, decoder)
    }
  }

  private func read(
    _ block: BlockDeclaration, _ use: UseTrail.Use
  ) throws(Poisoned) -> BlockInstance {
    let inputs = block.inputs.flatMap { try? BlockInput.read($0, decoder) }
    guard let layers = block.layers else { throw Poisoned() }
    try charge(layers.sequence?.count ?? 0, at: use.span)
    var reader = LayerListDecoder(decoder, self)
    let entries = try reader.read(layers)
    guard let inputs else { throw Poisoned() }
    return BlockInstance(
      name: block.name, doc: block.doc, inputs: inputs, entries: entries, outputs: block.outputs,
      layerCount: reader.layerCount)
  }

  // MARK: Limits

  private func requireNesting(of block: BlockDeclaration, at span: Span) throws(Poisoned) {
    if let first = active.firstIndex(of: block.name) {
      let circle = active[first...] + [block.name]
      let shown = circle.prefix(8).map { "`\($0)`" } + (circle.count > 8 ? ["…"] : [])
      throw decoder.report(
        Diagnostic("E0210", "the block `\(block.name)` contains itself", at: span)
          .expected("a block from outside").found("`\(block.name)`")
          .label(block.span, "declared here").note(shown.joined(separator: " contains "))
          .help("repeat a block with `repeat: {times: …, block: …}`"))
    }
    guard active.count < Self.maximumDepth else {
      throw decoder.report(
        Diagnostic("E0211", "blocks are nested too deep", at: span)
          .expected("at most \(Self.maximumDepth) blocks within one another")
          .found("`\(block.name)` within \(active.count) others")
          .help("repeat a block with `repeat:` in place of blocks that hold one another"))
    }
  }

  /// Reported once: what is left of a model that is too large may be too large as well.
  func tooManyLayers(_ count: Int, at span: Span) -> Poisoned {
    if hasTooManyLayers { return Poisoned() }
    hasTooManyLayers = true
    return decoder.report(
      Diagnostic("E0211", "the blocks come to too many layers", at: span)
        .expected("at most \(LanguageLimits.layers) layers in all")
        .found("\(count.grouped) up to here, blocks expanded")
        .help("repeat less often, or take layers out of the blocks that are repeated"))
  }

  private func charge(_ count: Int, at span: Span) throws(Poisoned) {
    work += count
    guard work <= Self.maximumWork else {
      if hasTooManyLayers { throw Poisoned() }
      hasTooManyLayers = true
      throw decoder.report(
        Diagnostic("E0211", "the blocks come to too many different layers", at: span)
          .expected("at most \(LanguageLimits.layers) layers")
          .found("more than \(Self.maximumWork.grouped) uses and entries with different arguments"))
    }
  }
}
