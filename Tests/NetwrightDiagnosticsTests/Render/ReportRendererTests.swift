import NetwrightDiagnostics
import Testing

/// The renderers that other programs read, on a spec that tries to break out of its report.
@Suite struct ReportRendererTests {
  let file = SourceFile(path: "a:b,c%]]>\u{1B}.yaml", text: "x: 1\ny: 2\n")

  var diagnostic: Diagnostic {
    Diagnostic("E0101", "bad\n::error::x%0A<&\"]]>\u{7}", at: Span(file: file, start: 0, end: 1))
      .label(Span(file: file, start: 5, end: 6), "there").help("help, please")
  }

  @Test("a workflow command is one line and cannot begin another")
  func gitHub() {
    let nowhere = Diagnostic("E0001", "m", at: nil, severity: .note)
    #expect(
      GitHubRenderer().render([diagnostic, nowhere]) == """
        ::error file=a%3Ab%2Cc%25]]>\\u{1B}.yaml,line=1,endLine=1,col=1,endColumn=2,title=E0101\
        ::bad\\n::error::x%250A<&"]]>\\u{7}%0Ahelp: help, please
        ::notice title=E0001::m

        """)
  }

  @Test("a JUnit report escapes markup and counts files")
  func jUnit() {
    #expect(
      JUnitRenderer().render([diagnostic], files: ["ok.yaml"]) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
        <testsuite name="netwright check" tests="2" failures="1">
        <testcase classname="netwright" name="ok.yaml"/>
        <testcase classname="netwright" name="a:b,c%]]&gt;\\u{1B}.yaml">
        <failure type="E0101" message="bad\\n::error::x%0A&lt;&amp;&quot;]]&gt;\\u{7}">\
        error[E0101]: bad\\n::error::x%0A&lt;&amp;&quot;]]&gt;\\u{7}
         --&gt; a:b,c%]]&gt;\\u{1B}.yaml:1:1
          |
        1 | x: 1
          | ^
        2 | y: 2
          | - there
          = help: help, please

        </failure>
        </testcase>
        </testsuite>
        </testsuites>

        """)
  }

  @Test("a SARIF log has the tool, the rules that were broken, every place, and the fix")
  func sarif() {
    let artifact =
      #""artifactLocation":{"uri":"a%3Ab%2Cc%25%5D%5D%3E%1B.yaml","uriBaseId":"%SRCROOT%"}"#
    let place = #"{"physicalLocation":{"# + artifact + #","region":"#
    let explanation = DiagnosticCatalogue.entry(for: "E0101")?.explanation ?? ""
    let help = explanation + "\n\nMore: netwright explain E0101"
    let found = diagnostic.replacing(Span(file: file, start: 3, end: 4), with: "2")
    #expect(
      SARIFRenderer(version: "1.2.3").render([found]).text()
        == #"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","#
        + #""runs":[{"tool":{"driver":{"name":"netwright","version":"1.2.3","#
        + #""semanticVersion":"1.2.3","rules":[{"#
        + #""id":"E0101","shortDescription":{"text":"unknown key"},"fullDescription":{"text":"#
        + JSONText.string(explanation) + #"},"help":{"text":"# + JSONText.string(help) + #"}}]}},"#
        + #""invocations":[{"executionSuccessful":true}],"originalUriBaseIds":{"%SRCROOT%":"#
        + #"{"description":{"text":"The root of the repository."}}},"#
        + #""columnKind":"unicodeCodePoints","results":[{"ruleId":"E0101","ruleIndex":0,"#
        + #""level":"error","#
        + #""message":{"text":"bad\n::error::x%0A<&\"]]>\u0007\nhelp, please"},"#
        + #""locations":["# + place
        + #"{"startLine":1,"startColumn":1,"endLine":1,"endColumn":2}}}],"#
        + #""relatedLocations":[{"id":0,"# + place.dropFirst()
        + #"{"startLine":2,"startColumn":1,"endLine":2,"endColumn":2}},"#
        + #""message":{"text":"there"}}],"#
        + #""partialFingerprints":{"netwrightFinding/v1":"160dc1a8bfa94a94"},"#
        + #""fixes":[{"description":{"text":"the change that mends it"},"artifactChanges":[{"#
        + artifact + #","replacements":[{"deletedRegion":"#
        + #"{"startLine":1,"startColumn":4,"endLine":1,"endColumn":5},"#
        + #""insertedContent":{"text":"2"}}]}]}]}]}]}"#)
  }

  @Test("what is no file has no artifact in SARIF, and files outside of the repository have a URI")
  func places() {
    let paths = ReportPaths(workingFolder: "/repo/a", root: "/repo")
    let uris = ["x.yaml", "/tmp/y z.yaml", "<command line>"].map { path in
      let file = SourceFile(path: path, text: "x")
      let finding = Diagnostic("E0101", "m", at: Span(file: file, start: 0, end: 1))
      let text = SARIFRenderer(version: "1", paths: paths).render([finding]).text()
      let key = path.hasPrefix("<") ? "fullyQualifiedName" : "uri"
      #expect(text.contains("physicalLocation") == (key == "uri"))
      return text.firstRange(of: "\"\(key)\":\"").map {
        String(text[$0.upperBound...].prefix { $0 != "\"" })
      }
    }
    #expect(uris == ["a/x.yaml", "file:///tmp/y%20z.yaml", "<command line>:1:1"])
  }
}
