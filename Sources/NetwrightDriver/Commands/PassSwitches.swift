import NetwrightDiagnostics
import NetwrightPasses

/// The passes that a command line leaves out.
package struct PassSwitches: Sendable {
  /// Why a list of names is wrong, in words.
  package struct Refusal: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  package static let none = PassSwitches(selection: .all)

  /// The passes that can be left out, in the order in which they run.
  package static var names: [String] { PassSelection.optionalNames }

  let selection: PassSelection

  private init(selection: PassSelection) { self.selection = selection }

  /// - Parameter lists: names of passes, several of them separated by commas.
  package init(without lists: [String]) throws(Refusal) {
    let names = lists.flatMap { $0.split(separator: ",").map(String.init) }
    do throws(PassSelection.Failure) { selection = try PassSelection(without: names) } catch {
      throw Refusal(description: Self.words(for: error))
    }
  }

  private static func words(for failure: PassSelection.Failure) -> String {
    switch failure {
    case .unknown(let name):
      let known = names
      let help = didYouMean(name, among: known) ?? "there are \(known.joined(separator: ", "))"
      return "there is no pass `\(VisibleText.of(name, limit: 64))`; \(help)"
    case .necessary(let name, let reason): return "`\(name)` cannot be left out: \(reason)"
    }
  }
}
