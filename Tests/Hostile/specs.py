"""Small specs as text."""


def spec(
    layers="[dense: 3]", x="f32[batch, 8]", dims="{batch: 4}", name="example", targets=None,
    blocks=None, rest=""
):
    """A spec with one input `x`; `layers` is in flow style."""
    lines = ["netwright: 1", f"name: {name}", f"dims: {dims}"]
    if blocks:
        lines.append(f"blocks: {blocks}")
    lines += ["model:", f'  inputs: {{x: "{x}"}}']
    if targets:
        lines.append(f"  targets: {targets}")
    lines.append(f"  layers: {layers}")
    return "\n".join(lines) + "\n" + rest


def trained(layers, optimizer="adam", train="", x="f32[batch, 8]", loss="mse", target="f32[batch, 1]"):
    """A spec that can be trained; the layers end with a result of the type of the target."""
    arguments = "logits" if "entropy" in loss else "prediction"
    return spec(
        layers=f"[{layers}, {{dense: 1, as: y}}]", x=x, targets=f'{{t: "{target}"}}',
        rest=f"loss: {{{loss}: {{{arguments}: y, target: t}}}}\n"
        f"train: {{epochs: 1, optimizer: {optimizer}{train}}}\n")
