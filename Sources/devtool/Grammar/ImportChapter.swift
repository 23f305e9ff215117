import NetwrightFrontend

/// Files that a spec imports.
enum ImportChapter: GrammarChapter {
  static let text = """
    ## Imports

    \(MarkdownText.table(ImportedFile.table))
    `imports: [blocks/residual.yaml]` makes the dimensions and blocks of other files visible, those of
    the files that they import as well. Paths are relative to the file that names them and end in
    `.yaml` or `.yml`; from standard input they start at the working folder. With `--root FOLDER`
    nothing outside of that folder is opened, and no symbolic link is followed.

    An imported file begins with `netwright: 1` and sees `batch`, its own names and those of its own
    imports, but nothing of the files that import it. A file that is imported twice is read once. No
    two dimensions and no two blocks of all the files have one name; circles are errors. At most
    1,000 files and 16 MiB, 64 files deep. `check` takes such a file too; the other commands take
    specs.

    """
}
