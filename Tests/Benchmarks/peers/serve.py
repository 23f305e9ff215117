"""Steps in turn: a peer that stays alive and measures when it is told to.

Protocol, one JSON object a line: the peer says who it is once it has warmed up; then it answers each
`{"seconds": s}` on standard input with the figures of that turn, until standard input closes.
"""

import json
import sys
import time

WARM_UP_STEPS = 10
LEAST_STEPS = 5


def serve(step, peer: str, parameters: int, threads: int) -> None:
    """Serves turns of `step`, a function without arguments that returns when its work is done."""
    base = peak_megabytes()
    start = time.perf_counter()
    step()
    first = time.perf_counter() - start
    for _ in range(WARM_UP_STEPS):
        step()
    say(peer=peer, parameters=parameters, threads=threads, first_s=round(first, 3),
        base_rss_mb=base)
    for line in sys.stdin:
        say(**turn(step, json.loads(line)["seconds"]))


def turn(step, seconds: float) -> dict:
    """Steps for `seconds`, each timed by itself; two before that are not timed."""
    step()
    step()
    times = []
    start = time.perf_counter()
    while len(times) < LEAST_STEPS or time.perf_counter() - start < seconds:
        began = time.perf_counter()
        step()
        times.append((time.perf_counter() - began) * 1e3)
    times.sort()
    middle = len(times) // 2
    median = times[middle] if len(times) % 2 else (times[middle - 1] + times[middle]) / 2
    return {"median_ms": median, "min_ms": times[0], "steps": len(times),
            "peak_rss_mb": peak_megabytes()}


def peak_megabytes() -> float:
    """The largest resident size of this process so far, in units of 2²⁰ bytes."""
    with open("/proc/self/status", encoding="ascii", errors="replace") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    raise RuntimeError("/proc/self/status has no VmHWM")


def say(**members) -> None:
    print(json.dumps(members), flush=True)
