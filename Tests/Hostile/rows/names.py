"""Rows 31 to 33: names and texts that would be code, paths or commands somewhere else."""

import json
import os
import re
import shutil
import unicodedata
import xml.etree.ElementTree as tree

import swift
from harness import ACCEPTED, EITHER, Row
from specs import spec

KEYWORDS = """
Any Protocol Self Type actor any as associatedtype async await borrowing break case catch class
consume consuming continue convenience copy default defer deinit didSet discard distributed do
dynamic each else enum extension fallthrough false fileprivate final for func get guard if import in
indirect infix init inout internal is isolated lazy left let macro mutating nil none nonisolated
nonmutating open operator optional override package postfix precedence precedencegroup prefix
private protocol public repeat required rethrows return right self sending set some static struct
subscript super switch then throw throws true try typealias unowned unsafe var weak where while
willSet yield
""".split()
# What emitted code and the modules it imports call their own, and what every program has.
TAKEN = """
base workspace tensor memory part site sum count store step seed loss weights predict threads train
evaluate program main arguments Memory Part Floats Integers Longs Matrix Predictor Program
TensorSlot FieldEncoder DataPlan SplitPlan Int Int32 Float Double String Bool Array Optional Error
Swift Foundation Sendable Hashable Result Never Void description hashValue self_ deinit_ init_ value
index startIndex endIndex indices first last map filter con prn aux nul com1 lpt1 Package Sources
Tests netwright NetwrightRuntime NetwrightKernels NetwrightData NetwrightRandom NetwrightSweeps
CNetwrightVector
_ __ ___ a A0 x1 aB a_b a__b B2 Z9
""".split()
MARKER = "netwright_was_here"
RAW = [
    "`", "``", "`class`", "a`b", '"', '\\"', "a\"b", "'", "\\", "\\\\", f"\\(exit(7))", "\\(MARKER)",
    '"""', '"#', '#"', '#"x"#', '\\#(exit(7))', '"; exit(7); "', '" + exit(7) + "', "\n", "\r", "\r\n",
    "a\nb", "a\rexit(7)", f"a\r\nexit(7)", "a\u2028exit(7)", "a\u2029exit(7)", "a\u0085exit(7)",
    "a\vexit(7)", "a\fexit(7)", "\0", "a\0b", "*/", "/*", "*/ exit(7) /*", "//", "///", "a // b", "#if",
    "#if false", "#endif", "#error(\"x\")", "#sourceLocation()", "$0", "$x", "@main", "@inline(never)",
    "../x", "../../x", "/etc/passwd", "./x", ".", "..", "...", "~", "~/x", "a/b", "a\\b", "a:b", "a;b",
    "$(touch marker)", "`touch marker`", "; touch marker", "| touch marker", "&& touch marker",
    "-rf", "--help", "-", "--", "%s%n", "%d", "{{x}}", "{0}", "${HOME}", "$HOME", "%PATH%", "<script>",
    "</script>", "<!--", "]]>", "&amp;", "a&b", "a<b", "::error::x", "\n::error::x", "%0A::error::x",
    "##[error]x", "\x1b[2J", "\x1b]8;;http://x\x07x\x1b]8;;\x07", "\x1b[31m", "\x07", "\b\b\b", "\x7f",
    "\x80", "\x9b2J", "\u200b", "\u200d", "\u202e", "\u2066", "\u2069", "\ufeff", "\ufffe", "\uffff",
    "\U000e0041", "é", "e\u0301", "ß", "İ", "ı", "\u212a", "名前", "😀", "👨\u200d👩\u200d👧", "ﬁ", "Å",
    "\u0430", "а_б", "١", "１", "²", "a b", " a", "a ", "\ta", "a\t", "", " ", "\u00a0", "\u3000", "1a",
    "1", "0x1", "1e5", "-1", "a-b", "a.b", "a+b", "a=b", "a,b", "a?b", "a!b", "a[0]", "a(b)", "a{b}",
    "a" * 63, "a" * 64, "a" * 300, "_" * 64, "a" * 5000, "é" * 300, "NULL", "null", "true", "yes", "=1+1",
    "@SUM(1)", "+1", "'; DROP TABLE x; --", "\\u{7d}", "\\u{0}", "\\n", "\\r", "\\x41", "%00", "\\0",
    "import Foundation", "exit(7)", "fatalError()", "a\nimport Foundation\nexit(7)", "}\nexit(7)\n{",
    ")\nexit(7)\n(", "\"\nexit(7)\n\"", "con", "CON.txt", "nul", "a.swift", "Package.swift",
    "Sources/x", ".git", ".netrc", "a" * 254 + "/", "\u202ereverse", "x\u200ey", "🏴\U000e0067\U000e007f",
    "\ud7ff", "\ue000", "\U0010fffd", "𝒳", "ª", "·a", "℘", "a̲", "क्", "\u1160", "\u115f", "\u3164",
]
VALID = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")


