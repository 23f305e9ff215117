"""What every section of the report is told."""

from dataclasses import dataclass, field

from tool import Tool


@dataclass
class Context:
    tool: Tool
    # Python of the virtual environment with the peers; none where it is not installed.
    python: str | None
    workloads: list
    rounds: int = 5
    # Seconds of one turn.
    seconds: float = 1.0
    peers: list = field(default_factory=lambda: ["eager", "compile", "jax"])

    def say(self, words: str) -> None:
        print(words, flush=True)
