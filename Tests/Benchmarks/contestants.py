"""Who is measured: Netwright, one process a turn, and peers, which live on and wait for theirs."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from processes import Others
from tool import Failure, Tool, spec_path

PEERS = Path(__file__).parent / "peers"

# Set where old libraries compute wrong results on new processors; they slow the present ones.
SLOWING = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


class Netwright:
    """An engine on a spec; the compiled one unless told otherwise."""

    label = "netwright"

    def __init__(self, tool: Tool, spec, engine: str = "compiled", environment=None):
        self.tool, self.spec, self.engine, self.environment = tool, spec, engine, environment
        # Builds the program, so that no turn does; also says how many steps fill a turn.
        self._bench(1)
        first = self._bench(10)
        self.expected = first["median_ms"]
        self.about = {"parameters": first["parameters"], "flops": first["flops_per_step"]}

    def turn(self, seconds: float) -> dict:
        """As many steps as should fill the time, after ten that are not timed."""
        steps = int(min(max(seconds * 1e3 / max(self.expected, 1e-3), 5), 100_000))
        with Others() as others:
            figures = self._bench(steps)
        return figures | {"others_percent": others.percent}

    def _bench(self, steps: int) -> dict:
        return self.tool.bench(self.spec, steps, self.engine, self.environment)

    def close(self) -> None:
        """Nothing lives on between turns."""


class Peer:
    """A process that measures when it is told to."""

    def __init__(self, label: str, python: str, script: str, *arguments):
        self.label = label
        environment = {key: os.environ[key] for key in os.environ if key not in SLOWING}
        self.words = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(
            [python, str(PEERS / script), *(str(argument) for argument in arguments)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.words, text=True,
            env=environment)
        self.about = self._answer()

    def turn(self, seconds: float, **asked) -> dict:
        with Others([self.process.pid]) as others:
            self.process.stdin.write(json.dumps({"seconds": seconds} | asked) + "\n")
            self.process.stdin.flush()
            figures = self._answer()
        return figures | {"others_percent": others.percent}

    def _answer(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            self.words.seek(0)
            words = self.words.read()[-2000:]
            raise Failure(f"{self.label} ended with {self.process.returncode}\n{words}")
        return json.loads(line)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.words.close()


def eager(name: str, tool: Tool, python: str) -> Peer:
    """PyTorch as it runs without compiling, on a workload."""
    return Peer("torch eager", python, "torch_steps.py", "eager", name, tool.threads)


def contestants(name: str, tool: Tool, python: str | None, chosen) -> list:
    """Netwright and the chosen peers on one workload, all warmed up."""
    known = {
        "eager": lambda: eager(name, tool, python),
        "compile": lambda: Peer(
            "torch.compile", python, "torch_steps.py", "compile", name, tool.threads),
        "jax": lambda: Peer("JAX", python, "jax_steps.py", name, tool.threads),
    }
    found = [Netwright(tool, spec_path(name))]
    if python:
        found += [known[peer]() for peer in chosen]
    return found
