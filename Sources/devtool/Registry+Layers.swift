/// The registries of what a spec can name.
extension Registry {
  static let layers = Registry(
    folder: "Sources/NetwrightLayers", protocols: ["Layer", "ActivationLayer"], element: "Layer",
    name: "layerRegistry", imports: [], documentation: "Every layer, by file name.")
  static let losses = Registry(
    folder: "Sources/NetwrightLayers", protocols: ["Loss"], element: "Loss",
    name: "lossRegistry", imports: [], documentation: "Every loss, by file name.")
  static let optimizers = Registry(
    folder: "Sources/NetwrightLayers", protocols: ["Optimizer"], element: "Optimizer",
    name: "optimizerRegistry", imports: [], documentation: "Every optimizer, by file name.")
  static let metrics = Registry(
    folder: "Sources/NetwrightLayers", protocols: ["MetricContract"], element: "MetricContract",
    name: "metricRegistry", imports: [], documentation: "Every metric, by file name.")
}
