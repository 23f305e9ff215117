import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Reads the list of layers of a model or of a block, gives each its path, and counts them as they
/// will be after expansion.
struct LayerListDecoder {
  /// As deep as any network that was ever trained: Xiao et al., "Dynamical Isometry and a Mean Field
  /// Theory of CNNs", 2018.
  static let maximumCount = 10_000
  static let modifierTable = KeyTable(
    "a layer",
    [AnyKey(nameKey), AnyKey(outputKey), AnyKey(fromKey), AnyKey(whenKey)]
      + LayerSettingKeys.all)
  static let nameKey = Key(
    "name", .optional(ValueType<Name>.name), default: nil,
    doc: "Name of the layer's parameters; `dense_1` and so on otherwise. Repetitions are numbered.")
  static let outputKey = Key(
    "as", .optional(.list(ValueType<Name>.name, of: "a name or a list of names")), default: nil,
    doc: "Name of the result; of a block with several outputs a list of their names.")
  static let fromKey = Key(
    "from", .optional(.list(ValueType<Name>.name, of: "a name or a list of names")), default: nil,
    doc: "Inputs or named results to take instead of the result before.")
  static let whenKey = Key(
    "when", .optional(.node("a condition", form: .text)), default: nil,
    doc: "Whether the layer is there, as in `stride != 1` or `not bias`.")
  static let modifiers = modifierTable.names.sorted()

  let decoder: Decoder
  let library: BlockLibrary
  /// Layers read so far, blocks expanded.
  private(set) var layerCount = 0
  private var counts: [String: Int] = [:]
  /// Lowercased paths, for clashes that file names would have.
  private var paths: [String: Span] = [:]

  init(_ decoder: Decoder, _ library: BlockLibrary) {
    self.decoder = decoder
    self.library = library
  }

  mutating func read(_ node: SyntaxNode) throws(Poisoned) -> [LayerEntry] {
    let nodes = try decoder.sequence(of: node, expecting: "a list of layers")
    guard nodes.count <= Self.maximumCount else {
      throw decoder.report(
        Diagnostic(
          "E0109", "a model of \(nodes.count.grouped) layers is too large", at: node.useSpan
        )
        .expected("at most \(LanguageLimits.layers) layers").found(nodes.count.grouped))
    }
    guard !nodes.isEmpty else {
      throw decoder.report(
        Diagnostic("E0109", "a model needs at least one layer", at: node.useSpan)
          .expected("a list of layers").found("an empty list"))
    }
    var entries: [LayerEntry] = []
    entries.reserveCapacity(nodes.count)
    for node in nodes {
      guard let entry = read(layer: node) else { continue }
      try count(entry.layerCount, at: entry.span)
      entries.append(entry)
    }
    guard !entries.isEmpty else {
      throw decoder.report(
        Diagnostic("E0109", "the conditions leave no layer", at: node.useSpan)
          .expected("at least one layer").found("none whose `when` holds"))
    }
    return entries
  }

  /// Counts layers before anything is made of them.
  private mutating func count(_ layers: Int, at span: Span) throws(Poisoned) {
    try requireCount(layers, at: span)
    layerCount += layers
  }

  private func requireCount(_ layers: Int, at span: Span) throws(Poisoned) {
    // Neither number exceeds the square of the limit.
    guard layerCount + layers <= Self.maximumCount else {
      throw library.tooManyLayers(layerCount + layers, at: span)
    }
  }

  /// `nil` for a layer whose condition does not hold.
  private mutating func read(layer node: SyntaxNode) -> LayerEntry? {
    let chosen = node.mapping?.filter { !Self.modifiers.contains($0.name) } ?? []
    let keyNode = chosen.first?.key ?? node
    let keyword = keyNode.scalar?.text ?? ""
    let span = keyNode.scalar == nil ? node.useSpan : keyNode.useSpan
    let modifiers = modifiers(of: node)
    let condition = modifiers?.optional(Self.whenKey)
    let holds = condition.map { try? LayerCondition.holds($0, decoder) } ?? true
    if holds == false, chosen.count == 1, isKind(keyword) {
      library.markUsed(chosen.first?.value, of: keyword)
      return nil
    }
    let name = modifiers?.optional(Self.nameKey)
    var use = KindUse(keyword: keyword)
    do throws(Poisoned) {
      if node.mapping != nil, chosen.count != 1 { throw wrongCount(node, chosen) }
      if holds == nil { throw Poisoned() }
      try read(chosen.first?.value, of: node, name: name, at: span, into: &use)
    } catch {}
    if use.path.isEmpty {
      use.path =
        isKind(keyword) || name != nil
        ? claimPath(keyword: keyword, name: name, span: span) : keyword
    }
    let setting = modifiers.flatMap { try? LayerSettingKeys.setting($0, decoder) }
    let names = modifiers?.optional(Self.outputKey) ?? []
    let areFitting = (try? requireNames(names, of: use.body, path: use.path, at: span)) != nil
    return LayerEntry(
      body: areFitting ? use.body : .poisoned, keyword: use.keyword, path: use.path,
      outputNames: names, from: modifiers?.optional(Self.fromKey),
      setting: setting?.setting ?? ParameterSetting(), settingSpan: setting?.span, span: span,
      keys: chosen.first?.value)
  }

