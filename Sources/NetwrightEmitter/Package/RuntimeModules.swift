/// Which modules of the runtime a package needs: what a program does not use is not compiled.
struct RuntimeModules {
  /// With what each imports, in an order in which every module comes after those.
  private static let all: [(name: String, dependencies: [String])] = [
    ("CZlib", []),
    ("CNetwrightVector", []),
    ("NetwrightRandom", []),
    // These two do not need each other, so that they compile side by side.
    ("NetwrightKernels", ["CNetwrightVector", "NetwrightRandom"]),
    ("NetwrightRuntime", ["NetwrightRandom"]),
    ("NetwrightData", ["CZlib", "NetwrightRuntime"]),
    ("NetwrightProfile", ["NetwrightKernels", "NetwrightRuntime"]),
  ]

  /// What the model imports.
  let model: [String]
  /// What the executable imports beside the model.
  let executable: [String]

  init(_ request: EmissionRequest) {
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

  /// Whether a source of the runtime, by its path in the package, is part of these modules.
  func contains(_ path: String) -> Bool {
    embedded.contains { path.utf8.starts(with: "Sources/\($0.name)/".utf8) }
  }

  static func contains(_ name: String) -> Bool { all.contains { $0.name == name } }
}
