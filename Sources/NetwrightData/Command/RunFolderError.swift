import NetwrightRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a run cannot begin, or go on, in a folder.
public enum RunFolderError: CodedError, Equatable {
  /// It holds a run, which may have taken hours.
  case holdsRun(String, files: [String])
  /// There is no checkpoint to go on from.
  case hasNoRun(String)

  public var diagnosticCode: String {
    switch self {
    case .holdsRun: "E0711"
    case .hasNoRun: "E0712"
    }
  }

  /// What is wrong with the folder, by the name that it is shown under.
  public func message(naming folder: String) -> String {
    switch self {
    case .holdsRun: "`" + folder + "` holds a run already"
    case .hasNoRun: "there is no run to resume in `" + folder + "`"
    }
  }

  public var expected: String {
    switch self {
    case .holdsRun: "a folder without weights"
    case .hasNoRun: "a folder with `checkpoint.safetensors`"
    }
  }

  public var found: String {
    switch self {
    case .holdsRun(_, let files): files.map { "`" + $0 + "`" }.joined(separator: " and ")
    case .hasNoRun: "none"
    }
  }

  public var help: String {
    switch self {
    case .holdsRun:
      "`--resume` goes on with it, `--overwrite` replaces it, `--out` names another folder"
    case .hasNoRun:
      "leave `--resume` out to begin a run, or name the folder of another with `--out`"
    }
  }

  public var text: String {
    let folder =
      switch self {
      case .holdsRun(let folder, _), .hasNoRun(let folder): folder
      }
    return message(naming: folder) + "\n  expected: " + expected + "\n  found: " + found
      + "\n  help: " + help
  }
}

extension TrainingLoop.RunFolder {
  /// Throws where a run that resumes finds no checkpoint, or one that begins finds another.
  public func require(resumes: Bool, overwrites: Bool) throws(RunFolderError) {
    let files: [String] = [checkpoint, weights]
    let found = files.filter { file in access(file, F_OK) == 0 }
    if resumes {
      guard found.contains(checkpoint) else { throw .hasNoRun(path) }
    } else if !overwrites, !found.isEmpty {
      throw .holdsRun(path, files: found.map { String($0.dropFirst(path.count + 1)) })
    }
  }
}
