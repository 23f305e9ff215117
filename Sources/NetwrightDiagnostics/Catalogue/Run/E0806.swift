extension CatalogueEntry {
  static let e0806 = CatalogueEntry(
    "E0806", "metric does not fit the program",
    "A program was asked for a metric that it does not know or that its outputs have no place "
      + "for. `check` sees to it that no compiled spec does; plans that were changed by hand may.",
    example: "MetricPlan(name: \"auc\", output: 0, target: 1)",
    mended: "MetricPlan(name: \"accuracy\", output: 0, target: 1)", form: .text)
}