def corpus():
    return KEYWORDS + TAKEN + RAW


def quoted(text):
    """As a double-quoted scalar of YAML, everything unusual escaped."""
    result = ""
    for character in text:
        code = ord(character)
        if character in '"\\':
            result += "\\" + character
        elif 0x20 <= code < 0x7F:
            result += character
        else:
            result += f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else (
                f"\\U{code:08x}")
    return f'"{result}"'


def name_positions(text):
    """The string wherever a name stands, all its uses with it."""
    q = quoted(text)
    yield "model", spec(name=q)
    yield "dimension", spec(dims=f"{{batch: 4, {q}: 3}}")
    yield "input", spec().replace("{x:", "{" + q + ":")
    yield "layer", spec(layers=f"[{{dense: 3, name: {q}}}]")
    yield "result", spec(layers=f"[{{dense: 3, as: {q}}}]")
    yield "from", spec(layers=f"[{{dense: 3, from: {q}}}]")
    yield "kind", spec(layers=f"[{{{q}: 3}}]")
    yield "bare kind", spec(layers=f"[{q}]")
    yield "key", spec(layers=f"[{{dense: {{units: 3, {q}: 1}}}}]")
    yield "section", spec(rest=f"{q}: 1\n")
    yield "target", spec(
        layers="[{dense: 1, as: y}]", targets="{" + q + ': "f32[batch, 1]"}',
        rest=f"loss: {{mse: {{prediction: y, target: {q}}}}}\n")
    inputs = 'inputs: {x: "f32[batch, 8]"}'
    yield "block", spec(layers=f"[{{{q}: {{}}}}]", blocks=f"{{{q}: {{{inputs}, layers: [relu]}}}}")
    yield "parameter", spec(
        layers=f"[{{b: {{{q}: 3}}}}]",
        blocks=f"{{b: {{{inputs}, parameters: {{{q}: integer}}, layers: [relu]}}}}")
    yield "block input", spec(
        layers="[b]", blocks=f'{{b: {{inputs: {{{q}: "f32[batch, 8]"}}, layers: [relu]}}}}')
    yield "index", spec(
        layers=f"[{{repeat: {{times: 2, index: {q}, block: b}}}}]",
        blocks=f"{{b: {{{inputs}, layers: [relu]}}}}")
    yield "expectation", spec(rest=f"expect: {{{q}: 1}}\n")
    yield "metric", spec(rest=f"evaluate: {{metrics: [{q}]}}\n")
    yield "optimizer", spec(rest=f"train: {{epochs: 1, optimizer: {q}}}\n")


def table(texts, name="example", field="kind"):
    """A spec with texts wherever one may stand: prose, columns, categories, values, paths."""
    columns = ", ".join(quoted(text) for text in texts)
    return "\n".join([
        "netwright: 1", f"name: {name}", f"doc: {quoted(' '.join(texts))}",
        "dims: {batch: 2}", "data:", f"  source: {{csv: {{path: {quoted(texts[0])}}}}}", "  fields:",
        f"    x: {{number: [{columns}]}}",
        f"    c: {{category: [{columns}], column: {quoted(texts[0])}}}",
        f"    {field}: {{class: {len(texts)}, column: {quoted(texts[-1])}, values: [{columns}]}}",
        "blocks:", f"  b: {{doc: {quoted(texts[0])}, "
        f'inputs: {{x: "f32[batch, ?]"}}, layers: [{{dense: 4}}]}}',
        "model:", f'  inputs: {{x: "f32[batch, {len(texts)}]", c: "f32[batch, {len(texts)}]"}}',
        "  layers:", "    - concat: [x, c]", "    - b", f"    - dense: {len(texts)}", "      as: y",
        f"loss: {{cross_entropy: {{logits: y, target: {field}}}}}",
        "train: {epochs: 1, optimizer: adam}", ""])


