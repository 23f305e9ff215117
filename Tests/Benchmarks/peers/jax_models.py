"""The workloads in JAX: each is a tree of initial parameters and a function from them to logits.

Batch normalization updates its running statistics, which are the second tree of each model; what
the specs and PyTorch do, JAX does too.
"""

import math

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

RANDOM = np.random.default_rng(0)


def normal(*shape: int, scale: float = 1.0):
    return jnp.array(RANDOM.standard_normal(shape, dtype=np.float32) * scale)


def dense(inputs: int, outputs: int) -> dict:
    return {"weight": normal(inputs, outputs, scale=inputs**-0.5), "bias": jnp.zeros(outputs)}


def apply_dense(p, x):
    return x @ p["weight"] + p["bias"]


def dense_chain(*sizes: int):
    parameters = [dense(a, b) for a, b in zip(sizes, sizes[1:])]

    def forward(parameters, state, x):
        for layer in parameters[:-1]:
            x = jax.nn.relu(apply_dense(layer, x))
        return apply_dense(parameters[-1], x), state

    return parameters, {}, forward


def filters(rows: int, columns: int, inputs: int, outputs: int):
    return normal(rows, columns, inputs, outputs, scale=(rows * columns * inputs) ** -0.5)


def convolve(x, weight, stride: int = 1, padding="SAME", groups: int = 1):
    return lax.conv_general_dilated(
        x, weight, (stride, stride), padding, dimension_numbers=("NHWC", "HWIO", "NHWC"),
        feature_group_count=groups)


def max_pool(x):
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")


def lenet():
    parameters = {
        "filters": [filters(5, 5, 1, 6), filters(5, 5, 6, 16)],
        "biases": [jnp.zeros(6), jnp.zeros(16)],
        "dense": dense_chain(400, 120, 84, 10)[0],
    }

    def forward(p, state, x):
        (first, second), (one, two) = p["filters"], p["biases"]
        x = max_pool(jax.nn.relu(convolve(x, first) + one))
        x = max_pool(jax.nn.relu(convolve(x, second, padding="VALID") + two))
        x = x.reshape(x.shape[0], -1)
        for layer in p["dense"][:-1]:
            x = jax.nn.relu(apply_dense(layer, x))
        return apply_dense(p["dense"][-1], x), state

    return parameters, {}, forward


class Normalized:
    """Convolutions with batch normalization, kept under names in two trees."""

    def __init__(self):
        self.parameters, self.state = {}, {}

    def add(self, name: str, weight, bias: bool = False) -> None:
        width = weight.shape[-1]
        self.parameters[name] = {
            "filters": weight, "scale": jnp.ones(width), "offset": jnp.zeros(width)}
        if bias:
            self.parameters[name]["bias"] = jnp.zeros(width)
        self.state[name] = {"mean": jnp.zeros(width), "variance": jnp.ones(width)}


def normalized_convolution(p, state, name: str, x, **options):
    """The convolution `name`, normalized over the batch; notes the statistics in `state`."""
    layer = p[name]
    x = convolve(x, layer["filters"], **options) + layer.get("bias", 0)
    mean = x.mean((0, 1, 2))
    variance = jnp.square(x - mean).mean((0, 1, 2))
    count = x.size // x.shape[-1]
    old = state[name]
    state[name] = {
        "mean": 0.9 * old["mean"] + 0.1 * mean,
        "variance": 0.9 * old["variance"] + 0.1 * variance * count / (count - 1)}
    return (x - mean) * lax.rsqrt(variance + 1e-5) * layer["scale"] + layer["offset"]


def resnet20():
    layers = Normalized()
    layers.add("stem", filters(3, 3, 3, 16))
    blocks, inputs = [], 16
    for outputs in (16, 32, 64):
        for block in range(3):
            name, stride = f"{outputs}.{block}", 2 if block == 0 and outputs > 16 else 1
            layers.add(f"{name}.first", filters(3, 3, inputs, outputs))
            layers.add(f"{name}.second", filters(3, 3, outputs, outputs))
            if inputs != outputs:
                layers.add(f"{name}.shortcut", filters(1, 1, inputs, outputs))
            blocks.append((name, stride, inputs != outputs))
            inputs = outputs
    parameters = layers.parameters | {"head": dense(64, 10)}

    def forward(p, state, x):
        state = dict(state)
        x = jax.nn.relu(normalized_convolution(p, state, "stem", x))
        for name, stride, projects in blocks:
            y = normalized_convolution(p, state, f"{name}.first", x, stride=stride)
            y = normalized_convolution(p, state, f"{name}.second", jax.nn.relu(y))
            if projects:
                x = normalized_convolution(p, state, f"{name}.shortcut", x, stride=stride)
            x = jax.nn.relu(x + y)
        return apply_dense(p["head"], x.mean((1, 2))), state

    return parameters, layers.state, forward


