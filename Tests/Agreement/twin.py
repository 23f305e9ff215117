"""A workload in PyTorch, with its state under the names and in the layouts of the spec."""

import numpy as np
import torch

import torch_models
from layouts import weights_from_torch, weights_to_torch

# Names of the optimizer's slots: ours and PyTorch's.
SLOTS = {
    "sgd": {"momentum": "momentum_buffer"},
    "adam": {"first_moment": "exp_avg", "second_moment": "exp_avg_sq"},
    "adamw": {"first_moment": "exp_avg", "second_moment": "exp_avg_sq"},
}


class Twin:
    """A PyTorch model that takes the same steps, in f32 or f64."""

    def __init__(self, workload, matches: list, tensors: dict, dtype=torch.float64):
        self.workload, self.matches, self.dtype = workload, matches, dtype
        self.model = build(workload.name).to(dtype)
        self.optimizer = torch_models.optimizer(
            workload.optimizer, [p for p in self.model.parameters() if p.requires_grad])
        self._load(tensors)

    def _load(self, tensors: dict) -> None:
        """Takes weights and running statistics, and slots of the optimizer where there are any."""
        weights = weights_to_torch(tensors, self.matches)
        state = self.model.state_dict()
        for name, array in weights.items():
            state[name] = torch.tensor(array, dtype=self.dtype)
        self.model.load_state_dict(state)

    def load_optimizer(self, tensors: dict, done: int) -> None:
        """Puts the optimizer where it stood after `done` steps."""
        parameters = dict(self.model.named_parameters())
        for match in self.matches:
            if not match.is_trained:
                continue
            kind = self.workload.optimizer.kind
            slots = {} if kind == "sgd" else {"step": torch.tensor(float(done))}
            for ours, theirs in SLOTS[kind].items():
                array = match.layout.to_torch(tensors[f"optimizer.{ours}.{match.ours}"])
                slots[theirs] = torch.tensor(np.ascontiguousarray(array), dtype=self.dtype)
            self.optimizer.state[parameters[match.theirs]] = slots

    def step(self, data: np.ndarray, target: np.ndarray) -> float:
        """One step on a batch as the spec has it; returns the loss before the update."""
        loss = self.backward(data, target)
        self.optimizer.step()
        return loss

    def backward(self, data: np.ndarray, target: np.ndarray) -> float:
        """The loss of a batch; `gradients` has its gradients then."""
        self.optimizer.zero_grad(set_to_none=True)
        logits = self.model(self._input(data))
        loss = torch_models.loss(logits, torch.tensor(target, dtype=torch.int64))
        loss.backward()
        return loss.item()

    def _input(self, data: np.ndarray):
        """Images channels-first; indices as PyTorch wants them."""
        if self.workload.vocabulary:
            return torch.tensor(data, dtype=torch.int64)
        values = torch.tensor(data, dtype=self.dtype)
        return values.permute(0, 3, 1, 2).contiguous() if values.ndim == 4 else values

    def tensors(self) -> dict:
        """Weights and running statistics, as the spec has them."""
        state = {name: value.numpy() for name, value in self.model.state_dict().items()}
        return weights_from_torch(state, self.matches)

    def gradients(self) -> dict:
        found = {
            name: parameter.grad.numpy() for name, parameter in self.model.named_parameters()
            if parameter.grad is not None}
        return weights_from_torch(found, self.matches)


def build(name: str):
    """The model of a workload; PyTorch's second LSTM bias, which says nothing new, stays zero."""
    model = torch_models.MODELS[name]()
    for module in model.modules():
        if isinstance(module, torch.nn.LSTM):
            module.bias_hh_l0.requires_grad_(False)
            module.bias_hh_l0.zero_()
    return model


def initial_tensors(name: str, matches: list) -> dict:
    """PyTorch's own initial weights, in f32, as the spec has them."""
    torch.manual_seed(7)
    state = {key: value.detach().numpy() for key, value in build(name).state_dict().items()}
    return weights_from_torch(state, matches)