def injection(tool):
    row = Row("31 code by names and texts")
    strings = corpus()
    row.require(len(strings) >= 300, "corpus", f"only {len(strings)} strings")
    contents, wanted = [], []
    for text in strings:
        for place, content in name_positions(text):
            contents.append(content)
            wanted.append((place, text))
    found = tool.check_many(row, contents)
    for content, (place, text), diagnostics in zip(contents, wanted, found):
        accepted = diagnostics is not None and not diagnostics
        isName = VALID.fullmatch(text) or place == "model" and re.fullmatch(
            r"[A-Za-z_][A-Za-z0-9_-]{0,62}", text)
        row.require(isName or not accepted, f"{place} {text!r}", "is accepted as a name")
    # Names that differ only in case would be one file: two of them are refused.
    for one, two in [("a", "A"), ("conv", "CONV"), ("a_b", "A_B"), ("class", "Class")]:
        for content in [
            spec(layers=f"[{{dense: 3, name: {one}}}, {{dense: 3, name: {two}}}]"),
            spec(layers=f"[{{dense: 3, as: {one}}}, {{relu: {{}}, as: {two}}}]"),
            spec(dims=f"{{batch: 4, {one}: 3, {two}: 4}}"),
        ]:
            tool.check_many(row, [content], status={0, 1} if "batch: 4, " in content else {1})
    texts(tool, row)
    emitted_names(tool, row)
    row.notes.append(f"{len(strings)} strings")
    return row


def texts(tool, row):
    """Free texts reach literals and comments of emitted code, and nothing else of it."""
    accepted = []
    strings = corpus()
    found = tool.check_many(row, [table([text, "b"]) for text in strings])
    accepted = [text for text, result in zip(strings, found) if result == []]
    # Values that are canonically equal are one value.
    accepted = list({unicodedata.normalize("NFC", text): text for text in accepted}.values())
    row.require(len(accepted) >= 150, "texts", f"only {len(accepted)} are accepted")
    row.notes.append(f"{len(accepted)} texts are emitted and held against a benign twin")
    for start in range(0, len(accepted), 60):
        group = accepted[start : start + 60]
        twin = [f"t{index}" for index in range(len(group))]
        compare(tool, row, table(group), table(twin), f"texts {start}")


def emitted_names(tool, row):
    names = [name for name in dict.fromkeys(KEYWORDS + TAKEN) if VALID.fullmatch(name)]
    unique = {name.lower(): name for name in reversed(names)}
    names = sorted(unique.values())
    for group in [names]:
        compare(
            tool, row, named(group, "Int"),
            named([f"n{index}" for index in range(len(group))], "Twin"), "names")
    for name in ["Swift", "String", "main", "Memory", "self", "NetwrightRuntime", "Package"]:
        compare(tool, row, named(list("abc"), name), named(list("def"), "Twin"), name)


def named(names, model):
    layers = ", ".join(f"{{dense: {{units: 4, activation: relu}}, name: {name}}}" for name in names)
    field, target = names[0], names[-1]
    return "\n".join([
        "netwright: 1", f"name: {model}", "dims: {batch: 2}", "model:",
        f'  inputs: {{{field}: "f32[batch, 4]"}}', f'  targets: {{{target}: "f32[batch, 4]"}}',
        f"  layers: [{layers}, {{dense: 4, as: {names[len(names) // 2]}}}]",
        f"loss: {{mse: {{prediction: {names[len(names) // 2]}, target: {target}}}}}",
        "train: {epochs: 1, optimizer: {sgd: {learning_rate: 1e-1}}}", ""])


def joined(files):
    """The files of kernels as one: where they are cut depends on how long names make the lines."""
    head = [swift.NAME, swift.NAME]  # import NetwrightKernels
    number = lambda path: int(re.search(r"(\d*)\.swift$", path)[1] or 0)
    kernels = sorted(
        (path for path in files if re.search(r"/Kernels\d*\.swift$", path)), key=number)
    rest = {path: tokens for path, tokens in files.items() if path not in kernels}
    rest["kernels"] = [
        token for path in kernels
        for token in files[path][len(head) if files[path][:len(head)] == head else 0:]]
    return rest


def compare(tool, row, hostile, benign, case):
    """Both specs are emitted; the code differs in identifiers, literals and comments alone."""
    tokens = []
    for text in [hostile, benign]:
        cwd = tool.folder()
        with open(os.path.join(cwd, "spec.yaml"), "w", encoding="utf-8") as file:
            file.write(text)
        row.cases += 1
        result = tool.run(["compile", "spec.yaml", "-o", "out"], cwd, wall=10)
        row.saw(result)
        if not row.require(result.status == 0, case, f"{result.status} {result.err[-300:]}"):
            return
        strays = [path for path in result.written if not path.startswith(os.path.join(cwd, "out"))]
        row.require(not [p for p in strays if p != cwd], case, f"wrote {strays}")
        tokens.append(swift.package(os.path.join(cwd, "out")))
        for path in tokens[-1]:
            row.require(
                re.fullmatch(r"[A-Za-z0-9_+./-]+", path) and ".." not in path, case,
                f"writes the file {path!r}")
    ours, theirs = [list(joined(files).values()) for files in tokens]
    row.require(len(ours) == len(theirs), case, "emits other files than its twin")
    for one, two in zip(sorted(ours), sorted(theirs)):
        if not row.require(one == two, case, "emits other code than its twin"):
            place = next(
                (i for i, (a, b) in enumerate(zip(one, two)) if a != b), min(len(one), len(two)))
            row.notes.append(f"{case}: {one[max(0, place - 5) : place + 5]} | {two[max(0, place - 5) : place + 5]}")
            return


