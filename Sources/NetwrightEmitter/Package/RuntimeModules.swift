/// Which modules of the runtime a package needs: what a program does not use is not compiled.
struct RuntimeModules {
  /// With what each imports, in an order in which every module comes after those.
  private static let all: [(name: String, dependencies: [String])] = [
    ("CZlib", []),
    ("CNetwrightVector", []),
    ("NetwrightRandom", []),
    // The kernels and the others do not need each other, so that they compile side by side.
    ("NetwrightKernels", ["CNetwrightVector", "NetwrightRandom"]),
    ("NetwrightSweeps", ["NetwrightRandom"]),
    ("NetwrightRuntime", ["NetwrightRandom", "NetwrightSweeps"]),
    ("NetwrightData", ["CZlib", "NetwrightRuntime"]),
    ("NetwrightProfile", ["NetwrightKernels", "NetwrightRuntime"]),
  ]

  /// What the model imports.
  let model: [String]
  /// What the executable imports beside the model.
  let executable: [String]
  private let embedsAllKernels: Bool

  init(_ request: EmissionRequest) {
    embedsAllKernels = request.embedsAllKernels
    var model = ["NetwrightKernels", "NetwrightRuntime"]
    // Fields are encoded for prediction as they are for training.
    if request.data != nil { model.insert("NetwrightData", at: 0) }
    if request.isProfiled { model.insert("NetwrightProfile", at: model.count - 1) }
    self.model = model
    if request.isProfiled {
      executable = ["NetwrightProfile"]
    } else {
      executable = (request.data == nil ? [] : ["NetwrightData"]) + ["NetwrightRuntime"]
    }
  }

  /// The modules to embed, each after those that it imports.
  var embedded: [(name: String, dependencies: [String])] {
    var needed = Set(model + executable)
    for module in Self.all.reversed() where needed.contains(module.name) {
      needed.formUnion(module.dependencies)
    }
    return Self.all.filter { needed.contains($0.name) }
  }

  /// The sources to embed in a package of `files`: those of its modules, and of the kernels what it
  /// uses.
  func sources(_ runtime: [EmittedFile], usedBy files: [EmittedFile]) -> [EmittedFile] {
    let names = embedded.map(\.name)
    var kernels: [EmittedFile] = []
    var others: [EmittedFile] = []
    for file in runtime {
      guard let name = names.first(where: { Self.isPart(file, of: $0) }) else { continue }
      if name == "NetwrightKernels" { kernels.append(file) } else { others.append(file) }
    }
    if embedsAllKernels { return kernels + others }
    let users = (files + others).filter { $0.imports("NetwrightKernels") }
    let used = UsedSources.paths(kernels, usedBy: users.map(\.text))
    return kernels.filter { used.contains($0.path) } + others
  }

  /// The modules to embed with those that their `sources` import.
  func dependencies(of sources: [EmittedFile]) -> [(name: String, dependencies: [String])] {
    embedded.map { module in
      let own = sources.filter { Self.isPart($0, of: module.name) }
      let used = module.dependencies.filter { dependency in
        own.contains { $0.imports(dependency) }
      }
      return (module.name, used)
    }
  }

  private static func isPart(_ file: EmittedFile, of module: String) -> Bool {
    file.path.utf8.starts(with: "Sources/\(module)/".utf8)
  }

  static func contains(_ name: String) -> Bool { all.contains { $0.name == name } }
}

extension EmittedFile {
  /// Whether a line of it imports a module.
  fileprivate func imports(_ module: String) -> Bool {
    let end = Array("import \(module)".utf8)
    return text.utf8.split(separator: UInt8(ascii: "\n")).contains {
      $0.count >= end.count && $0.suffix(end.count).elementsEqual(end)
    }
  }
}
