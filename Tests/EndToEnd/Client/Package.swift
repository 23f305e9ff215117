// swift-tools-version: 6.2
import PackageDescription

// Stands for a program of somebody else that predicts with an emitted package.
let package = Package(
  name: "Client",
  dependencies: [.package(path: "../../../generated/digits")],
  targets: [
    .executableTarget(
      name: "Client", dependencies: [.product(name: "Digits", package: "digits")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