def reports(tool):
    row = Row("33 reports")
    nasty = [
        "\x1b[2J", "\x1b]8;;http://x\x07", "\n::error::x", "\r\n::error::x", "]]>", "\x01", "</script>",
        "|", "%0A::error::x", "\u202ex", "\u2028", "a,b:c", '"', "&lt;", "\u200b", "\ufffe", "\0",
        "::set-output name=x::y", "::stop-commands::x", "##vso[task]",
    ]
    cwd = tool.folder()
    for index, text in enumerate(nasty):
        q = quoted(text)
        # As a value, a key, an unknown name and within a file's own text.
        content = "\n".join([
            "netwright: 1", f"name: {q}", f"{q}: 1", "dims: {batch: 4}", "model:",
            f"  inputs: {{{q}: {q}}}", f"  layers: [{{{q}: 1}}, {{dense: {q}}}, {{add: {q}}}]", ""])
        with open(os.path.join(cwd, f"{index}.yaml"), "w", encoding="utf-8") as file:
            file.write(content)
    names = [f"{index}.yaml" for index in range(len(nasty))]
    # The paths of files are texts of strangers, too.
    for name in ["a\nb.yaml", "a\r::error::x.yaml", "a]]>b.yaml", "\x1b[2J.yaml", "a,b=c:d.yaml", "é.yaml"]:
        with open(os.path.join(cwd, name), "w") as file:
            file.write("netwright: 1\nname: 1\n")
        names.append(name)
    for path in ["absent\n::error::x", "absent\x1b[2J"]:
        names.append(path)
    for kind in ["text", "json", "sarif", "github", "junit"]:
        for group in [[name] for name in names] + [names]:
            result = tool.run(["check", "--format", kind, "--", *group], cwd)
            row.cases += 1
            row.saw(result)
            case = f"{kind} {group if len(group) == 1 else 'all'}"
            row.require(result.status == 1, case, f"status {result.status} {result.err[-200:]}")
            judge_report(row, kind, case, result.out, result.err, cwd)
    for command in [["summary"], ["dump", "--stage", "spec"], ["explain"], ["compile", "-o", "out"]]:
        for name in names:
            result = tool.run([command[0], *command[1:], "--", name], cwd)
            row.cases += 1
            judge_text(row, f"{command[0]} {name!r}", result.err + result.out)
    # Prose that is right is shown by `summary`, and must not act there.
    doc = spec(name="example\ndoc: " + quoted("".join(nasty)))
    with open(os.path.join(cwd, "doc.yaml"), "w") as file:
        file.write(doc)
    for command in [["summary"], ["explain"]]:
        result = tool.run([*command, "doc.yaml"], cwd, wall=10)
        row.require(result.status == 0, command, f"{result.status} {result.err[-200:]}")
        judge_text(row, command[0], result.out)
    shutil.rmtree(cwd)
    return row


def judge_text(row, case, text):
    control = re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", text)
    row.require(not control, case, f"has {control and control[0]!r}")
    shown = text.decode("utf-8", "strict")
    bad = re.search("[\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]", shown)
    row.require(not bad, case, f"has {bad and bad[0]!r}")


def judge_report(row, kind, case, out, err, cwd):
    judge_text(row, case, err)
    if kind == "text":
        row.require(not out, case, "writes to standard output")
        return
    if kind in ("json", "sarif"):
        document = json.loads(out)
        findings = document["diagnostics"] if kind == "json" else document["runs"][0]["results"]
        row.require(findings, case, "has no findings")
        if kind == "sarif":
            row.require(document["version"] == "2.1.0", case, "is no SARIF 2.1.0")
        return
    judge_text(row, case, out)
    if kind == "junit":
        suites = tree.fromstring(out)
        row.require(suites.findall(".//failure"), case, "has no failure")
        return
    for line in out.decode().splitlines():
        row.require(
            re.fullmatch(r"::(error|warning|notice) [^\n]*?::.*", line), case, f"line {line[:100]!r}")
    row.require(b"\n::error::x" not in out and b"\n::set-output" not in out, case, "commands")
