// swift-tools-version: 6.2
import PackageDescription

// Folder = target = layer; a target imports only lower layers. `Tests/LayeringTests` holds every
// import against the table in Sources/README.md.

let strict: [SwiftSetting] = [.swiftLanguageMode(.v6)]

/// A release would check and half optimize each module twice, once for its interface alone: two
/// fifths of the processor time of the two modules that were measured.
let once: [SwiftSetting] =
  strict + [.unsafeFlags(["-no-emit-module-separately-wmo"], .when(configuration: .release))]

/// Register tiles are loops that LLVM has to unroll whole, or their sums lie in memory: for what calls
/// skeletons and should be fast, as in emitted packages (Sources/Decisions/0027).
let tiles: [SwiftSetting] = [.unsafeFlags(["-Xllvm", "-unroll-threshold=250"])]

func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], also settings: [SwiftSetting] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: once + settings)
}

/// What emitted packages may depend on, whose flags are their own.
func runtimeLibrary(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: testData[name] ?? [], swiftSettings: strict)
}

/// Cases and goldens that tests read from the source tree; they are not part of any bundle.
let testData: [String: [String]] = [
  "NetwrightDriverTests": ["Cases"],
  "NetwrightEmitterTests": ["Goldens"],
  "NetwrightFrontendTests": ["Cases", "ONNX/cases.txt", "ONNX/convert.py"],
  "NetwrightPassesTests": ["Cases"],
  "NetwrightSelfCheckTests": ["Corpus"],
]

/// A release of the command line holds its libraries: most of what a short command took was spent
/// on finding and binding them (Sources/Decisions/0021). NETWRIGHT_LINK=shared leaves them outside.
let selfContained: [LinkerSetting] =
  Context.environment["NETWRIGHT_LINK"] == "shared"
  ? []
  : [
    .unsafeFlags(
      [
        "-static-executable", "-use-ld=lld", "-Xlinker", "--gc-sections", "-Xlinker",
        "--strip-debug",
        // What the argument parser's part of Foundation needs, which is named by itself only where
        // it is shared.
        "-l_FoundationCShims", "-l_FoundationCollections",
      ], .when(platforms: [.linux], configuration: .release))
  ]

