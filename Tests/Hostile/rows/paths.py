"""Rows 32, 34 and 35: what is opened, written and shown, and what never is."""

import os
import re
import shutil
import subprocess

from harness import EITHER, REFUSED, Row
from specs import spec, trained

# strace shows the folder of a descriptor behind it: `openat(3</tmp/x>, "name", O_RDONLY`.
OPENED = re.compile(
    r'(?:open|openat|creat)\((?:[A-Z_0-9]+(?:<([^>]*)>)?, )?"((?:[^"\\]|\\.)*)", ([A-Z_|]+)')
STARTED = re.compile(r"\b(execve|execveat|fork|vfork|socket|connect|bind)\(")
# What starting any program opens: libraries and their caches, and what the system tells about itself.
SYSTEM = re.compile(
    r"(/lib|/usr/lib|/lib64|/usr/local/lib|/etc/ld\.so|/opt/|/proc/(self|meminfo|cpuinfo|sys)|/sys/|"
    r"/dev/(null|urandom|tty)|/usr/share/(locale|zoneinfo)|/etc/localtime)")


def watches():
    """Whether system calls can be seen here: strace is there, and containers may forbid it."""
    if not shutil.which("strace"):
        return False
    probe = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True)
    return probe.returncode == 0


def traced(tool, row, case, arguments, cwd, status=EITHER):
    """A run under strace: (result, lines of the trace); without strace no lines."""
    trace = os.path.join(tool.home, "trace")
    if not watches():
        note = "strace is missing or forbidden: folders are compared, system calls are not seen"
        if note not in row.notes:
            row.notes.append(note)
        return tool.run(arguments, cwd, wall=10), []
    result = tool.run(
        arguments, cwd, wall=10, memory=None,
        wrap=["strace", "-f", "-qq", "-y", "-s", "4096", "-o", trace, "-e",
              "trace=%file,%process,%network"])
    row.require(result.status in status, case, f"status {result.status} {result.err[-200:]}")
    with open(trace, encoding="utf-8", errors="replace") as file:
        return result, file.read().splitlines()


def opened(lines, cwd):
    """The paths that a trace shows opened, each with its flags."""
    for line in lines:
        match = OPENED.search(line)
        if match and " = -1 " not in line:
            yield os.path.normpath(os.path.join(match[1] or cwd, match[2])), match[3]


def strangers(lines, cwd, allowed, library):
    """Paths that a trace shows opened, neither the system's nor in `allowed`."""
    found = set()
    for path, _ in opened(lines, cwd):
        if SYSTEM.match(path) or path.startswith(library):
            continue
        if not any(path == one or path.startswith(one + os.sep) for one in allowed):
            found.add(path)
    return sorted(found)


def outputs(tool):
    row = Row("32 paths of what is written")
    outside = tool.folder()
    for case, out, make in [
        ("a folder", "out", None), ("nested", "a/b/c", None), ("a space", "o u t", None),
        ("a link to a folder", "link", lambda cwd: os.symlink(outside, os.path.join(cwd, "link"))),
        ("a folder with a link in it", "out", linked(outside, "Sources")),
        ("a file that is a link", "out", linked(os.path.join(outside, "victim"), "Package.swift")),
        ("a folder below that is a link", "out", linked(outside, "Sources/Example")),
        ("a file in the way", "out", lambda cwd: open(os.path.join(cwd, "out"), "w").close()),
    ]:
        cwd = tool.folder()
        with open(os.path.join(outside, "victim"), "w") as file:
            file.write("untouched\n")
        with open(os.path.join(cwd, "spec.yaml"), "w") as file:
            file.write(spec())
        if make:
            make(cwd)
        row.cases += 1
        before = sorted(os.listdir(outside))
        result, lines = traced(tool, row, case, ["compile", "spec.yaml", "-o", out], cwd)
        row.saw(result)
        row.require(result.status in (0, 1), case, f"status {result.status}")
        # A link that the user made for the whole package is followed, and nothing within it.
        if case != "a link to a folder":
            row.require(sorted(os.listdir(outside)) == before, case, "wrote outside")
        else:
            for name in os.listdir(outside):
                if name != "victim":
                    path = os.path.join(outside, name)
                    shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        with open(os.path.join(outside, "victim")) as file:
            row.require(file.read() == "untouched\n", case, "followed a link")
        strays = [
            path for path in result.written
            if path != cwd and not path.startswith(os.path.join(cwd, out.split("/")[0]))]
        row.require(not strays, case, f"wrote {strays}")
        roots = (cwd + os.sep, "/dev/") + ((outside,) if case == "a link to a folder" else ())
        for path, flags in opened(lines, cwd):
            if re.search(r"O_WRONLY|O_RDWR|O_CREAT", flags):
                row.require(path.startswith(roots), case, f"opened for writing: {path}")
    names(tool, row)
    return row


