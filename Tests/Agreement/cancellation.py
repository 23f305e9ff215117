"""How large the terms are that a gradient sums.

A scale before a rectifier, a convolution and the next batch normalization changes nothing but for
that normalization's epsilon: its gradient is a sum of thousands of terms that cancel to a millionth
of themselves. What f32 can say of such a sum is measured by the terms, not by what is left of them.
"""

import torch

# Half the distance from 1 to the next number of f32.
UNIT = 2.0**-24


def term_sums(twin, batch: tuple) -> dict:
    """For the scales and offsets of batch normalizations: Σ |terms| of each channel.

    `∂scale = Σ g · x̂` and `∂offset = Σ g` over batch, rows and columns, with `g` the gradient of the
    result and `x̂` what is normalized.
    """
    found, hooks = {}, []
    names = {match.theirs: match.ours for match in twin.matches}

    def watch(path: str, module):
        def note(_, __, result):
            shape = (1, -1, 1, 1)
            normal = (result - module.bias.view(shape)) / module.weight.view(shape)

            def sums(g):
                for name, terms in (("weight", g * normal.detach()), ("bias", g)):
                    found[names[f"{path}.{name}"]] = terms.abs().sum((0, 2, 3)).numpy()

            result.register_hook(sums)

        hooks.append(module.register_forward_hook(note))

    for path, module in twin.model.named_modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            watch(path, module)
    twin.backward(*batch)
    for hook in hooks:
        hook.remove()
    return found
