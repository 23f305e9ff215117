"""Section `builds`: from a spec to source, and from source to a program."""

import tempfile
import time
from pathlib import Path

from tables import figure, table
from tool import run, spec_path


def measure_one(context, name: str, folder: str) -> dict:
    package = Path(folder) / name
    times = [context.tool.emit(spec_path(name), package) for _ in range(5)]
    module = "".join(word.capitalize() for word in name.split("_"))
    lines = {
        file.name: file.read_text(encoding="utf-8").count("\n")
        for file in (package / "Sources" / module).rglob("*.swift")}
    start = time.perf_counter()
    run(["swift", "build", "-c", "release", "--package-path", package])
    return {"emit_s": sorted(times), "build_s": time.perf_counter() - start,
            "files": len(lines), "lines": sum(lines.values()), "longest": max(lines.values())}


def measure(context) -> dict:
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in context.workloads:
            found[name] = measure_one(context, name, folder)
            one = found[name]
            context.say(f"{name}: {figure(one['emit_s'][0] * 1e3)} ms to source, "
                        f"{figure(one['build_s'])} s to build")
    return found


def render(found: dict) -> dict:
    rows = [
        [name, figure(one["emit_s"][0] * 1e3), figure(one["emit_s"][2] * 1e3), one["files"],
         f"{one['lines']:,}", f"{one['longest']:,}", figure(one["build_s"])]
        for name, one in found.items()]
    return {"builds": table(
        ["workload", "spec to source, ms, least", "median", "files", "lines", "longest file",
         "cold build, s"], rows)}
