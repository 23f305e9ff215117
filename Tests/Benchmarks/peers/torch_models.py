"""The workloads as PyTorch modules; Tests/Agreement compares them with the specs."""

import torch
from torch import nn
from torch.nn import functional


def dense_chain(*sizes: int) -> nn.Sequential:
    """Dense layers with rectifiers between them."""
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def lenet() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        *dense_chain(400, 120, 84, 10))


def convolution(inputs: int, outputs: int, kernel: int, stride: int = 1) -> nn.Sequential:
    """A convolution without bias and its batch normalization."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs))


class ResidualBlock(nn.Module):
    """Two convolutions of 3 × 3 and a shortcut, which is a projection where the shape changes."""

    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.first = convolution(inputs, outputs, 3, stride)
        self.second = convolution(outputs, outputs, 3)
        same_shape = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same_shape else convolution(inputs, outputs, 1, stride)

    def forward(self, x):
        main = self.second(functional.relu(self.first(x)))
        return functional.relu(main + self.shortcut(x))


def resnet20() -> nn.Sequential:
    layers = [convolution(3, 16, 3), nn.ReLU()]
    inputs = 16
    for outputs in (16, 32, 64):
        for block in range(3):
            stride = 2 if block == 0 and outputs > 16 else 1
            layers.append(ResidualBlock(inputs, outputs, stride))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def dscnn(width: int = 64) -> nn.Sequential:
    layers = [nn.Conv2d(1, width, (10, 4), 2, (5, 1)), nn.BatchNorm2d(width), nn.ReLU()]
    for _ in range(4):
        layers += [
            nn.Conv2d(width, width, 3, padding=1, groups=width), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, width, 1), nn.BatchNorm2d(width), nn.ReLU()]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, 12))


class Attention(nn.Module):
    """Causal attention with packed queries, keys and values."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.packed = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)

    def forward(self, x):
        batch, time, width = x.shape
        query, key, value = (
            part.view(batch, time, self.heads, -1).transpose(1, 2)
            for part in self.packed(x).split(width, -1))
        mixed = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.output(mixed.transpose(1, 2).reshape(batch, time, width))


class TransformerBlock(nn.Module):
    """Normalization before attention and before the two dense layers, as in GPT-2."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.attention_norm = nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.dense_norm = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)

    def forward(self, x):
        x = x + self.attention(self.attention_norm(x))
        hidden = functional.gelu(self.widen(self.dense_norm(x)), approximate="tanh")
        return x + self.narrow(hidden)


class CharacterGPT(nn.Module):
    def __init__(self, vocabulary=65, time=128, width=128, heads=4, depth=4):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(time, width)
        self.blocks = nn.Sequential(*(TransformerBlock(width, heads) for _ in range(depth)))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary, bias=False)

    def forward(self, tokens):
        hidden = self.tokens(tokens) + self.positions.weight[: tokens.shape[1]]
        return self.head(self.norm(self.blocks(hidden)))


class CharacterLSTM(nn.Module):
    def __init__(self, vocabulary=65, width=64, units=256):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.lstm = nn.LSTM(width, units, batch_first=True)
        self.head = nn.Linear(units, vocabulary)

    def forward(self, tokens):
        return self.head(self.lstm(self.tokens(tokens))[0])


MODELS = {
    "tabular_mlp": lambda: dense_chain(30, 64, 32, 2),
    "mnist_mlp": lambda: dense_chain(784, 512, 512, 10),
    "lenet": lenet,
    "resnet20": resnet20,
    "dscnn": dscnn,
    "char_gpt": CharacterGPT,
    "char_lstm": CharacterLSTM,
}


def optimizer(choice, parameters) -> torch.optim.Optimizer:
    """The optimizer of a workload, in PyTorch's fused form."""
    if choice.kind == "sgd":
        return torch.optim.SGD(
            parameters, choice.learning_rate, momentum=choice.momentum,
            weight_decay=choice.weight_decay, fused=True)
    kind = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[choice.kind]
    return kind(parameters, choice.learning_rate, weight_decay=choice.weight_decay, fused=True)


def loss(logits, target):
    """Mean cross-entropy over every row, or over every character of every row."""
    return functional.cross_entropy(logits.reshape(-1, logits.shape[-1]), target.reshape(-1))
