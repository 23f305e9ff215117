"""Section `neighbour`: what a second busy process on one of the cores costs a training step.

Quiet and busy turns alternate; the factor is the busy median over the quiet one of the same round.
"""

import statistics

from contestants import contestants
from processes import BusyNeighbour
from tables import figure, table


def measure(context) -> dict:
    found = {}
    for name in context.workloads:
        field = contestants(name, context.tool, context.python, ["eager"])
        one = {contestant.label: {"quiet": [], "busy": []} for contestant in field}
        for _ in range(3):
            for contestant in field:
                seconds = min(context.seconds, 0.5)
                one[contestant.label]["quiet"].append(contestant.turn(seconds)["median_ms"])
                with BusyNeighbour():
                    one[contestant.label]["busy"].append(contestant.turn(seconds)["median_ms"])
        for contestant in field:
            contestant.close()
        found[name] = one
        words = ", ".join(f"{label} {figure(factor(times))}" for label, times in one.items())
        context.say(f"{name} with a busy neighbour: {words} times as long")
    return found


def factors(times: dict) -> list:
    return [busy / quiet for quiet, busy in zip(times["quiet"], times["busy"])]


def factor(times: dict) -> float:
    return statistics.median(factors(times))


def render(found: dict) -> dict:
    rows = []
    for name, one in found.items():
        row = [name]
        for label in ("netwright", "torch eager"):
            times = one.get(label)
            row += [figure(statistics.median(times["quiet"])), figure(factor(times)),
                    figure(max(factors(times)))] if times else ["–"] * 3
        rows.append(row)
    header = ["workload"]
    for label in ("netwright", "torch eager"):
        header += [f"{label} alone, ms", "with a neighbour, times", "most"]
    return {"neighbour": table(header, rows)}
