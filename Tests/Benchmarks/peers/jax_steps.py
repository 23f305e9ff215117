"""Training steps of one workload in JAX, in turn: jax_steps.py NAME THREADS

The whole step is one jitted function that may overwrite its parameters, as users of JAX write it.
"""

import os
import sys
from functools import partial

if sys.argv[2] == "1":
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp
import numpy as np

import jax_models
from serve import serve
from workloads import WORKLOADS

tree_map = jax.tree_util.tree_map


def initial_slots(choice, parameters):
    zeros = lambda: tree_map(jnp.zeros_like, parameters)
    if choice.kind == "sgd":
        return {"momentum": zeros()}
    return {"first": zeros(), "second": zeros(), "step": jnp.zeros(())}


def update_by_sgd(choice, parameters, gradients, slots):
    momentum = tree_map(
        lambda velocity, g, p: choice.momentum * velocity + g + choice.weight_decay * p,
        slots["momentum"], gradients, parameters)
    step = lambda p, velocity: p - choice.learning_rate * velocity
    return tree_map(step, parameters, momentum), {"momentum": momentum}


def update_by_adam(choice, parameters, gradients, slots):
    step = slots["step"] + 1
    first = tree_map(lambda m, g: 0.9 * m + 0.1 * g, slots["first"], gradients)
    second = tree_map(lambda v, g: 0.999 * v + 0.001 * g * g, slots["second"], gradients)
    kept = 1 - choice.learning_rate * choice.weight_decay

    def moved(p, m, v):
        mean, square = m / (1 - 0.9**step), v / (1 - 0.999**step)
        return kept * p - choice.learning_rate * mean / (jnp.sqrt(square) + 1e-8)

    slots = {"first": first, "second": second, "step": step}
    return tree_map(moved, parameters, first, second), slots


def cross_entropy(logits, target):
    logits = jax.nn.log_softmax(logits.reshape(-1, logits.shape[-1]))
    return -jnp.mean(jnp.take_along_axis(logits, target.reshape(-1, 1), 1))


def batch(workload, random):
    integers = lambda bound, shape: jnp.array(random.integers(0, bound, shape).astype(np.int32))
    target = integers(workload.classes, workload.target)
    if workload.vocabulary:
        return integers(workload.vocabulary, workload.input), target
    return jnp.array(random.standard_normal(workload.input, dtype=np.float32)), target


def main(name: str, threads: int) -> None:
    workload = WORKLOADS[name]
    parameters, state, forward = jax_models.MODELS[name]()
    count = sum(leaf.size for leaf in jax.tree_util.tree_leaves(parameters))
    slots = initial_slots(workload.optimizer, parameters)
    update = update_by_sgd if workload.optimizer.kind == "sgd" else update_by_adam
    data, target = batch(workload, np.random.default_rng(1))

    @partial(jax.jit, donate_argnums=(0, 1, 2))
    def train(parameters, slots, state, data, target):
        def loss(parameters):
            logits, after = forward(parameters, state, data)
            return cross_entropy(logits, target), after

        (value, after), gradients = jax.value_and_grad(loss, has_aux=True)(parameters)
        parameters, slots = update(workload.optimizer, parameters, gradients, slots)
        return parameters, slots, after, value

    values = [parameters, slots, state]

    def step():
        values[0], values[1], values[2], loss = train(*values, data, target)
        loss.block_until_ready()

    serve(step, f"jax {jax.__version__}", count, threads)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
