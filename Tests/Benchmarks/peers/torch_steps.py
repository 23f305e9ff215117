"""Training steps of one workload in PyTorch, in turn: torch_steps.py eager|compile NAME THREADS"""

import sys

import torch

import torch_models
from serve import serve
from workloads import WORKLOADS


def batch(workload):
    """A random batch; images as PyTorch lays them out, channels before rows and columns."""
    target = torch.randint(workload.classes, workload.target)
    if workload.vocabulary:
        return torch.randint(workload.vocabulary, workload.input), target
    data = torch.randn(workload.input)
    return (data.permute(0, 3, 1, 2).contiguous() if data.ndim == 4 else data), target


def main(mode: str, name: str, threads: int) -> None:
    torch.manual_seed(0)
    torch.set_num_threads(threads)
    workload = WORKLOADS[name]
    model = torch_models.MODELS[name]()
    forward = torch.compile(model) if mode == "compile" else model
    data, target = batch(workload)
    optimizer = torch_models.optimizer(workload.optimizer, model.parameters())

    def step():
        optimizer.zero_grad(set_to_none=True)
        torch_models.loss(forward(data), target).backward()
        optimizer.step()

    parameters = sum(parameter.numel() for parameter in model.parameters())
    serve(step, f"torch {torch.__version__} {mode}", parameters, torch.get_num_threads())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
