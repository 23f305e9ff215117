#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

let usage = """
  usage: devtool regen [--check], in the folder of Package.swift
         devtool measure rates THREADS
         devtool measure contraction THREADS SIZE
         devtool stages SPEC...: how long each stage of the compiler takes, and the arena
  """
let arguments = Array(CommandLine.arguments.dropFirst())

/// Writes a line to standard error.
func complain(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(2, bytes, bytes.count)
}

/// Makes all generated files; with `checks`, reports those that are stale and writes nothing.
func regenerate(in tree: SourceTree, checks: Bool) throws -> Int32 {
  var files: [(path: String, text: String)] = []
  for registry in [
    Registry.ops, .layers, .losses, .optimizers, .metrics,
  ] {
    files.append((registry.target, registry.text(of: try tree.sources(below: registry.folder))))
  }
  let catalogue = try tree.sources(below: CatalogueRegistry.folder)
  files.append((CatalogueRegistry.target, CatalogueRegistry.text(of: catalogue)))
  files.append(("Grammar.md", GrammarWriter.text()))
  files += try EmbedRuntime.files(root: tree.root)
  var staleCount: Int32 = 0
  for file in files where (try? tree.read(file.path)) != file.text {
    staleCount += 1
    if checks {
      complain("\(file.path) is stale: run `devtool regen`")
    } else {
      try tree.write(file.text, to: file.path)
      print("wrote \(file.path)")
    }
  }
  return checks && staleCount > 0 ? 1 : 0
}

switch arguments {
case ["regen"], ["regen", "--check"]:
  do {
    exit(try regenerate(in: SourceTree(root: "."), checks: arguments.count > 1))
  } catch {
    complain("devtool: \(error)")
    exit(1)
  }
case _ where arguments.first == "measure":
  guard let figures = MeasureCommand.run(Array(arguments.dropFirst())) else { fallthrough }
  print(figures)
case _ where arguments.first == "stages" && arguments.count > 1:
  do {
    print(try StageReport.text(of: Array(arguments.dropFirst())), terminator: "")
  } catch {
    complain("devtool: \(error)")
    exit(1)
  }
default:
  complain(usage)
  exit(2)
}