def dscnn(width: int = 64):
    layers = Normalized()
    layers.add("stem", filters(10, 4, 1, width), bias=True)
    for block in range(4):
        layers.add(f"{block}.depthwise", filters(3, 3, 1, width), bias=True)
        layers.add(f"{block}.pointwise", filters(1, 1, width, width), bias=True)
    parameters = layers.parameters | {"head": dense(width, 12)}

    def forward(p, state, x):
        state = dict(state)
        edges = ((5, 5), (1, 1))
        x = jax.nn.relu(normalized_convolution(p, state, "stem", x, stride=2, padding=edges))
        for block in range(4):
            x = normalized_convolution(p, state, f"{block}.depthwise", x, groups=width)
            x = normalized_convolution(p, state, f"{block}.pointwise", jax.nn.relu(x))
            x = jax.nn.relu(x)
        return apply_dense(p["head"], x.mean((1, 2))), state

    return parameters, layers.state, forward


def layer_norm(p, x):
    mean = x.mean(-1, keepdims=True)
    return (x - mean) * lax.rsqrt(x.var(-1, keepdims=True) + 1e-5) * p["scale"] + p["offset"]


def attention(p, x, heads: int):
    """Causal attention with packed queries, keys and values."""
    batch, time, width = x.shape
    query, key, value = (
        part.reshape(batch, time, heads, -1)
        for part in jnp.split(apply_dense(p["packed"], x), 3, -1))
    scores = jnp.einsum("bthd,bshd->bhts", query, key) / math.sqrt(width // heads)
    visible = jnp.tril(jnp.ones((time, time), bool))
    weights = jax.nn.softmax(jnp.where(visible, scores, -jnp.inf))
    mixed = jnp.einsum("bhts,bshd->bthd", weights, value).reshape(batch, time, width)
    return apply_dense(p["output"], mixed)


def char_gpt(vocabulary=65, time=128, width=128, heads=4, depth=4):
    norm = lambda: {"scale": jnp.ones(width), "offset": jnp.zeros(width)}
    block = lambda: {
        "attention_norm": norm(), "packed": dense(width, 3 * width), "output": dense(width, width),
        "dense_norm": norm(), "widen": dense(width, 4 * width), "narrow": dense(4 * width, width)}
    parameters = {
        "tokens": normal(vocabulary, width, scale=0.02),
        "positions": normal(time, width, scale=0.02),
        "blocks": [block() for _ in range(depth)], "norm": norm(),
        "head": normal(width, vocabulary, scale=width**-0.5)}

    def forward(p, state, tokens):
        x = p["tokens"][tokens] + p["positions"][: tokens.shape[1]]
        for b in p["blocks"]:
            x = x + attention(b, layer_norm(b["attention_norm"], x), heads)
            hidden = jax.nn.gelu(apply_dense(b["widen"], layer_norm(b["dense_norm"], x)))
            x = x + apply_dense(b["narrow"], hidden)
        return layer_norm(p["norm"], x) @ p["head"], state

    return parameters, {}, forward


def char_lstm(vocabulary=65, width=64, units=256):
    parameters = {
        "tokens": normal(vocabulary, width), "input": dense(width, 4 * units),
        "recurrent": normal(units, 4 * units, scale=units**-0.5), "head": dense(units, vocabulary)}

    def forward(p, state, tokens):
        # One contraction for the inputs of all times; only the recurrence stays in the loop.
        inputs = apply_dense(p["input"], p["tokens"][tokens]).transpose(1, 0, 2)

        def cell(carry, x):
            hidden, memory = carry
            gates = jnp.split(x + hidden @ p["recurrent"], 4, -1)
            enter, forget, output = (jax.nn.sigmoid(gates[index]) for index in (0, 1, 3))
            memory = forget * memory + enter * jnp.tanh(gates[2])
            hidden = output * jnp.tanh(memory)
            return (hidden, memory), hidden

        zeros = jnp.zeros((tokens.shape[0], units))
        _, hidden = lax.scan(cell, (zeros, zeros), inputs)
        return apply_dense(p["head"], hidden.transpose(1, 0, 2)), state

    return parameters, {}, forward


MODELS = {
    "tabular_mlp": lambda: dense_chain(30, 64, 32, 2),
    "mnist_mlp": lambda: dense_chain(784, 512, 512, 10),
    "lenet": lenet,
    "resnet20": resnet20,
    "dscnn": dscnn,
    "char_gpt": char_gpt,
    "char_lstm": char_lstm,
}
