import NetwrightSchedule

extension Emitter {
  /// The name of the executable that the package of a plan builds.
  package static func executableName(of plan: ProgramPlan) -> String {
    PackageNames(plan).executable
  }
}
