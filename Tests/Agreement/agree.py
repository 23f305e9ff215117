#!/usr/bin/env python3
"""Holds training steps of our programs against PyTorch's, from the same weights.

    agree.py --tool .build/release/netwright [WORKLOAD ...]

Needs PyTorch and safetensors: run it with the Python of the peers (`make agree` does). For each
workload of the benchmark:

- the first loss and every gradient, against PyTorch in f64;
- 20 steps on the same batches: every loss, and where the weights have gone;
- steps 50, 100 and 200 by themselves, each from the state that our program had reached;
- the loss at the end of 200 steps against PyTorch's own 200 in f32;
- the same bits from 1 thread and 2, and from run to run.

Prints a line for each check, and `N passed, N failed`; exit status 1 when any failed.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Benchmarks/peers"))

import checks  # noqa: E402
from correspondence import Mismatch  # noqa: E402
from netwright import Failure, Program  # noqa: E402
from workloads import WORKLOADS  # noqa: E402

# How many steps the long comparison takes; the restarted steps lie within.
STEPS = 200


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD")
    parser.add_argument(
        "--tool", default=str(ROOT / ".build/release/netwright"), help="the built tool")
    parser.add_argument("--engine", default="compiled", help="who takes our steps")
    return parser.parse_args()


def agree(options, name: str) -> list:
    """The findings of one workload."""
    spec = ROOT / "specs" / "bench" / f"{name}.yaml"
    with tempfile.TemporaryDirectory() as folder:
        program = Program(os.path.abspath(options.tool), spec, Path(folder), options.engine)
        return checks.run(WORKLOADS[name], program, STEPS)


def main() -> int:
    options = arguments()
    unknown = [name for name in options.workloads if name not in WORKLOADS]
    if unknown:
        words = f"no workload {', '.join(unknown)}; there are {', '.join(WORKLOADS)}"
        print(words, file=sys.stderr)
        return 2
    passed = failed = 0
    for name in options.workloads or WORKLOADS:
        if not (ROOT / "specs" / "bench" / f"{name}.yaml").exists():
            print(f"-       {name}: no spec yet", flush=True)
            continue
        try:
            findings = agree(options, name)
        except (Failure, Mismatch) as failure:
            findings = [checks.Finding("can be compared", False, str(failure))]
        for finding in findings:
            mark = "ok      " if finding.holds else "FAILED  "
            print(f"{mark}{name}: {finding.what}: {finding.words}", flush=True)
            passed, failed = passed + finding.holds, failed + (not finding.holds)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
