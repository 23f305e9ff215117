import NetwrightDiagnostics

/// Brings a spec into the canonical layout. What the text means and all its comments stay; where
/// that cannot be, it is refused and nothing is changed.
package enum SpecFormatter {
  /// The text in canonical layout; `nil` where something has been reported.
  ///
  /// - Parameter order: the keys of the top level in the order they are to have. Files with anchors
  ///   keep theirs, since an alias follows its anchor.
  package static func format(
    _ file: SourceFile, order: [String], into diagnostics: DiagnosticBag
  ) -> String? {
    let errorsBefore = diagnostics.errorCount
    guard let root = parse(file, into: diagnostics), diagnostics.errorCount == errorsBefore else {
      return nil
    }
    var reader = CommentReader(file)
    let text: String
    do throws(CommentReader.Refusal) {
      text = CanonicalLayout.text(of: try reader.read(root), order: order)
    } catch {
      diagnostics.add(refusal(error.what, at: place(error.offset, file)))
      return nil
    }
    guard let loss = loss(from: root, reader.comments, text) else { return text }
    diagnostics.add(refusal(loss.what, at: loss.span))
    return nil
  }

  private static func place(_ offset: Int, _ file: SourceFile) -> Span {
    SourceCursor(file: file).character(at: offset)
  }

  private static func refusal(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic("E0720", "canonical layout cannot keep \(what)", at: span)
      .expected("text that can be laid out anew without losing anything").found(what)
      .help("write it in a plainer way; the file is as it was")
  }

  /// What the new text has lost: never anything, as far as is known.
  private static func loss(
    from root: SyntaxNode, _ comments: [String], _ text: String
  ) -> (what: String, span: Span)? {
    let file = SourceFile(path: "canonical", text: text)
    guard let again = parse(file, into: DiagnosticBag()) else {
      return ("the form of this file", root.span.beginning)
    }
    if let place = difference(root, again, isTopLevel: true) {
      return ("the form of this value", place.useSpan)
    }
    var reader = CommentReader(file)
    do throws(CommentReader.Refusal) { _ = try reader.read(again) } catch {
      return (error.what, root.span.beginning)
    }
    guard reader.comments.sorted() == comments.sorted() else {
      return ("the comments of this file", root.span.beginning)
    }
    return nil
  }

  /// The first value that another text has not, or has in another form.
  private static func difference(
    _ old: SyntaxNode, _ new: SyntaxNode, isTopLevel: Bool = false
  ) -> SyntaxNode? {
    guard old.tag == new.tag, old.aliasSpan?.text == new.aliasSpan?.text else { return old }
    if old.aliasSpan != nil { return nil }
    switch (old.kind, new.kind) {
    case (.scalar(let left), .scalar(let right)):
      let isPlain = left.style == .plain
      return left.text == right.text && isPlain == (right.style == .plain) ? nil : old
    case (.sequence(let left), .sequence(let right)):
      guard left.count == right.count else { return old }
      for (left, right) in zip(left, right) {
        if let place = difference(left, right) { return place }
      }
      return nil
    case (.mapping(let left), .mapping(let right)):
      guard left.count == right.count else { return old }
      // Keys are given once, or the file would not have been read.
      let places: [String: Int] =
        isTopLevel
        ? Dictionary(
          right.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first }) : [:]
      for (index, entry) in left.enumerated() {
        let other = isTopLevel ? places[entry.name].map { right[$0] } : right[index]
        guard let other, difference(entry.key, other.key) == nil else { return entry.key }
        if let place = difference(entry.value, other.value) { return place }
      }
      return nil
    default: return old
    }
  }
}
