"""What the machine does while something is measured."""

import os
import subprocess
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")


def busy_seconds() -> float:
    """Processor seconds that all processes have used, and that a hypervisor took, since boot."""
    with open("/proc/stat", encoding="ascii") as stat:
        fields = [int(field) for field in stat.readline().split()[1:9]]
    user, nice, system, _idle, _wait, interrupt, soft, stolen = fields
    return (user + nice + system + interrupt + soft + stolen) / TICKS


def process_seconds(pid: int) -> float:
    """Processor seconds of a running process, all of its threads included."""
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def own_seconds() -> float:
    """Processor seconds of this process and of the children that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class Others:
    """The share of all cores that other processes take between `with` and its end, in percent.

    The kernel counts in ticks of 10 ms, so that a turn of a second is known to a percent or two.
    """

    def __init__(self, pids=()):
        self.pids = list(pids)
        self.percent = 0.0

    def __enter__(self):
        self.start = time.perf_counter(), self._used()
        return self

    def __exit__(self, *_):
        (began, (all_before, own_before)), (all_now, own_now) = self.start, self._used()
        available = (time.perf_counter() - began) * os.cpu_count()
        others = (all_now - all_before) - (own_now - own_before)
        self.percent = max(0.0, 100 * others / max(available, 1e-9))

    def _used(self):
        return busy_seconds(), own_seconds() + sum(process_seconds(pid) for pid in self.pids)


class BusyNeighbour:
    """A process that takes all it can get of the last core while `with` lasts."""

    def __enter__(self):
        core = os.cpu_count() - 1
        code = f"import os\nos.sched_setaffinity(0, {{{core}}})\nwhile True: pass"
        self.process = subprocess.Popen([sys.executable, "-c", code])
        time.sleep(0.2)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
