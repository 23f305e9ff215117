"""Products of square matrices by numpy, in turn: numpy_contractions.py THREADS SIZE...

Answers each `{"size": n, "seconds": s}` with the median milliseconds of one product in f32.
"""

import ctypes
import glob
import json
import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = sys.argv[1]

import numpy as np

from serve import say, turn


def kernel_name():
    """What numpy's own OpenBLAS calls the processor that it chose its kernels for."""
    folder = os.path.join(os.path.dirname(np.__file__), os.pardir, "numpy.libs")
    for path in glob.glob(os.path.join(folder, "*openblas*")):
        library = ctypes.CDLL(path)
        for name in ("scipy_openblas_get_corename64_", "openblas_get_corename64_"):
            if hasattr(library, name):
                function = getattr(library, name)
                function.restype = ctypes.c_char_p
                return function().decode()
    return None


def main() -> None:
    random = np.random.default_rng(0)
    say(peer=f"numpy {np.__version__}", kernel=kernel_name())
    for line in sys.stdin:
        asked = json.loads(line)
        size = asked["size"]
        left, right = (random.standard_normal((size, size), dtype=np.float32) for _ in range(2))
        result = np.empty_like(left)
        say(**turn(lambda: np.matmul(left, right, out=result), asked["seconds"]))


if __name__ == "__main__":
    main()
