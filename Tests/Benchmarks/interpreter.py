"""Section `interpreter`: the fast interpreter, which compiles nothing, against eager PyTorch."""

import statistics

from contestants import Netwright, eager
from tables import figure, table
from tool import Failure, spec_path


def measure(context) -> dict:
    if not context.python:
        raise Failure("the section `interpreter` needs the peers: `make peers`")
    found = {}
    for name in context.workloads:
        ours = Netwright(context.tool, spec_path(name), engine="fast")
        theirs = eager(name, context.tool, context.python)
        turns = {"fast": [], "torch eager": []}
        for _ in range(context.rounds):
            turns["fast"].append(ours.turn(min(context.seconds, 0.5))["median_ms"])
            turns["torch eager"].append(theirs.turn(min(context.seconds, 0.5))["median_ms"])
        theirs.close()
        found[name] = turns
        words = ", ".join(f"{key} {figure(statistics.median(one))}" for key, one in turns.items())
        context.say(f"{name}: {words} ms")
    return found


def render(found: dict) -> dict:
    rows = []
    for name, turns in found.items():
        ratios = [ours / theirs for ours, theirs in zip(turns["fast"], turns["torch eager"])]
        rows.append([
            name, *(figure(statistics.median(turns[key])) for key in ("fast", "torch eager")),
            figure(min(ratios)), figure(statistics.median(ratios)), figure(max(ratios))])
    return {"interpreter": table(
        ["workload", "fast interpreter, ms", "torch eager, ms", "times as long, least", "median",
         "most"], rows)}
