// swift-tools-version: 6.2
import PackageDescription

// Apart from the root package, so that nothing else is built with the fuzzer's instrumentation. The
// targets are those of the root, through the link `Modules`: what is `package` there must be seen
// here. `Tests/Fuzz/run` builds and runs it; with ADDRESS=1 for AddressSanitizer as well.

let sanitizers =
  Context.environment["ADDRESS"] == "1" ? "-sanitize=fuzzer,address" : "-sanitize=fuzzer"
let instrumented: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .unsafeFlags([sanitizers, "-parse-as-library"]),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Modules/\(name)", swiftSettings: instrumented)
}

let frontend: [Target.Dependency] = [
  "NetwrightDiagnostics", "NetwrightTensor", "NetwrightSyntax", "NetwrightIR", "NetwrightOps",
  "NetwrightSchema", "NetwrightLayers",
]

let package = Package(
  name: "fuzz",
  targets: [
    .systemLibrary(
      name: "CLibYAML", path: "Modules/CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"])]),
    .target(name: "CNetwrightVector", path: "Modules/CNetwrightVector"),
    library("NetwrightDiagnostics"),
    library("NetwrightTensor"),
    library("NetwrightRandom"),
    library("NetwrightKernels", ["CNetwrightVector", "NetwrightRandom"]),
    library("NetwrightSyntax", ["CLibYAML", "NetwrightDiagnostics"]),
    library("NetwrightIR", ["NetwrightDiagnostics", "NetwrightTensor"]),
    library(
      "NetwrightOps",
      ["NetwrightDiagnostics", "NetwrightTensor", "NetwrightKernels", "NetwrightIR"]),
    library("NetwrightSchema", ["NetwrightDiagnostics", "NetwrightTensor", "NetwrightSyntax"]),
    library(
      "NetwrightLayers",
      [
        "NetwrightDiagnostics", "NetwrightTensor", "NetwrightSyntax", "NetwrightIR", "NetwrightOps",
        "NetwrightSchema",
      ]),
    library("NetwrightFrontend", frontend),
    library(
      "NetwrightInterpreter",
      [
        "NetwrightDiagnostics", "NetwrightTensor", "NetwrightKernels", "NetwrightIR",
        "NetwrightOps",
      ]),
    .executableTarget(
      name: "Fuzz", dependencies: frontend + ["NetwrightFrontend", "NetwrightInterpreter"],
      swiftSettings: instrumented, linkerSettings: [.unsafeFlags([sanitizers])]),
  ]
)
