"""Rows 1 to 4: what stands in a file before it means anything."""

import os
import re
import socket

from harness import GIGABYTE, PLACE, REFUSED, Row
from specs import spec

MEGABYTE = 1 << 20
DEEP = 100_000
SMALL_STACK = 512 << 10


def nesting(tool):
    row = Row("1 nesting")
    openers = {"[": "[", "{a: ": "{a: ", "- ": "- ", "? ": "? ", "[{a: ": "[{a: ", "- ? ": "- ? "}
    for name, opener in openers.items():
        for head in ["", "model: ", "netwright: 1\nname: x\ndims: "]:
            # `- ` cannot stand behind a key, which is an error too.
            result = tool.check(
                row, f"{head}{name} × {DEEP}", head + opener * DEEP, seconds=0.05 * 4,
                peak=32 * MEGABYTE)
            if not head and name in ("[", "- "):
                wanted = f"spec.yaml:1:{64 * len(opener) + 1}".encode()
                row.require(wanted in result.err, name, f"is not refused at the 65th: {result.err}")
    for depth in (63, 64, 65):
        text = "x: " + "[" * depth + "]" * depth
        result = tool.check(row, f"depth {depth}", spec() + text)
        is_deep = b"E0005" in result.err
        row.require(is_deep == (depth + 1 > 64), f"depth {depth}", result.err[:200])
    for opener in openers.values():
        tool.check(
            row, f"{opener} on a small stack", opener * DEEP, stack=SMALL_STACK, seconds=0.2,
            peak=32 * MEGABYTE)
    # Everything that recurses over what was read, at the greatest depth that can be read.
    for layers in ["[" * 62 + "]" * 62, "{a: " * 61 + "1" + "}" * 61]:
        tool.check(row, "deepest layers", spec(layers=layers), stack=SMALL_STACK)
    lines = "".join("- " * 60 + "x\n" for _ in range(1000))
    tool.check(row, "deep lists, many times", lines, stack=SMALL_STACK)
    return row


def aliases(tool):
    row = Row("2 aliases")
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{level}: &a{level} [{','.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 10))
    mapping = "a0: &a0 {k: x, l: x}\n" + "".join(
        f"a{level}: &a{level} {{k: *a{level - 1}, l: *a{level - 1}}}\n" for level in range(1, 60))
    chain = "- &a0 [x]\n" + "".join(f"- &a{hop} [*a{hop - 1}]\n" for hop in range(1, 50_000))
    flat = "- &a0 x\n" + "".join(f"- &a{hop} *a{hop - 1}\n" for hop in range(1, 50_000))
    repeated = "- &a [x]\n" + "- *a\n" * 200_000
    cases = {
        "9 × 9 bomb": bomb, "doubling mappings": mapping, "50,000 hops": chain, "aliased aliases":
        flat, "inside itself": "&a [*a]", "inside a key": "&a {*a : 1}", "inside, deeper":
        "a: &a {b: [{c: *a}]}", "undefined": "a: *b", "before its anchor": "a: *b\nb: &b 1",
        "100,000 anchors": "".join(f"- &a{index} x\n" for index in range(100_000)),
        "one anchor, 100,000 times": "- &a x\n" * 100_000, "200,000 aliases": repeated,
        "long anchor": "a: &" + "a" * 900_000 + " 1\nb: *" + "a" * 900_000,
        "long unknown alias": "a: *" + "b" * 900_000,
        "bomb in layers": spec(layers="*a9").replace("model:", bomb + "model:"),
    }
    for name, text in cases.items():
        tool.check(row, name, text, seconds=0.1 * 8, peak=256 * MEGABYTE)
    # 100,000 values may stand behind aliases, and no more.
    for uses in (999, 1000, 1001):
        text = "- &a [" + ",".join("x" * 99) + "]\n" + "- *a\n" * uses
        result = tool.check(row, f"{uses} × 100 values", text)
        row.require(
            (b"E0008" in result.err) == (uses > 1000), f"{uses} × 100 values", result.err[:200])
    accepted = spec(layers="[{dense: &n 8}, {dense: *n}, {dense: {units: *n}}]")
    tool.check(row, "aliases that are right", accepted, status={0})
    return row


