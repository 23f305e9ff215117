/// E05xx: data sets and the files they are read from; from E0551 on, the `data` section of a spec.
enum DataCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0501", "cannot read data",
      "The operating system refused to open or read a data file; its reason is in the "
        + "message.",
      example: "source: {csv: data/iris.csv}     # the file is named Iris.csv",
      mended: "source: {csv: data/Iris.csv}", form: .text),
    CatalogueEntry(
      "E0502", "data path not allowed",
      "Paths of data are relative to the data folder. With `--root` they stay below it: no `..`, no "
        + "absolute path, no links.",
      example: "source: {csv: ../elsewhere/iris.csv}",
      mended: "netwright train spec.yaml --data ../elsewhere", form: .text),
    CatalogueEntry(
      "E0503", "malformed CSV",
      "The rows of a CSV file have the same number of cells; quotes are closed, and doubled "
        + "inside quotes (RFC 4180).",
      example: "length,width\n5.1,3.5,1.4",
      mended: "length,width\n5.1,3.5", form: .text),
    CatalogueEntry(
      "E0504", "not a number",
      "A cell that a field reads as a number holds something else.",
      example: "length,width\n5.1,wide",
      mended: "length,width\n5.1,3.5", form: .text),
    CatalogueEntry(
      "E0505", "missing value",
      "A cell that a field reads is empty. `missing: drop` leaves such rows out.",
      example: "length,width\n5.1,",
      mended: "length,width\n5.1,3.5\n# or `missing: drop` under `data:`", form: .text),
    CatalogueEntry(
      "E0506", "malformed IDX",
      "The file does not have the form of MNIST files: magic number, sizes, then as many "
        + "bytes as they say.",
      example: "source: {idx: {images: train-labels.gz, labels: train-images.gz}}",
      mended: "source: {idx: {images: train-images.gz, labels: train-labels.gz}}", form: .text),
    CatalogueEntry(
      "E0507", "malformed compression",
      "A gzip file is damaged, or grows beyond what its content can be.",
      example: "head -c 1000 data.csv.gz > part.csv.gz",
      mended: "gzip -c data.csv > data.csv.gz", form: .text),
    CatalogueEntry(
      "E0508", "no such column",
      "A field reads a column that the file does not have, or sizes that do not fit.",
      example: "length,width\n5.1,3.5\n# with the field `size: {number: [lenght]}`",
      mended: "length,width\n5.1,3.5\n# with the field `size: {number: [length]}`", form: .text),
    CatalogueEntry(
      "E0509", "class out of range",
      "A class index is negative or not below the number of classes.",
      example: "label\n3\n# with the field `label: {class: 3}`",
      mended: "label\n2\n# with the field `label: {class: 3}`", form: .text),
    CatalogueEntry(
      "E0510", "unknown category",
      "A cell holds a value that is not among the declared ones.",
      example: "site\nwest\n# with `{category: [north, south], column: site}`",
      mended: "site\nnorth\n# with `{category: [north, south], column: site}`", form: .text),
    CatalogueEntry(
      "E0511", "split impossible",
      "The rows cannot be divided as the split says, for example because a part would be "
        + "smaller than one batch.",
      example: "dims: {batch: 64}    # for 40 rows to train with",
      mended: "dims: {batch: 8}", form: .text),
    CatalogueEntry(
      "E0512", "statistics impossible",
      "Means and deviations cannot be fitted, or do not fit the data they are applied to.",
      example: "netwright evaluate runs/a --spec b.yaml    # b standardizes another field",
      mended: "netwright train b.yaml", form: .text),
    CatalogueEntry(
      "E0551", "field does not fit its input",
      "The type that a field gives and the type that the input declares are not the same.",
      example: ExampleSpec.data(input: "f32[batch, 3]"),
      mended: ExampleSpec.data()),
    CatalogueEntry(
      "E0552", "input without a field",
      "Every input of the model takes the field of the same name, and there is none.",
      example: ExampleSpec.data(field: "y: {columns: [length, width], tensor: \"f32[2]\"}"),
      mended: ExampleSpec.data()),
    CatalogueEntry(
      "E0553", "target without a field",
      "A loss compares with a field of the data that feeds no input, or with an input. There is "
        + "none of this name.",
      example: ExampleSpec.data(target: "labels"), mended: ExampleSpec.data()),
    CatalogueEntry(
      "E0554", "columns do not fit",
      "A field has as many columns as its type has elements; an `idx` source has no "
        + "columns.",
      example: ExampleSpec.data(field: "x: {columns: [length, width, height], tensor: \"f32[2]\"}"),
      mended: ExampleSpec.data()),
    CatalogueEntry(
      "E0555", "parts of the split",
      "Training, validation and test are shares of the rows and add up to 100%. A source "
        + "with test files of its own has no test share.",
      example: ExampleSpec.data(split: "  split: {train: 80%, validation: 30%}\n"),
      mended: ExampleSpec.data(split: "  split: {train: 80%, validation: 20%}\n")),
    CatalogueEntry(
      "E0556", "cannot stratify",
      "Proportions can be kept of classes and categories, not of numbers.",
      example: ExampleSpec.data(split: "  split: {train: 80%, test: 20%, stratify: x}\n"),
      mended: ExampleSpec.data(split: "  split: {train: 80%, test: 20%, stratify: label}\n")),
  ]
}
