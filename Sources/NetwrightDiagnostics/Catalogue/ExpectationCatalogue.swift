/// E06xx: expectations that a spec states and does not meet.
enum ExpectationCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0601", "other number of parameters",
      "The model has more or fewer parameters than `expect:` says. The labels show the "
        + "largest layers.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{dense: 3}]\n"
        + "expect: {parameters: 26}"),
    CatalogueEntry(
      "E0602", "output of another type",
      "An output has another type than `expect:` says.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{dense: 3, as: y}]\n"
        + "expect: {y: \"f32[batch, 4]\"}"),
    CatalogueEntry(
      "E0603", "nothing to expect",
      "`expect:` speaks of `parameters`, of outputs and of metrics; the name is none of "
        + "them.",
      example: "netwright: 1\n"
        + "name: x\n"
        + "dims: {batch: 4}\n"
        + "model:\n"
        + "  inputs: {x: \"f32[batch, 8]\"}\n"
        + "  layers: [{dense: 3, as: y}]\n"
        + "expect: {z: \"f32[batch, 3]\"}"),
    CatalogueEntry(
      "E0604", "metric not reached",
      "A metric did not reach after training what `expect:` says."),
  ]
}