def sizes(tool):
    row = Row("3 size, encoding, special files")
    cwd = tool.folder()
    path = os.path.join(cwd, "huge.yaml")
    with open(path, "wb") as file:
        file.write(b"a: 1\n")
        file.truncate(100 * MEGABYTE)
    tool.envelope(
        row, "100 MB", ["check", "huge.yaml"], cwd, place=False, seconds=0.05 * 4,
        peak=64 * MEGABYTE)
    with open(path) as file:
        tool.envelope(
            row, "100 MB of standard input", ["check", "-"], cwd, place=False, stdin=file,
            seconds=0.5)
    for size in (16 * MEGABYTE - 1, 16 * MEGABYTE, 16 * MEGABYTE + 1):
        head = spec() + "#" * ((size - len(spec())) % 100 - 1) + "\n"
        tool.check(
            row, f"{size} bytes", (head, "#" + "x" * 98 + "\n", (size - len(head)) // 100, ""), status={0 if size <= 16 * MEGABYTE else 1},
            place=False, seconds=4, memory=3 * size + (256 << 20))
    for name, head, unit, count, end in large_texts():
        length = len(head) + len(unit.encode()) * count
        tool.check(
            row, name, (head, unit, count, end), seconds=3, memory=3 * length + (256 << 20))
    special_files(tool, row)
    encodings(tool, row)
    return row


def large_texts():
    """Name, head, what is repeated, how often, end: not whole, so that little memory is taken."""
    full, some = 15 * MEGABYTE, 2 * MEGABYTE
    yield "15 MB in one scalar", "a: ", "x", full, ""
    yield "15 MB in one quoted scalar", 'a: "', "x", full, '"'
    yield "15 MB of brackets", "", "[]", full // 2, ""
    yield "15 MB of list", "", "- x\n", full // 4, ""
    yield "15 MB of umlauts", "", "ä", full // 2, ""
    yield "escapes", 'a: "', "\\x41", some // 4, '"'
    yield "one key", "", "x", some, ": 1"
    yield "the same key", "", "k: 1\n", some // 5, ""
    yield "comments", "", "#\n", some // 2, ""
    yield "lines", "", "\n", some, ""
    yield "lone CR", "", "\r", some, ""
    yield "documents", "", "---\n", some // 4, ""
    yield "spaces", "", " ", some, "a: ["
    yield "tabs", "", "\t", some, ""
    yield "`!`", "", "!", some, ""
    yield "`&a`", "", "&a ", some // 3, ""
    yield "directives", "", "%YAML 1.2\n", some // 10, ""
    yield "tag directives", "", "%TAG !a! x\n", some // 11, ""
    yield "`? `", "a: ", "? ", some // 2, ""
    yield "empty list entries", "a: ", "- ", some // 2, ""
    yield "open brackets behind keys", spec(), "k: [", some // 4, ""
    yield "unknown layers", spec(layers="["), "dence, ", some // 7, "]"
    yield "quotes", "", "'", some, ""
    yield "colons", "", ":", some, ""
    yield "colons with spaces", "", ": ", some // 2, ""
    yield "pipes", "", "|\n", some // 2, ""
    yield "folded lines", "a: >\n", " x\n", some // 3, ""
    yield "plain lines", "a:\n", " x\n", some // 3, ""
    yield "quoted lines", 'a: "', " x\n", some // 3, '"'


def special_files(tool, row):
    cwd = tool.folder()
    os.mkfifo(os.path.join(cwd, "pipe.yaml"))
    os.mkdir(os.path.join(cwd, "folder.yaml"))
    os.symlink("/dev/zero", os.path.join(cwd, "link.yaml"))
    os.symlink("loop.yaml", os.path.join(cwd, "loop.yaml"))
    listener = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(cwd)
    listener.bind("socket.yaml")
    os.chdir(here)
    for path in [
        "pipe.yaml", "folder.yaml", "link.yaml", "loop.yaml", "socket.yaml", "/dev/zero",
        "/dev/null", "/dev/tty", "/proc/self/mem", "/proc/self/environ", "absent.yaml", "x" * 5000,
        "spec.yaml/inner.yaml", "",
    ]:
        for command in ["check", "summary", "dump"]:
            more = ["--stage", "spec"] if command == "dump" else []
            if path == "folder.yaml" and command == "check":
                more = []
            tool.envelope(
                row, f"{command} {path[:40]}", [command, path, *more], cwd, place=False, seconds=0.2)
    listener.close()


# Content, and the line and column that must be named; None where any will do.
ENCODINGS = [
    (b"netwright: 1\nname: a\0b\n", (2, 8)),
    (b"\0" * 4096, (1, 1)),
    (b"netwright: 1\nname: \xff\n", (2, 7)),
    (b"netwright: 1\nname: \xc3\x28\n", (2, 7)),
    (b"a: \xed\xa0\x80\n", (1, 4)),  # a surrogate
    (b"a: \xc0\xaf\n", (1, 4)),  # an overlong /
    (b"a: \xf4\x90\x80\x80\n", (1, 4)),  # beyond U+10FFFF
    (b"a: \xe2\x82", (1, 4)),  # cut short
    (b"\xff\xfea\0:\0 \0001\0", (1, 1)),  # UTF-16, little endian
    (b"\xfe\xff\0a\0:\0 \0001", (1, 1)),
    (b"\xff\xfe\0\0a\0\0\0", (1, 1)),  # UTF-32
    (b"a\0:\0 \0001\0", (1, 2)),  # UTF-16 without a mark
    ("\ufeffnetwright: 1\nname: é\nx: [\n".encode(), None),
    ("\ufeffnetwrite: 1\n".encode(), (1, 1)),
    ("netwright: 1\n\ufeffname: x\n".encode(), (2, 1)),
    (b"netwright: 1\rname: x\rfoo: 1\rdims: {batch: 4}\r", (3, 1)),
    (b"netwright: 1\r\nname: x\r\nfoo: 1\r\n", (3, 1)),
    (b"netwright: 1\r\nname: x\n\rfoo: 1\r\n", (4, 1)),
    (b"netwright: 1\n\tname: x\n", (2, 1)),
    (b"netwright: 1\nmodel:\n\t\tlayers: []\n", (3, 1)),
    ("netwright: 1\nname: a\u0085b\n".encode(), (2, 8)),
    ("netwright: 1\nname: a\u2028b\n".encode(), (2, 8)),
    ("netwright: 1\nname: a\u2029b\n".encode(), (2, 8)),
    ("doc: ä€😀\nfoo: [\n".encode(), None),
    ("doc: ä€😀\nnäme: x\n".encode(), (2, 1)),
    (b"a: \x1b[2J\n", (1, 4)),
    (b"a: \x07\n", (1, 4)),
    (b"a: \x7f\n", (1, 4)),
    ("a: \u0080\n".encode(), (1, 4)),
    (b"a\x0bb: 1\n", (1, 2)),
    (b"a\x0cb: 1\n", (1, 2)),
]


def encodings(tool, row):
    for content, place in ENCODINGS:
        result = tool.check(row, content[:60], content)
        if not place:
            continue
        found = re.findall(rb"^ *--> spec.yaml:(\d+):(\d+)$", result.err, re.MULTILINE)
        places = [(int(line), int(column)) for line, column in found]
        row.require(place in places, content[:60], f"expected {place} among {places}")
    for content in ["\ufeff" + spec(), spec().replace("\n", "\r\n"), spec().replace("\n", "\r")]:
        tool.check(row, content[:30], content, status={0})


def keys_and_tags(tool):
    row = Row("4 duplicate keys, merge keys, tags")
    duplicates = [
        "a: 1\na: 2", '{a: 1, "a": 2}', "{a: 1, 'a': 2}", '{a: 1, "\\x61": 2}',
        "caf\u00e9: 1\ncafe\u0301: 2", "? a\n: 1\n? a\n: 2", "x: &x {a: 1, a: 2}\ny: *x",
        "k: &k a\nm: {*k : 1, a: 2}", "- {" + "".join(f"k{index}: 1, " for index in range(5000)) + "k77: 2}",
        "!!str a: 1\na: 2", "~: 1\n~: 2", "? |-\n  a\n: 1\na: 2", "\ufb01: 1\n\ufb01: 2",
    ]
    for text in duplicates:
        result = tool.check(row, text[:60], text)
        row.require(b"error[E0006]" in result.err, text[:60], f"no E0006: {result.err[:200]}")
        row.require(b"first given here" in result.err, text[:60], "no second place")
    for text in ["a: &a {b: 1}\nc: {<<: *a}", "{<<: {a: 1}}", "<<: [{a: 1}, {b: 2}]"]:
        result = tool.check(row, text, text)
        row.require(b"error[E0010]" in result.err, text, "no E0010")
    marker = os.path.join(tool.home, "executed")
    for tag in [
        "!!python/object/apply:os.system", "!!python/name:os.system", "!!binary", "!!set", "!!omap",
        "!!timestamp", "!local", "!", "!!js/function", "!ruby/object:Gem::Installer", "!<tag:x,1:y>",
        "!!java.lang.ProcessBuilder", "!!merge", "!!null/x", "!<!!str>", "!!str!int", "!include",
    ]:
        for value in [f"[touch {marker}]", f"touch {marker}", "{a: 1}"]:
            tool.check(row, f"{tag} {value}", f"{tag} {value}")
            tool.check(row, f"name: {tag} {value}", f"netwright: 1\nname: {tag} {value}\n")
    for text in [
        "%TAG ! tag:example.com,2000:\n---\n!x a", "%TAG !! tag:yaml.org,2002:python/\n---\n!!str a",
        "%TAG !e! tag:yaml.org,2002:\n---\n!e!map [a]", "!!map [a]", "!!str {a: 1}", "!!seq a",
    ]:
        tool.check(row, text, text)
    row.require(not os.path.exists(marker), "tags", "something ran")
    tool.check(row, "core tags", spec().replace("name: example", "name: !!str example"), status={0})
    return row


def suite(tool):
    """yaml-test-suite, which is not part of this project; `YAML_TEST_SUITE` names its folder.

    That places are right and trees are those of the suite is held by `YAMLTestSuiteTests`.
    """
    row = Row("yaml-test-suite")
    root = os.environ.get("YAML_TEST_SUITE")
    if not root:
        row.notes.append("skipped: YAML_TEST_SUITE names no folder with its release of 2022-01-17")
        return row
    for place, folders, files in sorted(os.walk(root)):
        if "in.yaml" in files and not re.search(r"/(name|tags)(/|$)", place):
            with open(os.path.join(place, "in.yaml"), "rb") as file:
                tool.check(row, os.path.relpath(place, root), file.read())
    row.require(row.cases == 402, "cases", f"{row.cases}")
    return row
