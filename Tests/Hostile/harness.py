"""Runs the tool on one hostile input in a child process and holds what happens against an envelope.

The envelope (E): 1 GB of address space, 2 s, exit status 1, at least one diagnostic with a code and
a span, no signal, at most 64 kB on standard error, nothing written.
"""

import json
import os
import re
import resource
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field

GIGABYTE = 1 << 30
CODE = re.compile(rb"^error\[E\d{4}\]", re.MULTILINE)
PLACE = re.compile(rb"^ *--> .+:\d+:\d+$", re.MULTILINE)
REFUSED, ACCEPTED, EITHER = {1}, {0}, {0, 1}


@dataclass
class Result:
    status: int  # negative: the signal
    seconds: float  # of processor time
    wall: float
    peak: int  # bytes resident
    out: bytes
    err: bytes
    written: list


@dataclass
class Row:
    """The cases of one row of the table, and what was seen of them."""

    title: str
    cases: int = 0
    seconds: float = 0.0
    peak: int = 0
    notes: list = field(default_factory=list)
    failures: list = field(default_factory=list)

    def saw(self, result):
        self.seconds = max(self.seconds, result.seconds)
        self.peak = max(self.peak, result.peak)

    def fail(self, case, reason):
        self.failures.append(f"{case}: {reason}")

    def require(self, condition, case, reason):
        if not condition:
            self.fail(case, reason)
        return condition


def listing(folder):
    """What a folder holds, deep: names, sizes and times of change."""
    found = []
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(place, name)
            status = os.lstat(path)
            found.append((path, status.st_mode, status.st_size, status.st_mtime_ns))
    return sorted(found)


class Tool:
    """The program under test. `patience` stretches all times, for unoptimized builds."""

    def __init__(self, path, patience=1.0):
        self.path = path
        self.patience = patience
        self.home = tempfile.mkdtemp(prefix="netwright-hostile-")
        self._count = 0

    def folder(self):
        """A new empty folder."""
        self._count += 1
        path = os.path.join(self.home, str(self._count))
        os.mkdir(path)
        return path

    def run(self, arguments, cwd, memory=GIGABYTE, wall=2.0, stack=None, stdin=None, wrap=()):
        """One run in the folder `cwd`, which is compared before and after."""
        before = listing(cwd)
        environment = {"PATH": os.environ["PATH"], "HOME": self.home, "LC_ALL": "C"}
        environment["XDG_CACHE_HOME"] = os.path.join(self.home, "cache")

        def limit():
            if memory:
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            if stack:
                resource.setrlimit(resource.RLIMIT_STACK, (stack, stack))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            began = time.monotonic()
            child = subprocess.Popen(
                [*wrap, self.path, *arguments], cwd=cwd, env=environment, stdout=out, stderr=err,
                stdin=stdin or subprocess.DEVNULL, preexec_fn=limit)
            status, usage = self._wait(child, began + wall * self.patience * 10)
            took = time.monotonic() - began
            out.seek(0)
            err.seek(0)
            return Result(
                os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, took,
                usage.ru_maxrss << 10, out.read(), err.read(),
                [change[0] for change in set(before) ^ set(listing(cwd))])

    def _wait(self, child, deadline):
        """Waits; a child that hangs is killed, which shows as a signal."""
        pause = 0.0005
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                child.returncode = os.waitstatus_to_exitcode(status)
                return status, usage
            if time.monotonic() > deadline:
                child.send_signal(signal.SIGKILL)
            time.sleep(pause)
            pause = min(pause * 1.5, 0.01)

    def envelope(
        self, row, case, arguments, cwd, status=REFUSED, seconds=2.0, peak=None, place=True, **limits
    ):
        """One run held against E, with a row's own figures; counts as a case. The result."""
        result = self.run(arguments, cwd, **limits)
        row.cases += 1
        row.saw(result)
        if result.status < 0:
            row.fail(case, f"ended by {signal.Signals(-result.status).name} {tail(result.err)}")
            return result
        row.require(result.status in status, case, f"status {result.status} {tail(result.err)}")
        row.require(
            result.seconds <= seconds * self.patience, case, f"took {result.seconds:.3f} s")
        if peak:
            row.require(result.peak <= peak, case, f"took {result.peak >> 20} MB")
        row.require(len(result.err) <= 64_000, case, f"{len(result.err)} bytes of errors")
        row.require(not result.written, case, f"wrote {result.written}")
        if result.status == 1:
            row.require(CODE.search(result.err), case, f"no code in {tail(result.err)}")
            if place:
                row.require(PLACE.search(result.err), case, f"no place in {tail(result.err)}")
        return result

    def check(self, row, case, content, **figures):
        """`check` on one file with this content, held against E.

        `content`: text, bytes, or head, unit, count and end of a text that would be large.
        """
        cwd = self.folder()
        write(os.path.join(cwd, "spec.yaml"), content)
        return self.envelope(row, case, ["check", "spec.yaml"], cwd, **figures)

    def check_many(self, row, contents, status=EITHER, wall=60.0):
        """`check` on many specs at once; a run that dies is halved until the culprit is known.

        `status`: what each may be. Gives the diagnostics of each, in order; None for a culprit.
        """
        cwd = self.folder()
        names = []
        for index, content in enumerate(contents):
            names.append(f"{index}.yaml")
            write(os.path.join(cwd, names[-1]), content)
        found = {}
        self._batch(row, cwd, names, contents, found, wall)
        row.cases += len(contents)
        for index, name in enumerate(names):
            diagnostics = found.get(name)
            if diagnostics is None:
                continue
            errors = [item for item in diagnostics if item["severity"] == "error"]
            shown = contents[index] if len(contents[index]) < 600 else f"case {index}"
            row.require(
                (1 if errors else 0) in status, shown,
                f"refused: {errors[0]['message']}" if errors else "accepted")
            for item in errors:
                row.require(
                    item["spans"] and re.fullmatch(r"E\d{4}", item["code"]), shown,
                    f"no place: {item['code']} {item['message']}")
                row.require(item["code"] < "E0900", shown, f"{item['code']} {item['message']}")
        return [found.get(name) for name in names]

    def _batch(self, row, cwd, names, contents, found, wall):
        for start in range(0, len(names), 1000):
            self._halving(row, cwd, names[start : start + 1000], contents, found, wall)

    def _halving(self, row, cwd, names, contents, found, wall):
        result = self.run(["check", "--format", "json", *names], cwd, wall=wall)
        row.saw(Result(0, result.seconds / len(names), 0, result.peak, b"", b"", []))
        if result.status in (0, 1) and result.out:
            for name in names:
                found[name] = []
            for item in json.loads(result.out)["diagnostics"]:
                found.setdefault(item["file"], []).append(item)
            row.require(not result.written, names[0], f"wrote {result.written}")
            return
        if len(names) == 1:
            content = contents[int(names[0].split(".")[0])]
            row.fail(content, f"ended with {result.status} {tail(result.err)}")
            return
        middle = len(names) // 2
        self._halving(row, cwd, names[:middle], contents, found, wall)
        self._halving(row, cwd, names[middle:], contents, found, wall)


def write(path, content):
    with open(path, "wb") as file:
        if not isinstance(content, tuple):
            file.write(content.encode() if isinstance(content, str) else content)
            return
        head, unit, count, end = content
        file.write(head.encode())
        while count > 0:
            file.write(unit.encode() * min(count, 10_000))
            count -= 10_000
        file.write(end.encode())


def tail(text):
    shown = text.decode("utf-8", "replace").strip().replace("\n", " / ")
    return shown if len(shown) <= 300 else "…" + shown[-300:]
