"""Training steps of a spec by one of the engines: `netwright replay`."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from safetensors.numpy import load_file, save_file


class Failure(Exception):
    """A command did not do what it was asked to; carries its words."""


@dataclass
class Program:
    """A spec, run with the given tool; `folder` is for files that pass between."""

    tool: str
    spec: Path
    folder: Path
    engine: str = "compiled"

    def summary(self) -> dict:
        return json.loads(self._run("summary", self.spec, "--format", "json"))

    def replay(self, state: dict, batches: dict, done: int = 0, threads: int = 2) -> dict:
        """The losses, the state and the gradients of the last step, from `state` after `done` steps.

        `batches` has each input of the spec with a leading axis of steps.
        """
        files = {name: self.folder / f"{name}.safetensors" for name in ("state", "batches", "out")}
        save_file(state, files["state"], {"step": str(done)})
        save_file(batches, files["batches"])
        self._run(
            "replay", self.spec, "--gradients", "--threads", threads, "--engine", self.engine, "--quiet",
            *(part for name, path in files.items() for part in (f"--{name}", path)))
        return load_file(files["out"])

    def _run(self, command: str, *arguments) -> str:
        words = [self.tool, command, *(str(argument) for argument in arguments)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failure(f"{' '.join(words)}: exit status {done.returncode}\n{done.stderr}")
        return done.stdout


def state_of(result: dict) -> dict:
    """Parameters, slots and running statistics of a replay's result."""
    return {
        name: tensor for name, tensor in result.items()
        if name != "loss" and not name.startswith("gradient.")}


def gradients_of(result: dict) -> dict:
    return {
        name.removeprefix("gradient."): tensor for name, tensor in result.items()
        if name.startswith("gradient.")}