let package = Package(
  name: "netwright",
  products: [
    .executable(name: "netwright", targets: ["netwright"]),
    // What emitted packages use when they do not embed it.
    .library(name: "NetwrightKernels", targets: ["NetwrightKernels"]),
    .library(name: "NetwrightRuntime", targets: ["NetwrightRuntime"]),
    .library(name: "NetwrightData", targets: ["NetwrightData"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // Layer 0
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CNetwrightVector"),
    library("NetwrightDiagnostics"),
    library("NetwrightTensor"),
    library("NetwrightSwiftText"),
    runtimeLibrary("NetwrightRandom"),
    // Layer 1
    runtimeLibrary("NetwrightKernels", ["CNetwrightVector", "NetwrightRandom"]),
    runtimeLibrary("NetwrightSweeps", ["NetwrightRandom"]),
    library("NetwrightSyntax", ["CLibYAML", "NetwrightDiagnostics"]),
    library("NetwrightIR", ["NetwrightDiagnostics", "NetwrightTensor"]),
    // Layer 2
    runtimeLibrary("NetwrightRuntime", ["NetwrightRandom", "NetwrightSweeps"]),
    library(
      "NetwrightOps",
      ["NetwrightDiagnostics", "NetwrightTensor", "NetwrightKernels", "NetwrightIR"]),
    library("NetwrightSchema", ["NetwrightDiagnostics", "NetwrightTensor", "NetwrightSyntax"]),
    // Layer 3
    runtimeLibrary("NetwrightData", ["CZlib", "NetwrightRuntime"]),
    library("NetwrightProfile", ["NetwrightKernels", "NetwrightRuntime"]),
    library(
      "NetwrightLayers",
      [
        "NetwrightDiagnostics", "NetwrightTensor", "NetwrightSyntax", "NetwrightIR", "NetwrightOps",
        "NetwrightSchema",
      ]),
    // Layer 4
    library(
      "NetwrightFrontend",
      [
        "NetwrightDiagnostics", "NetwrightTensor", "NetwrightSyntax", "NetwrightIR", "NetwrightOps",
        "NetwrightSchema", "NetwrightLayers",
      ]),
    library(
      "NetwrightAutodiff",
      ["NetwrightDiagnostics", "NetwrightTensor", "NetwrightIR", "NetwrightOps"]),
    library(
      "NetwrightPasses",
      ["NetwrightDiagnostics", "NetwrightTensor", "NetwrightIR", "NetwrightOps"]),
    library(
      "NetwrightInterpreter",
      [
        "NetwrightDiagnostics", "NetwrightTensor", "NetwrightKernels", "NetwrightIR",
        "NetwrightOps",
      ]),
    // Layer 5
    library(
      "NetwrightSchedule",
      [
        "NetwrightDiagnostics", "NetwrightTensor", "NetwrightKernels", "NetwrightIR",
        "NetwrightOps",
      ]),
    // Layer 6
    library(
      "NetwrightEmitter",
      [
        "NetwrightDiagnostics", "NetwrightTensor", "NetwrightSwiftText", "NetwrightIR",
        "NetwrightSchedule",
      ]),
    library(
      "NetwrightPlanInterpreter",
      ["NetwrightTensor", "NetwrightKernels", "NetwrightIR", "NetwrightSchedule"], also: tiles),
    // Layer 7
    library(
      "NetwrightSelfCheck",
      [
        "NetwrightDiagnostics", "NetwrightTensor", "NetwrightIR", "NetwrightOps",
        "NetwrightPasses", "NetwrightInterpreter", "NetwrightSchedule",
        "NetwrightPlanInterpreter",
      ]),
    // Layer 8
    library(
      "NetwrightDriver",
      [
        "NetwrightDiagnostics", "NetwrightTensor", "NetwrightSyntax", "NetwrightIR",
        "NetwrightRuntime",
        "NetwrightData", "NetwrightOps", "NetwrightSchema", "NetwrightLayers", "NetwrightFrontend",
        "NetwrightAutodiff", "NetwrightPasses", "NetwrightInterpreter", "NetwrightSchedule",
        "NetwrightEmitter", "NetwrightPlanInterpreter", "NetwrightSelfCheck",
      ]),
    // Layer 9
    .executableTarget(
      name: "netwright",
      dependencies: [
        "NetwrightDriver", "NetwrightDiagnostics", "NetwrightFrontend",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: once, linkerSettings: selfContained),
    .executableTarget(
      name: "devtool",
      dependencies: [
        "NetwrightDiagnostics", "NetwrightTensor", "NetwrightKernels", "NetwrightRuntime",
        "NetwrightProfile", "NetwrightSchema", "NetwrightLayers", "NetwrightFrontend",
        "NetwrightDriver",
      ],
      swiftSettings: strict + tiles),
    // What several targets of tests share.
    .target(
      name: "RandomGraphs",
      dependencies: [
        "NetwrightTensor", "NetwrightIR", "NetwrightOps", "NetwrightAutodiff", "NetwrightPasses",
        "NetwrightSelfCheck",
      ],
      path: "Tests/RandomGraphs", swiftSettings: strict),
    tests("NetwrightKernelsTests", ["NetwrightKernels", "NetwrightRandom"]),
    tests("NetwrightDiagnosticsTests", ["NetwrightDiagnostics"]),
    tests("NetwrightSyntaxTests", ["NetwrightDiagnostics", "NetwrightSyntax"]),
    tests("NetwrightSweepsTests", ["NetwrightSweeps", "NetwrightRandom"]),
    tests("NetwrightRuntimeTests", ["NetwrightRuntime", "NetwrightRandom"]),
    tests("NetwrightDataTests", ["NetwrightData", "NetwrightRuntime", "CZlib"]),
    tests(
      "NetwrightOpsTests",
      [
        "NetwrightTensor", "NetwrightKernels", "NetwrightIR", "NetwrightOps", "NetwrightAutodiff",
        "NetwrightInterpreter", "NetwrightSyntax",
      ]),
    tests(
      "NetwrightFrontendTests",
      [
        "NetwrightDiagnostics", "NetwrightTensor", "NetwrightSyntax", "NetwrightIR", "NetwrightOps",
        "NetwrightSchema", "NetwrightLayers", "NetwrightFrontend", "NetwrightAutodiff",
        "NetwrightPasses", "NetwrightInterpreter",
      ]),
    tests(
      "NetwrightScheduleTests",
      [
        "NetwrightTensor", "NetwrightIR", "NetwrightOps", "NetwrightAutodiff", "NetwrightPasses",
        "NetwrightInterpreter", "NetwrightSchedule", "NetwrightPlanInterpreter",
      ]),
    tests(
      "NetwrightPlanInterpreterTests",
      [
        "NetwrightTensor", "NetwrightIR", "NetwrightSchedule", "NetwrightPlanInterpreter",
      ]),
    tests("LayeringTests", []),
    tests(
      "NetwrightDriverTests",
      [
        "NetwrightDiagnostics", "NetwrightSyntax", "NetwrightTensor", "NetwrightIR",
        "NetwrightLayers", "NetwrightFrontend", "NetwrightOps", "NetwrightPasses",
        "NetwrightSchedule", "NetwrightSelfCheck", "NetwrightDriver",
      ]),
    tests("NetwrightTensorTests", ["NetwrightTensor"]),
    tests("NetwrightSwiftTextTests", ["NetwrightSwiftText"]),
    tests(
      "NetwrightEmitterTests",
      [
        "NetwrightTensor", "NetwrightSwiftText", "NetwrightIR", "NetwrightOps",
        "NetwrightAutodiff", "NetwrightPasses", "NetwrightInterpreter", "NetwrightSchedule",
        "NetwrightEmitter", "NetwrightRuntime", "NetwrightSelfCheck", "RandomGraphs",
      ]),
    tests(
      "NetwrightInterpreterTests",
      ["NetwrightTensor", "NetwrightIR", "NetwrightOps", "NetwrightInterpreter"]),
    tests(
      "NetwrightPassesTests",
      [
        "NetwrightTensor", "NetwrightIR", "NetwrightOps", "NetwrightPasses",
        "NetwrightInterpreter", "NetwrightSelfCheck", "RandomGraphs",
      ]),
    tests(
      "NetwrightSelfCheckTests",
      [
        "NetwrightTensor", "NetwrightIR", "NetwrightOps", "NetwrightAutodiff", "NetwrightPasses",
        "NetwrightInterpreter", "NetwrightSchedule", "NetwrightPlanInterpreter",
        "NetwrightSelfCheck", "RandomGraphs",
      ]),
  ]
)
