/// E07xx: engines, toolchains and files that are written.
enum EngineCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0701", "a file cannot be written",
      "A file or folder of a run, a package or the cache could not be created, written or "
        + "renamed. What was there before is unchanged: files are written aside and renamed.",
      example: "netwright train spec.yaml --out /proc/run",
      mended: "netwright train spec.yaml --out runs/first", form: .text),
    CatalogueEntry(
      "E0702", "the emitted package does not build",
      "The Swift compiler failed on the package that the spec became. The note names the file "
        + "with its words. A full disk, a damaged toolchain and missing headers of zlib are the "
        + "usual causes; anything else is a fault of Netwright.",
      example: "netwright compile spec.yaml -o package    # without zlib1g-dev",
      mended: "apt install zlib1g-dev && netwright compile spec.yaml -o package", form: .text),
    CatalogueEntry(
      "E0703", "a program cannot be started",
      "The Swift toolchain or the compiled program could not be started.",
      example: "PATH= netwright train spec.yaml",
      mended: "netwright train spec.yaml --engine fast    # needs no toolchain", form: .text),
    CatalogueEntry(
      "E0704", "drift",
      "`compile --check` found files that differ from what the spec compiles to: the spec, the "
        + "tool or the files have changed. Compile without `--check` to renew them.",
      example: "netwright compile spec.yaml -o package --check",
      mended: "netwright compile spec.yaml -o package", form: .text),
    CatalogueEntry(
      "E0705", "nothing to train",
      "`train` needs the sections `data`, `loss` and `train`. `bench`, `selfcheck` and `replay` need "
        + "no data, but `loss` and `train`.",
      example: "netwright train spec.yaml    # has no `train` section",
      mended: "train: {epochs: 5, optimizer: adam}", form: .text),
    CatalogueEntry(
      "E0706", "not enough memory",
      "The planned memory of the program exceeds what this machine has free, or what the process "
        + "may use. Nothing was allocated.",
      example: "dims: {batch: 65536}",
      mended: "dims: {batch: 64}", form: .text),
    CatalogueEntry(
      "E0708", "only a compiled program can be profiled",
      "`bench --profile` builds the program with a clock behind every kernel, for which it needs "
        + "the Swift toolchain.",
      example: "netwright bench spec.yaml --profile --engine fast",
      mended: "netwright bench spec.yaml --profile", form: .text),
    CatalogueEntry(
      "E0709", "no such code",
      "`explain` takes a spec, or a code such as E0302 that a diagnostic began with.",
      example: "netwright explain E9999",
      mended: "netwright explain E0302", form: .text),
    CatalogueEntry(
      "E0710", "engines disagree",
      "`selfcheck` ran two training steps of the spec in every engine, and one of them gave "
        + "another loss, gradient or updated tensor than the unoptimized graph in double "
        + "precision, by more than rounding explains; or a gradient is not the slope of the loss. "
        + "This is a fault of Netwright. The diagnostic names the tensor and, where it can be "
        + "found, the pass or kernel to blame. Most passes may be left out until the fault is "
        + "mended: `--without PASS`.",
      example: "netwright selfcheck spec.yaml",
      mended: "netwright selfcheck spec.yaml --without fuse-kernels", form: .text),
    CatalogueEntry(
      "E0711", "the folder holds a run",
      "Training would replace the weights and the checkpoint of the run that is in the folder, which "
        + "may have taken hours. Say whether it goes on (`--resume`), is lost (`--overwrite`), or "
        + "stays beside the new one, which then needs a folder of its own (`--out`).",
      example: "netwright train spec.yaml --out runs/first    # a second time",
      mended: "netwright train spec.yaml --out runs/second", form: .text),
    CatalogueEntry(
      "E0712", "no run to resume",
      "`--resume` goes on from `checkpoint.safetensors` in the run folder, and there is none: the "
        + "folder is another, or no run there came as far as a checkpoint.",
      example: "netwright train spec.yaml --out runs/first --resume    # before any run",
      mended: "netwright train spec.yaml --out runs/first", form: .text),
    CatalogueEntry(
      "E0720", "cannot be laid out anew",
      "`format` changes how a spec looks and nothing else: afterwards it means the same and has "
        + "the same comments. Explicit keys (`? key`), directives (`%YAML`) and some uncommon "
        + "indentations of texts have no place in canonical layout. The file is as it was.",
      example: "? name\n: digits", mended: "name: digits", form: .text),
  ]
}
