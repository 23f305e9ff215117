import NetwrightIR
import NetwrightSchedule

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
  /// Whether the kernels of attention are among those of the package: they are compiled where they
  /// stand, at half the cost of the module, and not where they are called.
  private let hasAttention: Bool

  init(_ request: EmissionRequest) {
    hasAttention =
      request.embedsAllKernels
      || request.plan.functions.contains { $0.kernel.skeleton?.isAttention ?? false }
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
    if !hasAttention, path.utf8.starts(with: "Sources/NetwrightKernels/Attention/".utf8) {
      return false
    }
    return embedded.contains { path.utf8.starts(with: "Sources/\($0.name)/".utf8) }
  }

  static func contains(_ name: String) -> Bool { all.contains { $0.name == name } }
}

extension Kernel {
  /// The skeleton that carries it, where it is more than loops.
  fileprivate var skeleton: Skeleton? {
    switch form {
    case .loops: nil
    case .skeleton(let skeleton, _, _), .whole(let skeleton, _, _): skeleton
    }
  }
}

extension Skeleton {
  fileprivate var isAttention: Bool {
    switch self {
    case .attention, .attentionGradient: true
    default: false
    }
  }
}
