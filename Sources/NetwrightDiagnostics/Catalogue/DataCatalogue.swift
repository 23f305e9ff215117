/// E05xx: data sets and the files they are read from; from E0551 on, the `data` section of a spec.
enum DataCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0501", "cannot read data",
      "The operating system refused to open or read a data file; its reason is in the "
        + "message."),
    CatalogueEntry(
      "E0502", "data path not allowed",
      "Paths of data are relative to the data root, and may not leave it where it is "
        + "confined."),
    CatalogueEntry(
      "E0503", "malformed CSV",
      "The rows of a CSV file have the same number of cells; quotes are closed, and doubled "
        + "inside quotes (RFC 4180)."),
    CatalogueEntry(
      "E0504", "not a number",
      "A cell that a field reads as a number holds something else."),
    CatalogueEntry(
      "E0505", "missing value",
      "A cell that a field reads is empty. `missing: drop` leaves such rows out."),
    CatalogueEntry(
      "E0506", "malformed IDX",
      "The file does not have the form of MNIST files: magic number, sizes, then as many "
        + "bytes as they say."),
    CatalogueEntry(
      "E0507", "malformed compression",
      "A gzip file is damaged, or grows beyond what its content can be."),
    CatalogueEntry(
      "E0508", "no such column",
      "A field reads a column that the file does not have, or sizes that do not fit."),
    CatalogueEntry(
      "E0509", "class out of range",
      "A class index is negative or not below the number of classes."),
    CatalogueEntry(
      "E0510", "unknown category",
      "A cell holds a value that is not among the declared ones."),
    CatalogueEntry(
      "E0511", "split impossible",
      "The rows cannot be divided as the split says, for example because a part would be "
        + "smaller than one batch."),
    CatalogueEntry(
      "E0512", "statistics impossible",
      "Means and deviations cannot be fitted, or do not fit the data they are applied to."),
    CatalogueEntry(
      "E0551", "field does not fit its input",
      "The type that a field gives and the type that the input declares are not the same."),
    CatalogueEntry(
      "E0552", "input without a field",
      "Every input of the model takes the field of the same name, and there is none."),
    CatalogueEntry(
      "E0553", "target without a field",
      "A loss compares with a field of the data that feeds no input, or with an input. There is "
        + "none of this name."),
    CatalogueEntry(
      "E0554", "columns do not fit",
      "A field has as many columns as its type has elements; an `idx` source has no "
        + "columns."),
    CatalogueEntry(
      "E0555", "parts of the split",
      "Training, validation and test are shares of the rows and add up to 100%. A source "
        + "with test files of its own has no test share."),
    CatalogueEntry(
      "E0556", "cannot stratify",
      "Proportions can be kept of classes and categories, not of numbers."),
  ]
}
