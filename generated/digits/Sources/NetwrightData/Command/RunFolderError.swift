import NetwrightRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a run cannot begin, or go on, in a folder.
enum RunFolderError: CodedError, Equatable {
  /// It holds a run, which may have taken hours.
  case holdsRun(String, files: [String])
  /// There is no checkpoint to go on from.
  case hasNoRun(String)

  var diagnosticCode: String {
    switch self {
    case .holdsRun: "E0711"
    case .hasNoRun: "E0712"
    }
  }

  var text: String {
    switch self {
    case .holdsRun(let folder, let files):
      let found = files.map { "`" + $0 + "`" }.joined(separator: " and ")
      return "`" + folder + "` holds a run already\n  expected: a folder without weights\n  found: "
        + found + "\n  help: `--resume` goes on with it, `--overwrite` replaces it, `--out` names "
        + "another folder"
    case .hasNoRun(let folder):
      return "there is no run to resume in `" + folder + "`\n  expected: a folder with "
        + "`checkpoint.safetensors`\n  found: none\n  help: leave `--resume` out to begin a run, or "
        + "name the folder of another with `--out`"
    }
  }
}

extension TrainingLoop.RunFolder {
  /// Throws where a run that resumes finds no checkpoint, or one that begins finds another.
  func require(resumes: Bool, overwrites: Bool) throws(RunFolderError) {
    let files: [String] = [checkpoint, weights]
    let found = files.filter { file in access(file, F_OK) == 0 }
    if resumes {
      guard found.contains(checkpoint) else { throw .hasNoRun(path) }
    } else if !overwrites, !found.isEmpty {
      throw .holdsRun(path, files: found.map { String($0.dropFirst(path.count + 1)) })
    }
  }
}
