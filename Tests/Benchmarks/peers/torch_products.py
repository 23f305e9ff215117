"""The bare products of a step by PyTorch, in turn: torch_products.py THREADS PRODUCTS

PRODUCTS is JSON: a list of {left, right, rows, columns, depth, left_transposed, right_transposed}, in the
order of the step; left and right name tensors, so that what a step reads twice is the same memory. Every
result has memory of its own, and nothing else is computed: no bias, no activation, no update.
"""

import json
import sys

import torch

from serve import serve


def main() -> None:
    threads = int(sys.argv[1])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    memory = {}

    def operand(name, rows, columns, is_transposed):
        """A view of the tensor of that name, which is as large as its largest use."""
        count = rows * columns
        if name not in memory or memory[name].numel() < count:
            memory[name] = torch.randn(count)
        flat = memory[name][:count]
        return flat.view(columns, rows).t() if is_transposed else flat.view(rows, columns)

    products = json.loads(sys.argv[2])
    # Twice, so that every view is one of the tensor as large as it gets.
    for _ in range(2):
        calls = [
            (operand(one["left"], one["rows"], one["depth"], one["left_transposed"]),
             operand(one["right"], one["depth"], one["columns"], one["right_transposed"]),
             torch.empty(one["rows"], one["columns"]))
            for one in products]

    def step():
        for left, right, result in calls:
            torch.mm(left, right, out=result)

    serve(step, f"torch {torch.__version__}", 0, threads)


if __name__ == "__main__":
    main()
