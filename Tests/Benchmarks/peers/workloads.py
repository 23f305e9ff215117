"""The workloads of the benchmark: one table that every peer reads.

Each has a spec of the same name in specs/bench. A training step is the same work everywhere:
forward, mean cross-entropy, every gradient, the update of every parameter, in f32, on one batch
that lies in memory. Shapes are channels-last, as in the specs; PyTorch gets the same images
channels-first.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Optimizer:
    """`sgd` with momentum; `adam` and `adamw` with betas 0.9 and 0.999 and epsilon 1e-8."""

    kind: str
    learning_rate: float
    momentum: float = 0.0
    # Added to the gradient by `sgd`; taken from the weight, times the learning rate, by `adamw`.
    weight_decay: float = 0.0


@dataclass(frozen=True)
class Workload:
    name: str
    # The shape of a batch: numbers, or tokens below `vocabulary`.
    input: tuple
    # The shape of the class indices that the loss is told.
    target: tuple
    classes: int
    optimizer: Optimizer
    # Numbers in trained parameters, and what PyTorch has where that differs.
    parameters: int
    vocabulary: int = 0
    torch_parameters: int = 0

    @property
    def parameters_of_torch(self) -> int:
        return self.torch_parameters or self.parameters


ADAM = Optimizer("adam", 1e-3)
ADAMW = Optimizer("adamw", 1e-3, weight_decay=0.01)
SGD = Optimizer("sgd", 0.01, momentum=0.9)
SGD_DECAY = Optimizer("sgd", 0.01, momentum=0.9, weight_decay=1e-4)

WORKLOADS = {
    workload.name: workload
    for workload in [
        # Dense 30-64-32-2.
        Workload("tabular_mlp", (32, 30), (32,), 2, ADAM, 4130),
        # Dense 784-512-512-10.
        Workload("mnist_mlp", (128, 784), (128,), 10, SGD, 669706),
        # LeNet-5 with rectifiers and maximum pooling.
        Workload("lenet", (64, 28, 28, 1), (64,), 10, ADAM, 61706),
        # ResNet-20 with projections where the shape changes.
        Workload("resnet20", (32, 32, 32, 3), (32,), 10, SGD_DECAY, 272474),
        # Depthwise separable convolutions over a spectrogram, 64 channels, four blocks.
        Workload("dscnn", (64, 49, 10, 1), (64,), 12, ADAM, 23756),
        # Four transformer blocks of width 128 with four heads, 128 characters.
        Workload("char_gpt", (16, 128), (16, 128), 65, ADAMW, 826368, vocabulary=65),
        # One LSTM of 256 units over 64 characters. PyTorch has two biases where one would do,
        # which is 4 × 256 parameters more and the same function.
        Workload(
            "char_lstm", (32, 64), (32, 64), 65, ADAM, 349569, vocabulary=65,
            torch_parameters=350593),
    ]
}
