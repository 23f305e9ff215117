import NetwrightIR
import NetwrightSchedule

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

  /// The parts of the kernels' module that a skeleton calls and nothing else.
  private static let folders = ["Attention", "Convolution", "Gathering", "Pooling"]

  /// What the model imports.
  let model: [String]
  /// What the executable imports beside the model.
  let executable: [String]
  /// Folders of kernels that no kernel of the package calls. Nothing outside such a folder needs it.
  private let unused: [String]

  init(_ request: EmissionRequest) {
    let skeletons = request.plan.functions.compactMap { $0.kernel.skeleton }
    unused =
      request.embedsAllKernels
      ? [] : Self.folders.filter { !Set(skeletons.compactMap(\.folder)).contains($0) }
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
    let isUnused = unused.contains {
      path.utf8.starts(with: "Sources/NetwrightKernels/\($0)/".utf8)
    }
    if isUnused { return false }
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
  /// The folder of the kernels that carry it; `nil` for what every package has.
  fileprivate var folder: String? {
    switch self {
    case .attention, .attentionGradient: "Attention"
    case .convolution: "Convolution"
    case .gatherRows, .scatterAddRows: "Gathering"
    case .pool, .poolGradient: "Pooling"
    case .contraction, .packRight, .reduction, .assembly: nil
    }
  }
}
