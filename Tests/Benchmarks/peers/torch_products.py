"""The matrix products of a step alone by PyTorch, in turn: torch_products.py THREADS PRODUCTS

PRODUCTS is JSON: a list of {left, right, result, rows, columns, depth, left_transposed, right_transposed},
in the order of the step. Names stand for tensors, so that what a step writes and reads again is the same
memory; a result without a name has memory of its own. Nothing else is computed: no bias, no activation,
no update.
"""

import json
import sys

import torch

from serve import serve


class Memory:
    """The tensors of the step, each as large as its largest use."""

    def __init__(self):
        self.tensors = {}

    def view(self, name, rows, columns, is_transposed=False):
        count = rows * columns
        if name is None:
            return torch.empty(rows, columns)
        if name not in self.tensors or self.tensors[name].numel() < count:
            # So small that a chain of products neither grows nor vanishes much.
            self.tensors[name] = 0.06 * torch.randn(count)
        flat = self.tensors[name][:count]
        return flat.view(columns, rows).t() if is_transposed else flat.view(rows, columns)

    def operands(self, one):
        return (
            self.view(one["left"], one["rows"], one["depth"], one["left_transposed"]),
            self.view(one["right"], one["depth"], one["columns"], one["right_transposed"]),
            self.view(one["result"], one["rows"], one["columns"]))


def main() -> None:
    threads = int(sys.argv[1])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    products = json.loads(sys.argv[2])
    memory = Memory()
    for one in products:
        memory.operands(one)
    # Again, now that every tensor is as large as it gets.
    calls = [memory.operands(one) for one in products]

    def step():
        for left, right, result in calls:
            torch.mm(left, right, out=result)

    serve(step, f"torch {torch.__version__}", 0, threads)


if __name__ == "__main__":
    main()