  /// What the kind of an entry and the value behind it come to.
  private struct KindUse {
    /// The kind; of a block that is repeated its name.
    var keyword: String
    /// Empty where nothing has claimed one yet.
    var path = ""
    var body = LayerEntry.Body.poisoned
  }

  /// Where it throws, what there is of `use` holds all the same.
  private mutating func read(
    _ value: SyntaxNode?, of node: SyntaxNode, name: Name?, at span: Span, into use: inout KindUse
  ) throws(Poisoned) {
    let keyword = use.keyword
    if keyword == RepeatUse.keyword {
      let repeated = try RepeatUse(value ?? node, at: span, library)
      use.keyword = repeated.block.name
      use.body = .blocks(try repetitions(repeated, name: name, last: &use.path))
      return
    }
    // What is no layer has no path: it would look like a second layer of a similar name.
    if isKind(keyword) { use.path = claimPath(keyword: keyword, name: name, span: span) }
    if library.has(keyword) {
      use.body = .blocks([try self.use(of: keyword, value, path: use.path, at: span)])
    } else {
      use.body = try layer(node, value, keyword: keyword, span: span)
    }
  }

  private func modifiers(of node: SyntaxNode) -> Arguments? {
    let entries = node.mapping?.filter { Self.modifiers.contains($0.name) } ?? []
    // Most layers stand alone; thousands of them need no defaults.
    guard !entries.isEmpty else { return nil }
    return Self.modifierTable.decode(entries: entries, at: node.useSpan, decoder)
  }

  // MARK: Blocks

  private func use(
    of name: String, _ value: SyntaxNode?, path: String, at span: Span
  ) throws(Poisoned) -> LayerEntry.Repetition {
    let block = try library.declaration(of: name)
    let arguments: Arguments
    if let value, !isBare(value, block.arguments) {
      arguments = try block.arguments.decode(value, at: span, decoder)
    } else {
      arguments = block.arguments.decodeEmpty(at: span, decoder)
    }
    let instance = try library.instance(
      of: block, arguments: arguments, use: UseTrail.Use(path: path, span: span))
    return LayerEntry.Repetition(path: path, instance: instance)
  }

  /// - Parameter last: the path of the last repetition that has one.
  private mutating func repetitions(
    _ use: RepeatUse, name: Name?, last: inout String
  ) throws(Poisoned) -> [LayerEntry.Repetition] {
    if let name { try decoder.requireNumberable(name) }
    let outer = decoder.scope
    defer { _ = decoder.enter(outer) }
    var result: [LayerEntry.Repetition] = []
    var layers = 0
    for number in 1...use.times {
      last = claimPath(
        keyword: name?.text ?? use.block.name, name: nil, span: name?.span ?? use.span)
      // Without anything that varies all repetitions are the same.
      var instance = use.varies ? nil : result.last?.instance
      if instance == nil {
        // Values of lists are read in the scope outside, in which the names before do not stand.
        if use.varies { _ = decoder.enter(outer) }
        try use.define(number, decoder)
        instance = try library.instance(
          of: use.block, arguments: try use.arguments(decoder),
          use: UseTrail.Use(path: last, span: use.span))
      }
      guard let instance else { throw Poisoned() }
      layers += instance.layerCount
      try requireCount(layers, at: use.timesSpan)
      result.append(LayerEntry.Repetition(path: last, instance: instance))
    }
    if let instance = result.last?.instance, instance.resultCount > instance.inputs.count,
      result.count > 1
    {
      throw decoder.report(
        Diagnostic("E0212", "`\(instance.name)` has more outputs than inputs", at: use.span)
          .expected("an input for each output").found("\(instance.inputs.count) inputs")
          .note("repeated, a block takes the results of the one before as its first inputs"))
    }
    return result
  }

  // MARK: Names

  /// A layer has one result; each of several outputs of a block needs a name.
  private func requireNames(
    _ names: [Name], of body: LayerEntry.Body, path: String, at span: Span
  ) throws(Poisoned) {
    let count: Int
    switch body {
    case .layer: count = 1
    case .blocks(let repetitions): count = repetitions.last?.instance.resultCount ?? 1
    case .poisoned: return
    }
    guard names.count != count, count > 1 || names.count > 1 else { return }
    let outputs = count == 1 ? "1 output" : "\(count) outputs"
    let found = names.isEmpty ? "no `as`" : "`as` names \(names.count)"
    throw decoder.report(
      Diagnostic(
        "E0212", "`\(path)` has \(outputs), but \(found)", at: names.last?.span ?? span
      ).expected(count == 1 ? "one name" : "\(count) names").found("\(names.count)")
        .help(count == 1 ? "name one result" : "name all of them: `as: [first, second]`"))
  }

  private mutating func claimPath(keyword: String, name: Name?, span: Span) -> String {
    let path: String
    if let name {
      path = name.text
    } else {
      counts[keyword, default: 0] += 1
      path = "\(keyword)_\(counts[keyword] ?? 1)"
    }
    let place = name?.span ?? span
    if let other = paths.updateValue(place, forKey: path.lowercased()) {
      _ = decoder.report(
        Diagnostic("E0202", "two layers have the name `\(path)`", at: place)
          .expected("different names, upper and lower case aside").found("`\(path)` twice")
          .label(other, "the other one").help("give one of them another `name:`"))
    }
    return path
  }
}
