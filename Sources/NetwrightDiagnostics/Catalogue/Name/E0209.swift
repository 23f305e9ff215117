extension CatalogueEntry {
  static let e0209 = CatalogueEntry(
    "E0209", "override leads nowhere",
    "The path of `--set path=value` names keys of the spec, separated by dots, and "
      + "positions in lists, counted from 0. Only its last key may be new.",
    example: "netwright check lenet.yaml --set train.epoch.count=5",
    mended: "netwright check lenet.yaml --set train.epochs=5", form: .text)
}