def linked(target, name):
    def make(cwd):
        path = os.path.join(cwd, "out", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(target, path)
    return make


def names(tool, row):
    """Paths in a spec lead nowhere when it is checked or compiled."""
    for path in ["../../etc/passwd", "/etc/passwd", "~/x", "a/../../b", "/dev/zero", "a\\b", "."]:
        text = trained("relu").replace(
            "model:", "data:\n  source: {csv: '" + path + "'}\n  fields:\n    x: {number: "
            "[a, b, c, d, e, f, g, h]}\n    t: {number: [i]}\nmodel:").replace(
            '  targets: {t: "f32[batch, 1]"}\n', "")
        for command in [["check"], ["summary"], ["compile", "-o", "out"]]:
            cwd = tool.folder()
            with open(os.path.join(cwd, "spec.yaml"), "w") as file:
                file.write(text)
            row.cases += 1
            result = tool.run([command[0], "spec.yaml", *command[1:]], cwd, wall=10)
            row.saw(result)
            row.require(result.status in (0, 1), path, f"status {result.status}")
            strays = [
                one for one in result.written
                if one != cwd and not one.startswith(os.path.join(cwd, "out"))]
            row.require(not strays, f"{command[0]} {path}", f"wrote {strays}")


def quiet(tool):
    row = Row("34 nothing started, nothing else opened")
    text = trained("{conv2d: {filters: 2, kernel: 3}}, flatten", x="f32[batch, 6, 6, 1]")
    commands = [
        ["check", "spec.yaml"], ["check", "bad.yaml"], ["check", "--format", "json", "spec.yaml"],
        ["summary", "spec.yaml"], ["explain", "spec.yaml"], ["explain", "E0302"],
        ["check", "."], ["--help"], ["--version"],
    ] + [["dump", "spec.yaml", "--stage", stage] for stage in
         ["spec", "forward", "training", "optimized", "kernels", "swift"]]
    commands += [["compile", "spec.yaml", "-o", "out"], ["compile", "spec.yaml", "-o", "out", "--check"]]
    cwd = tool.folder()
    with open(os.path.join(cwd, "spec.yaml"), "w") as file:
        file.write(text)
    with open(os.path.join(cwd, "bad.yaml"), "w") as file:
        file.write(text.replace("flatten", "flaten"))
    with open(os.path.join(cwd, "secret.txt"), "w") as file:
        file.write("secret\n")
    library = os.path.dirname(os.path.realpath(tool.path))
    for command in commands:
        row.cases += 1
        result, lines = traced(tool, row, command, command, cwd)
        row.saw(result)
        started = [line for line in lines if STARTED.search(line)]
        # The first execve is strace's own, of the tool.
        row.require(len(started) <= 1, command, f"{started[1:2]}")
        allowed = [os.path.join(cwd, name) for name in ("spec.yaml", "bad.yaml", "out")]
        if command == ["check", "."]:
            allowed.append(cwd)
        found = [path for path in strangers(lines, cwd, allowed, library) if path != cwd]
        row.require(not found, command, f"opened {found}")
        row.require(
            command[0] == "compile" or not result.written, command, f"wrote {result.written}")
    return row


def leaks(tool):
    row = Row("35 what is not ours is not shown")
    cwd = tool.folder()
    secret = "root:x:0:0:s3cr3t_line_of_a_file"
    with open(os.path.join(tool.home, "secret"), "w") as file:
        file.write(secret + "\nsecond: line_of_a_file\n")
    os.symlink(os.path.join(tool.home, "secret"), os.path.join(cwd, "link.yaml"))
    secrets = [b"s3cr3t_line", b"line_of_a_file", b"/bin/bash", b"daemon:"]
    imports = [
        "/etc/passwd", "../secret", "link.yaml", "../../../../../../etc/passwd", tool.home + "/secret",
        "./../secret", "sub/../../secret", "/proc/self/environ", "/dev/stdin", "file:///etc/passwd",
    ]
    for path in imports:
        for text in [
            spec().replace("name:", f"imports: ['{path}']\nname:"),
            spec().replace("name:", f"imports: '{path}'\nname:"),
            f"netwright: 1\nimports: ['{path}']\n",
        ]:
            with open(os.path.join(cwd, "spec.yaml"), "w") as file:
                file.write(text)
            for command in [["check"], ["summary"], ["compile", "-o", "out"]]:
                case = f"{command[0]} {path}"
                result = tool.envelope(
                    row, case, [command[0], "spec.yaml", *command[1:]], cwd, status=REFUSED)
                for one in secrets:
                    row.require(one not in result.err + result.out, case, f"shows {one}")
    return row
