"""Netwright itself: its commands, as the benchmark calls them."""

import json
import os
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Failure(Exception):
    """A command did not do what it was asked to; carries its words."""


def run(command, timeout: float = 900, **options) -> str:
    """Runs a command to its end; returns what it printed."""
    done = subprocess.run(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL, text=True, timeout=timeout, check=False, **options)
    if done.returncode:
        words = " ".join(str(part) for part in command)
        raise Failure(f"{words}: exit status {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


class Tool:
    """The tool of a build folder, with the devtool that lies beside it."""

    def __init__(self, path: str, threads: int):
        self.path = os.path.abspath(path)
        self.devtool = os.path.join(os.path.dirname(self.path), "devtool")
        self.threads = threads
        if not os.access(self.path, os.X_OK):
            raise Failure(f"no tool at {self.path}; build it with `make build`")

    def bench(self, spec, steps: int, engine: str = "compiled", environment=None) -> dict:
        """`bench` on a spec: its JSON object."""
        command = [self.path, "bench", spec, "--steps", steps, "--threads", self.threads]
        return json.loads(run([*command, "--engine", engine, "--quiet"], env=environment))

    def summary(self, spec) -> dict:
        return json.loads(run([self.path, "summary", spec, "--format", "json"]))

    def kernels(self, spec) -> str:
        """The kernels of a spec and the order in which steps call them."""
        return run([self.path, "dump", spec, "--stage", "kernels"])

    def emit(self, spec, folder) -> float:
        """Writes the package of a spec; returns the seconds of the whole command."""
        start = time.perf_counter()
        run([self.path, "compile", spec, "-o", folder])
        return time.perf_counter() - start

    def rates(self) -> dict:
        return json.loads(run([self.devtool, "measure", "rates", self.threads]))

    def contraction(self, size: int) -> dict:
        return json.loads(run([self.devtool, "measure", "contraction", self.threads, size]))


def spec_path(name: str) -> Path:
    return ROOT / "specs" / "bench" / f"{name}.yaml"
