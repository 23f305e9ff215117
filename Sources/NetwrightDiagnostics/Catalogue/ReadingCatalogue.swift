/// E00xx: from a path to a YAML tree.
enum ReadingCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0001", "cannot read file",
      "The operating system refused to open or read the file; its reason is in the message. "
        + "Check the path, which is relative to where the command runs, and the permissions.",
      example: "netwright check specs/lennet.yaml",
      mended: "netwright check specs/lenet.yaml", form: .text),
    CatalogueEntry(
      "E0002", "file too large",
      "A spec may have at most 16 MiB. Data and weights do not belong into a spec: name their "
        + "files instead.",
      example: "netwright check weights.yaml    # 20 MiB of numbers",
      mended: "netwright check model.yaml      # names the file of weights", form: .text),
    CatalogueEntry(
      "E0003", "not UTF-8",
      "A spec is UTF-8 text, with or without a byte order mark. Convert files in UTF-16, Latin-1 "
        + "or another encoding, for example with `iconv -t UTF-8`.",
      example: "netwright check spec.yaml       # saved as UTF-16",
      mended: "iconv -f UTF-16 -t UTF-8 spec.yaml | netwright check -", form: .text),
    CatalogueEntry(
      "E0004", "YAML syntax",
      "The text is not well-formed YAML 1.2. The place shown is where reading could not go on; "
        + "the cause is often just before it: an open quote or bracket, a tab, or an indentation "
        + "that fits no line above.",
      example: "netwright: 1\nname: example\ndims: {batch: 4\n",
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3")),
    CatalogueEntry(
      "E0005", "nesting too deep",
      "Lists and mappings may be nested 64 levels deep, counting what an alias stands for. "
        + "Use blocks to give parts of a large model names of their own.",
      example: String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3")),
    CatalogueEntry(
      "E0006", "duplicate key",
      "A mapping has the same key twice, so that one of the two values would be lost. Keys are the "
        + "same when their characters are, however these are encoded and quoted.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: 3", dims: "batch: 4, batch: 8"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", dims: "batch: 8")),
    CatalogueEntry(
      "E0007", "undefined alias",
      "An alias (`*name`) stands for the value marked with the anchor `&name` further up in the "
        + "same file. No such anchor comes before this alias.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: *width"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: &width 3", "dense: *width")),
    CatalogueEntry(
      "E0008", "too many values",
      "Aliases may stand for 100,000 values in all, since a few lines of aliases that contain "
        + "aliases could otherwise grow without bound. A file may have fewer than 500,000 values "
        + "and 10,000 anchors. Use blocks and `repeat:` for repetition.",
      example: "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        + "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
        + "# … and so on: each line is ten times the one before",
      mended: "- repeat: {times: 10, block: ten}", form: .text),
    CatalogueEntry(
      "E0009", "tag not allowed",
      "Only the core tags `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map` are "
        + "known, each on a value of its kind. The expected type decides how a value is read, so "
        + "tags are hardly ever needed.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: !width 3"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3")),
    CatalogueEntry(
      "E0010", "merge key not allowed",
      "The merge key `<<` of YAML 1.1 is not part of YAML 1.2 and hides where a value comes from. "
        + "Write the keys out, or define a block with parameters.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: &wide {units: 3}", "dense: {<<: *wide, bias: false}"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: {units: 3}", "dense: {units: 3, bias: false}")),
    CatalogueEntry(
      "E0011", "several documents",
      "A file holds one spec. Split the file where the line `---` begins the next document.",
      example: "netwright: 1\n---\nnetwright: 1\n",
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3")),
    CatalogueEntry(
      "E0012", "empty spec",
      "The file has no content besides comments and white space. `specs/digits.yaml` is "
        + "a whole spec to start from.",
      example: "# nothing here\n",
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3")),
    CatalogueEntry(
      "E0013", "not a regular file",
      "The path names a directory, a device, a pipe or a socket. Give a file, or `-` to read "
        + "standard input.",
      example: "netwright check /dev/sda",
      mended: "netwright check specs/lenet.yaml", form: .text),
    CatalogueEntry(
      "E0014", "forbidden character",
      "The text contains a control character, or a line separator (U+0085, U+2028, U+2029) that "
        + "some programs take for the end of a line and others do not. Remove it, or write it as "
        + "an escape such as `\\x07`, `\\N` or `\\L` in double quotes.",
      example: ExampleSpec.model("f32[batch, 8]", "dense: 3 # bell \u{7}"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3 # bell")),
    CatalogueEntry(
      "E0015", "recursive alias",
      "An alias stands inside the very value that its anchor marks, so that the value would "
        + "contain itself.",
      example: "netwright: 1\nlayers: &all [dense, *all]\n",
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3")),
    CatalogueEntry(
      "E0016", "key is not a scalar",
      "The keys of a mapping are names or other scalars; lists and mappings cannot be keys. A "
        + "missing quote before `[` or `{` is a common cause.",
      example: ExampleSpec.model("f32[batch, 8]", "{[dense, relu]: 3}"),
      mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", "relu")),
    CatalogueEntry(
      "E0017", "path leaves the root",
      "With `--root`, imports and data are read only beneath that folder: absolute paths, `..` out of "
        + "it and symbolic links are refused before anything is read, and so are data files with "
        + "other hard links.",
      example: "netwright check --root specs ../other/lenet.yaml",
      mended: "netwright check --root . specs/lenet.yaml", form: .text),
    CatalogueEntry(
      "E0018", "no spec found",
      "The folder holds no file that ends in `.yaml` or `.yml`.",
      example: "netwright check data/           # holds CSV files only",
      mended: "netwright check specs/", form: .text),
    CatalogueEntry(
      "E0019", "no file to import",
      "What a spec imports begins with `netwright: 1` and holds `doc`, `imports`, `dims` and "
        + "`blocks` only. Of any other file nothing is read or shown.",
      example: "imports: [other-model.yaml]    # a whole spec",
      mended: "imports: [blocks.yaml]         # `netwright: 1` and `blocks:`", form: .text),
    CatalogueEntry(
      "E0020", "imports in a circle",
      "A file cannot import itself, directly or by way of other files. What both need belongs in "
        + "a third file that both import.",
      example: "# a.yaml\nimports: [b.yaml]\n# b.yaml\nimports: [a.yaml]",
      mended: "# a.yaml\nimports: [common.yaml]\n# b.yaml\nimports: [common.yaml]", form: .text),
    CatalogueEntry(
      "E0021", "too many imports",
      "A spec and what it imports are at most 1,000 files and 16 MiB in all, which name one "
        + "another at most 10,000 times, and imports lead at most 64 files deep.",
      example: "imports: [part_1.yaml, part_2.yaml]    # and so on up to 1,001",
      mended: "imports: [parts.yaml]", form: .text),
  ]
}
